/** An address, or any name where nothing is on chain. See `keyOf`. */
export type Account = string
/** A payout token: an address, or any name where nothing is on chain. */
export type Token = string
/** What the share of a line is taken of: the amount distributed, or what earlier lines left. */
export type Basis = 'gross' | 'remaining'

/** A step of the equation that pays an account. */
export type AccountLine = { account: Account; pool?: undefined; basis: Basis; shareBps: number }
/** A step of the equation that feeds a pool. */
export type PoolLine = { account?: undefined; pool: number; basis: Basis; shareBps: number }
export type EquationLine = AccountLine | PoolLine

/** The lines in order; the remainder is the account that takes what they leave. */
export type Equation = { lines: readonly EquationLine[]; remainder: Account }

/** A version of the equation. Versions are immutable; 0 stands for none yet. */
export type EquationVersion = Equation & { version: number }

/** A pool of contributors who have a claim for ever, by points. Maps are keyed by token. */
export type EquityPoolState = {
  type: 'equity'
  id: number
  /** Seconds between the first points and the first distribution to them. */
  openingPeriod: bigint
  /** Until then its revenue is parked; seconds since 1970. Set whenever the points rise from zero. */
  opensAt: bigint
  /** When it had points for the first time, seconds since 1970; 0 before. */
  firstPointsAt: bigint
  points: bigint
  /** Revenue per point x 2^128, never reduced: a true integer. */
  j: Map<Token, bigint>
  /** Units that wait for points, or for the opening. No entry where nothing waits. */
  parked: Map<Token, bigint>
}

/** A pool of entries in one token, a line from 0 to `end`, repaid up to `repaid`, in units of the token. */
export type DebtPoolState = {
  type: 'debt'
  id: number
  token: Token
  /** What is repaid of an entry: 10,000 = the principal, 12,000 = + 20%. */
  capBps: number
  acceptances: DebtAcceptance[]
  end: bigint
  repaid: bigint
  queues: Map<Account, DebtQueue>
}

export type PoolState = EquityPoolState | DebtPoolState

/** It takes `[start, start + floor(money x capBps / 10,000))` of the line. */
export type DebtAcceptance = { start: bigint; money: bigint }
/** One entry of an account: its part of the acceptance's money, and what it was paid so far. Token units. */
export type DebtEntry = { money: bigint; paid: bigint; acceptance: number }
/** Entries of an account in queue order; `cursor` is the first one not known to be settled. */
export type DebtQueue = { cursor: number; entries: DebtEntry[] }

/** A kind of contribution. Maps are keyed by token or account. */
export type KindState = {
  id: number
  pool: number
  decimals: number
  closed: boolean
  isDebt: boolean
  voice: bigint
  /** Equity: weight, points per smallest unit of quantity. Debt: price, token units per whole unit. */
  rate: bigint
  /** All accepted units, rests of large batches among them; smallest units of quantity. Stays 0 for debt kinds. */
  units: bigint
  holdings: Map<Account, bigint>
  /** Of large batches, by their id. */
  rests: Map<string, RestState>
  /** Set by re-weighing: what a unit had earned by then, x 2^128, and the revenue per point it was worked out at. */
  bases: Map<Token, { base: bigint; jAtBase: bigint }>
  /** Per token and account: what the units had earned before they were added, and what was paid; x 2^128, true integers. */
  offsets: Map<Token, Map<Account, bigint>>
}

/** The total of a large batch in a kind, and what is left of it: nobody's, it earns for whoever its leaves turn out to name. */
export type RestState = {
  /** As it was accepted, smallest units of quantity. */
  total: bigint
  /** What is left; 0 once all are activated or closed. */
  units: bigint
  /** Leaves activated so far, those that got nothing among them. */
  leaves: bigint
  /** What a unit of the kind had earned when the batch was accepted, x 2^128. Nothing in tokens listed since. */
  acceptedAt: Map<Token, bigint>
}

/** The books of a payout token. Units of the token. */
export type TokenBook = {
  token: Token
  /** Belongs to somebody, is parked or held back by rounding. */
  accounted: bigint
  muted: boolean
}

/** Everything a venture knows that money depends on. Written by the functions of the model alone. */
export type VentureModel = {
  /** The venture's own account: corrected debt entries belong to it. */
  venture: Account
  /** Seconds since 1970. */
  now: bigint
  contributorsFloorBps: number
  /** Pools opened at birth; `undefined` until the first equation is set. */
  birthPools: number | undefined
  /** Pool 1 is the first. */
  pools: PoolState[]
  /** Kind 0 is the first. */
  kinds: KindState[]
  equation: EquationVersion
  /** Listed payout tokens, in order of listing. */
  books: Map<Token, TokenBook>
  /** What the venture holds, of tokens nobody listed too. */
  balances: Map<Token, bigint>
  /** Tokens whose balance can't be read: they are skipped. */
  unreadable: Set<Token>
  /** From account lines, the remainder and re-assigned entries; per token and account. */
  credits: Map<Token, Map<Account, bigint>>
  /** Who is paid in place of an account. */
  payees: Map<Account, Account>
  /** Who goes on as an account that moved. */
  successors: Map<Account, Account>
}

/** One contribution as it enters the books. In the venture's own name: the total of a large batch in a kind. */
export type ModelEntry = { affiliate: Account; kind: number; quantity: bigint }
