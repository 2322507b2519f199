/** Leaves of the large batch: every proof is 20 hashes long. */
export const LEAVES = 2 ** 20
/** Whose they are: some have two. */
export const AFFILIATES = 1_000_000
/** Leaves of one transaction, where they are activated in batches. */
export const AT_ONCE = 50
