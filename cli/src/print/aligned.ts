/** Cells of a row in columns of given widths: the first `left` of them begin where their column does, the others end there. */
export function aligned(cells: readonly string[], widths: readonly number[], left: number, gap = ' '): string {
  return cells.map((cell, i) => (i < left ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join(gap);
}

/** Rows in columns as wide as their widest cell, two spaces apart. */
export function table(rows: readonly (readonly string[])[], left: number): string[] {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((cells) => cells[i]?.length ?? 0)));
  return rows.map((cells) => aligned(cells, widths, left, '  '));
}
