import type { Address } from 'viem'
import { ventureLensAbi } from '../../abis/ventureLens.ts'
import { addresses } from '../../addresses/deployed.ts'
import type { ReadClient } from '../internal/client.ts'
import { mapConcurrently } from '../internal/concurrently.ts'
import { read } from '../internal/read.ts'
import { getPools } from './getPools.ts'

export type GetDebtsParameters = {
  venture: Address
  account: Address
  lens?: Address
}

/** Amounts are smallest units of the pool's token. */
export type Debt = {
  pool: number
  token: Address
  /** Where it stands among the account's entries in this pool: what a correction names. */
  index: number
  /** What was put in. */
  money: bigint
  /** What is paid back of it in all, with the pool's cap; rounded down. */
  total: bigint
  /** What was repaid so far, claimed or not; rounded down as on chain. */
  repaid: bigint
  /** Of `repaid`, what was claimed. */
  claimed: bigint
}

/** Oldest first, pool by pool; entries a correction took away are left out. */
export type GetDebtsReturnType = Debt[]

/**
 * Returns what a venture owes an account in its debt pools, entry by entry, by the books: revenue that was not distributed yet
 * is not in it.
 *
 * @example
 * const open = (await getDebts(client, { venture, account })).filter(({ total, repaid }) => repaid < total)
 * @throws {ContractMissingError} no venture, or no lens on this chain
 */
export async function getDebts(
  client: ReadClient,
  { venture, account, lens = addresses.lens }: GetDebtsParameters,
): Promise<GetDebtsReturnType> {
  const glass = { abi: ventureLensAbi, address: lens } as const
  const pools = await getPools(client, { venture })
  const debts = await mapConcurrently(pools, async (pool): Promise<Debt[]> => {
    if (pool.type !== 'debt') return []
    const { count } = await read(client, { ...glass, functionName: 'debtQueue', args: [venture, pool.pool, account] })
    const indexes = Array.from({ length: count }, (_, index) => index)
    const entries = await mapConcurrently(indexes, async (index): Promise<Debt[]> => {
      const args = [venture, pool.pool, account, BigInt(index)] as const
      const { money, paid, acceptance } = await read(client, { ...glass, functionName: 'debtEntry', args })
      if (money === 0n) return []
      const taken = await read(client, {
        ...glass,
        functionName: 'debtAcceptance',
        args: [venture, pool.pool, BigInt(acceptance)],
      })
      const length = (taken.money * BigInt(pool.capBps)) / 10_000n
      const repaidOf = (reached: bigint) => (money * reached) / taken.money
      const reached = clamp(pool.repaid - taken.start, length)
      const { token, pool: id } = pool
      return [{ pool: id, token, index, money, total: repaidOf(length), repaid: repaidOf(reached), claimed: paid }]
    })
    return entries.flat()
  })
  return debts.flat()
}

function clamp(value: bigint, max: bigint): bigint {
  return value < 0n ? 0n : value > max ? max : value
}
