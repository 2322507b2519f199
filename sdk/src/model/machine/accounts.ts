const ZERO_ADDRESS = /^0x0{40}$/

/** Whether an account is left out: empty, missing or the zero address. */
export function isNobody(account: string | undefined): boolean {
  return !account || ZERO_ADDRESS.test(account)
}
