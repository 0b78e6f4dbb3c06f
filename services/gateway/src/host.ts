/** Injection token of the `ServiceHost`. */
export const HOST = Symbol('HOST');
