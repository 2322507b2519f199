/** Lines of a terminal, each column as wide as it has to be; columns of figures, by their index, end at the right. */
export function textTable(head: readonly string[], lines: readonly (readonly string[])[], figures: readonly number[]): string {
  const all = [head, ...lines]
  const widths = head.map((_, column) => Math.max(...all.map((line) => (line[column] ?? '').length)))
  const pad = (cell: string, column: number) =>
    figures.includes(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)
  return all.map((line) => line.map(pad).join('  ').trimEnd()).join('\n')
}
