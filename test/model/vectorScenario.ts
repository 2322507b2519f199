import vectors from '../vectors/distribution.json' with { type: 'json' }

/**
 * A case of `distribution.json` as plain steps: pools, kinds, an equation, then acceptances, corrections, re-weighings and sales in
 * one token, with what everyone then has. Whoever runs it gives the names accounts and the token an address. Nothing here knows
 * the model or the contracts.
 */
export type Scenario = {
  id: string
  note: string
  contributorsFloorBps: number
  /** Pool 1 is the first. All pools are pools of birth, with opening period 0. */
  pools: readonly ({ type: 'equity' } | { type: 'debt'; capBps: number })[]
  /** Kind 0 is the first; decimals 0. `rate`: weight of an equity kind, price of a debt kind. */
  kinds: readonly { pool: number; rate: bigint }[]
  lines: readonly ScenarioLine[]
  remainder: string
  /** The equation is refused when it is set; there are no steps. */
  isRefused: boolean
  steps: readonly ScenarioStep[]
}

export type ScenarioLine = { account?: string; pool?: number; basis: 'gross' | 'remaining'; shareBps: number }

export type ScenarioStep =
  /** One acceptance. Entries are sorted by kind; sorting by address within a kind is the runner's. */
  | { step: 'accept'; entries: readonly { affiliate: string; kind: number; quantity: bigint }[] }
  /** A correction: entry `index` of the account becomes the venture's own. */
  | { step: 'reassign'; pool: number; account: string; index: number }
  | { step: 'remove'; account: string; kind: number; quantity: bigint }
  | { step: 'reweigh'; kind: number; weight: bigint }
  | { step: 'sale'; amount: bigint }
  /** What these accounts were paid and are owed since the beginning; holders of equity up to `tolerance` units less. */
  | { step: 'expect'; total: ReadonlyMap<string, bigint>; tolerance: bigint; equityHolders: ReadonlySet<string> }
  /** Accounted for, but owed to nobody. */
  | { step: 'expectKept'; amount: bigint }

type Figures = { readonly [name: string]: number | undefined }
type VectorLine = {
  type: string
  basis?: string
  shareBps?: number
  capBps?: number
  to?: string
  points?: readonly (readonly (string | number)[])[]
  claims?: readonly (readonly (string | number)[])[]
  acceptances?: readonly (readonly (readonly (string | number)[])[])[]
}
type VectorStep = {
  weights?: Figures
  units?: { readonly [name: string]: Figures | undefined }
  remove?: { readonly [name: string]: Figures | undefined }
  sale?: number
}
type Vector = {
  id: string
  note?: string
  contributorsFloorBps?: number
  refused?: boolean
  amount?: number
  amounts?: readonly number[]
  tolerance?: number
  equation?: readonly VectorLine[]
  history?: readonly VectorStep[]
  expect?: Figures
  expectEach?: readonly Figures[]
  expectCumulative?: readonly Figures[]
  keptInContract?: number
}

/** Whoever a correction takes an entry from, where a vector says it is the venture's. */
const CORRECTED = 'corrected'
const VENTURE = 'venture'

/** All cases, in the order of the file. */
export function vectorScenarios(): Scenario[] {
  return (vectors.cases as readonly Vector[]).map((vector) => (vector.history ? fromHistory(vector) : fromEquation(vector)))
}

function fromEquation(vector: Vector): Scenario {
  const pools: Scenario['pools'][number][] = []
  const kinds: Scenario['kinds'][number][] = []
  const lines: ScenarioLine[] = []
  const steps: ScenarioStep[] = []
  const equityHolders = new Set<string>()
  let remainder = ''
  for (const { type, basis, shareBps = 0, capBps = 10_000, to, points, claims, acceptances } of vector.equation ?? []) {
    const share = { basis: basis === 'gross' ? ('gross' as const) : ('remaining' as const), shareBps }
    if (type === 'remainder') remainder = to ?? ''
    else if (type === 'account') lines.push({ account: to, ...share })
    else {
      pools.push(type === 'equity' ? { type } : { type: 'debt', capBps })
      kinds.push({ pool: pools.length, rate: 1n })
      lines.push({ pool: pools.length, ...share })
      const accepted = acceptances ?? [points ?? claims ?? []]
      for (const list of accepted) {
        const entries = list.map(([name, quantity]) => ({
          affiliate: name === VENTURE ? CORRECTED : String(name),
          kind: kinds.length - 1,
          quantity: BigInt(quantity ?? 0),
        }))
        steps.push({ step: 'accept', entries })
        if (type === 'equity') for (const { affiliate } of entries) equityHolders.add(affiliate)
        if (list.some(([name]) => name === VENTURE)) {
          steps.push({ step: 'reassign', pool: pools.length, account: CORRECTED, index: 0 })
        }
      }
    }
  }
  const isRefused = vector.refused === true
  return {
    ...headOf(vector),
    pools,
    kinds,
    lines,
    remainder,
    isRefused,
    steps: isRefused ? [] : [...steps, ...salesOf(vector, equityHolders)],
  }
}

/** Histories name kinds by weight and have one equity pool that takes everything. */
function fromHistory(vector: Vector): Scenario {
  const kinds: { pool: number; rate: bigint }[] = []
  const weights = new Map<string, bigint>()
  const kindIds = new Map<string, number>()
  const steps: ScenarioStep[] = []
  const equityHolders = new Set<string>()
  const kindOf = (name: string) => kindIds.get(name) ?? 0
  for (const { weights: newWeights, units, remove, sale } of vector.history ?? []) {
    for (const [name, weight] of figuresOf(newWeights)) {
      if (!kindIds.has(name)) {
        kindIds.set(name, kinds.length)
        kinds.push({ pool: 1, rate: weight })
      } else if (weights.get(name) !== weight) steps.push({ step: 'reweigh', kind: kindOf(name), weight })
      weights.set(name, weight)
    }
    const entries = Object.entries(units ?? {}).flatMap(([affiliate, held]) =>
      figuresOf(held).map(([name, quantity]) => ({ affiliate, kind: kindOf(name), quantity })),
    )
    if (entries.length !== 0) steps.push({ step: 'accept', entries: entries.sort((a, b) => a.kind - b.kind) })
    for (const { affiliate } of entries) equityHolders.add(affiliate)
    for (const [account, held] of Object.entries(remove ?? {})) {
      for (const [name, quantity] of figuresOf(held)) {
        steps.push({ step: 'remove', account, kind: kindOf(name), quantity })
      }
    }
    if (sale !== undefined) steps.push({ step: 'sale', amount: BigInt(sale) })
  }
  return {
    ...headOf(vector),
    pools: [{ type: 'equity' }],
    kinds,
    lines: [{ pool: 1, basis: 'gross', shareBps: 10_000 }],
    remainder: 'fund',
    isRefused: false,
    steps: [...steps, expectation(vector, new Map(figuresOf(vector.expect)), equityHolders)],
  }
}

function headOf({ id, note = '', contributorsFloorBps = 0 }: Vector): Pick<Scenario, 'id' | 'note' | 'contributorsFloorBps'> {
  return { id, note, contributorsFloorBps }
}

function salesOf(vector: Vector, equityHolders: ReadonlySet<string>): ScenarioStep[] {
  const sales = vector.amounts ?? [vector.amount ?? 0]
  const total = new Map<string, bigint>()
  const steps = sales.flatMap((amount, i): ScenarioStep[] => {
    for (const [name, figure] of figuresOf(vector.expectEach?.[i])) total.set(name, (total.get(name) ?? 0n) + figure)
    for (const [name, figure] of figuresOf(vector.expectCumulative?.[i])) total.set(name, figure)
    if (i === sales.length - 1) for (const [name, figure] of figuresOf(vector.expect)) total.set(name, figure)
    return [{ step: 'sale', amount: BigInt(amount) }, expectation(vector, new Map(total), equityHolders)]
  })
  const { keptInContract } = vector
  return keptInContract === undefined ? steps : [...steps, { step: 'expectKept', amount: BigInt(keptInContract) }]
}

function expectation(
  { tolerance = 0 }: Vector,
  total: ReadonlyMap<string, bigint>,
  equityHolders: ReadonlySet<string>,
): ScenarioStep {
  return { step: 'expect', total, tolerance: BigInt(tolerance), equityHolders }
}

function figuresOf(figures: Figures | undefined): [string, bigint][] {
  return Object.entries(figures ?? {}).map(([name, figure]) => [name, BigInt(figure ?? 0)])
}
