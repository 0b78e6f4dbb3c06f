/** Lower-case hexadecimal. */
export function hex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0');
  return text;
}

/** The first eight digits, enough to tell two apart by eye; the whole goes into a title. */
export function shortHex(bytes: Uint8Array): string {
  return hex(bytes.subarray(0, 4));
}
