/** Whatever `new Headers()` takes. */
export type HeaderFields = ConstructorParameters<typeof Headers>[0];
