/** The 64-bit floats in some bytes, wherever they begin. */
export function floats(bytes: Uint8Array): Float64Array {
  return new Float64Array(bytes.slice().buffer);
}
