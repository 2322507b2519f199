const ADDRESS = /^0x[0-9a-f]{40}$/i
const ZERO_ADDRESS = /^0x0{40}$/i

/**
 * The form in which the model keeps an account or token: addresses in lower case, so that checksums don't matter; any other
 * name as it is. Every function of the model takes both; maps it returns have these keys.
 */
export function keyOf(account: string): string {
  return ADDRESS.test(account) ? account.toLowerCase() : account
}

/** Whether an account is left out: missing, empty, or the zero address. */
export function isNobody(account: string | undefined): boolean {
  return !account || ZERO_ADDRESS.test(account)
}
