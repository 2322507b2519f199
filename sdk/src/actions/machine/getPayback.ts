import type { Address } from 'viem'
import { sharedEquipmentAbi } from '../../abis/sharedEquipment.ts'
import { decodeEquation } from '../../model/equation.ts'
import { balanceOf } from '../internal/balances.ts'
import type { ReadClient } from '../internal/client.ts'
import { PAYBACK_POOL } from '../internal/payback.ts'
import { read } from '../internal/read.ts'

export type GetPaybackParameters = { machine: Address; account: Address }

/** Smallest units of the machine's token, rounded down as on chain. */
export type GetPaybackReturnType = {
  pledged: bigint
  /** What the account is paid back at most. */
  cap: bigint
  paid: bigint
  /** What of the payback a claim would pay now, money that just arrived included. */
  owed: bigint
  /** Nobody's wallet yet: it waits until the co-owners have moved the account to one. */
  isPlaceholder: boolean
}

/**
 * Returns how far a co-owner is paid back.
 *
 * @example
 * const { pledged, cap, paid, owed } = await getPayback(client, { machine, account })
 * @throws {ContractMissingError} no machine at the address, or it was not bought yet
 */
export async function getPayback(client: ReadClient, { machine, account }: GetPaybackParameters): Promise<GetPaybackReturnType> {
  const contract = { abi: sharedEquipmentAbi, address: machine } as const
  const [{ goal, token }, { end, repaid }, { pledged, paid, isPlaceholder }] = await Promise.all([
    read(client, { ...contract, functionName: 'birth' }),
    read(client, { ...contract, functionName: 'debtPool', args: [PAYBACK_POOL] }),
    read(client, { ...contract, functionName: 'coOwnerOf', args: [account] }),
  ])
  const part = (ofAll: bigint) => (pledged * ofAll) / goal
  const arrived = repaid === end ? 0n : await paybackOfArrived(client, machine, token)
  return { pledged, cap: part(end), paid, owed: part(repaid + arrived) - paid, isPlaceholder }
}

/** What the payback would take of money that was not distributed yet. */
async function paybackOfArrived(client: ReadClient, machine: Address, token: Address): Promise<bigint> {
  const contract = { abi: sharedEquipmentAbi, address: machine } as const
  const [balance, { accounted }, code] = await Promise.all([
    balanceOf(client, { holder: machine, token }),
    read(client, { ...contract, functionName: 'tokenBook', args: [token] }),
    read(client, { ...contract, functionName: 'equationCode' }),
  ])
  if (balance === undefined || balance <= accounted) return 0n
  const args = [token, balance - accounted] as const
  const parts = await read(client, { ...contract, functionName: 'previewDistribution', args })
  const { lines } = decodeEquation(code)
  return parts[lines.findIndex(({ pool }) => pool === PAYBACK_POOL)] ?? 0n
}
