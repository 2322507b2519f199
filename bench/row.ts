export type Row = {
  /** Id of the row in `docs/benchmark.md` and the report. */
  id: string
  act: string
  /** Gas of the whole transaction, calldata and base cost included; per entry where the act says so, rounded up. */
  gas: number
  /** The most it may cost; left out where it is told for information. */
  hold?: number
  /** What we would like. */
  aim?: number
  /** What it can't get below, or what others pay. */
  floor: string
  /** The same act with many more people: it may not cost more than 1% more or less. */
  many?: Many<number>
}

export type Many<gas> = { gas: gas } & ({ coOwners: number } | { affiliates: number })

export const BATCH = 100
const FLAT_WITHIN = 0.01

export function row(
  id: string,
  act: string,
  gas: bigint,
  hold: number,
  aim: number | undefined,
  floor: string,
  many?: Many<bigint>,
): Row {
  return {
    id,
    act,
    gas: Number(gas),
    hold,
    ...(aim !== undefined && { aim }),
    floor,
    ...(many && { many: { ...many, gas: Number(many.gas) } }),
  }
}

/** What something costs that may cost what it does. */
export function note(id: string, act: string, gas: bigint, floor = ''): Row {
  return { id, act, gas: Number(gas), floor }
}

/** Gas of each of a batch, rounded up. */
export function each(gas: bigint, batch = BATCH): bigint {
  return (gas + BigInt(batch) - 1n) / BigInt(batch)
}

export function isAbove({ gas, hold }: Row): boolean {
  return hold !== undefined && gas > hold
}

/** Whether many people change what it costs. */
export function isFlat({ gas, many }: Row): boolean {
  return many === undefined || Math.abs(many.gas - gas) <= gas * FLAT_WITHIN
}
