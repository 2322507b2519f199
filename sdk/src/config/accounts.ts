import { type Address, isAddress } from 'viem'
import { ConfigDuplicateError, ConfigReferenceError } from '../errors/config.ts'
import type { Report } from './report.ts'

/** Looks an account up, and reports it where there is none. */
export type FindAccount = (name: string, path: string) => Address | undefined

/**
 * Addresses as they are, and names that are known.
 *
 * @param alternative What else could be done about a name nobody has.
 */
export function accountFinder(known: ReadonlyMap<string, Address>, report: Report, alternative = (_: string) => ''): FindAccount {
  return (name, path) => {
    if (isAddress(name)) return name
    const address = known.get(name)
    if (!address) {
      const hint = `Give its address: "accounts": { ${JSON.stringify(name)}: "0x…" }${alternative(name)}.`
      report(new ConfigReferenceError(path, name, 'account', [...known.keys()], [hint]))
    }
    return address
  }
}

/** Accounts in a list, each once. */
export function resolveAccounts(given: readonly string[], accountOf: FindAccount, path: string, report: Report): Address[] {
  const accounts = given.map((name, i) => accountOf(name, `${path}[${i}]`))
  accounts.forEach((account, i) => {
    const first = accounts.indexOf(account)
    if (account && first < i) report(new ConfigDuplicateError(`${path}[${i}]`, account, `${path}[${first}]`))
  })
  return accounts.filter((account) => account !== undefined)
}
