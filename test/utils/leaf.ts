/**
 * One leaf of a branch tree: the branches, then what is asserted. `leaf('given it is open', 'it reverts', run)` stands for the
 * leaf of that name in the `.tree` file beside the test; `test/checks/trees.test.ts` holds the two against each other.
 */
export function leaf(...args: [...path: string[], run: () => Promise<void>]): void {
  const path = args.slice(0, -1) as string[]
  it(path.join(', '), args.at(-1) as () => Promise<void>)
}
