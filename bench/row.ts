export type Row = {
  /** Id of the row in `docs/benchmark.md` and the report. */
  id: string
  act: string
  /** Gas of the whole transaction, calldata and base cost included; per entry where the act says so, rounded up. */
  gas: number
  /** The most it may cost. */
  hold: number
  /** What we would like. */
  aim: number
  /** What it can't get below, or what others pay. */
  floor: string
  /** The same act with many more co-owners: it may not cost more than 1% more or less. */
  many?: { coOwners: number; gas: number }
}

export const BATCH = 100
const FLAT_WITHIN = 0.01

export function row(
  id: string,
  act: string,
  gas: bigint,
  hold: number,
  aim: number,
  floor: string,
  many?: { coOwners: number; gas: bigint },
): Row {
  return { id, act, gas: Number(gas), hold, aim, floor, ...(many && { many: { ...many, gas: Number(many.gas) } }) }
}

/** Gas of each of a batch, rounded up. */
export function each(gas: bigint): bigint {
  return (gas + BigInt(BATCH) - 1n) / BigInt(BATCH)
}

/** Whether many co-owners change what it costs. */
export function isFlat({ gas, many }: Row): boolean {
  return many === undefined || Math.abs(many.gas - gas) <= gas * FLAT_WITHIN
}
