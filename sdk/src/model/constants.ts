/** Shares are in basis points: 10,000 is the whole. */
export const BPS = 10_000n
/** Bits behind the point of the revenue per point and of everything called raw: 1 unit of a token is 2^128 raw. */
export const FRACTION_BITS = 128n
/** What can be accounted for in one token, units. */
export const MAX_ACCOUNTED = 2n ** 128n - 1n
/** Points of a pool. */
export const MAX_POINTS = 2n ** 112n - 1n
/** Units of a kind, smallest units of quantity. */
export const MAX_UNITS = 2n ** 96n - 1n
/** Money of one debt entry, token units. */
export const MAX_DEBT_MONEY = 2n ** 95n
/** Entries of the venture itself that one distribution settles per debt pool; the rest follow with the next. */
export const MAX_OWN_ENTRIES = 16n
/** Lines of an equation, the remainder included. */
export const MAX_LINES = 16
/** Native ETH as a payout token (ERC-7528). */
export const ETH = '0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee'

/** For `maxDebtEntries`: walk all of them. */
export const ALL_DEBT_ENTRIES = 2n ** 256n - 1n
