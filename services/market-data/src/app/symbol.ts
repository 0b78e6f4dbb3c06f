/** As the contract writes an equity's symbol. */
const SYMBOL = /^[A-Z0-9][A-Z0-9.-]{0,14}$/;

/** Whether a text may be a symbol. Vendors give `*` and commas meanings of their own, so nothing else may reach them. */
export function isSymbol(text: string): boolean {
  return SYMBOL.test(text);
}
