/** The debt pool of a machine's co-owners. */
export const PAYBACK_POOL = 1
