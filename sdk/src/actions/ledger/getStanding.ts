import { type Address, isAddressEqual } from 'viem'
import { contributionLedgerAbi } from '../../abis/contributionLedger.ts'
import { ventureAbi } from '../../abis/venture.ts'
import { ventureLensAbi } from '../../abis/ventureLens.ts'
import { addresses } from '../../addresses/deployed.ts'
import type { ReadClient } from '../internal/client.ts'
import { read } from '../internal/read.ts'
import { getHoldings } from '../venture/getHoldings.ts'

export type GetStandingParameters = {
  ledger: Address
  account: Address
  lens?: Address
}

export type GetStandingReturnType = {
  /** Who the account is now: itself, or the account at the end of its moves. Its roles count, and it signs. */
  holder: Address
  /** How many moves lead to the holder, along the longest way; 0 when nobody moved to it. */
  moves: number
  isSteward: boolean
  isBarred: boolean
  /** Ascending kinds it holds units in. */
  kinds: number[]
  /** In all equity pools together. */
  points: bigint
  /** Whether its attestation counts, for entries of others. */
  canAttest: boolean
}

/**
 * Returns what an account may do on a ledger; after a move its points stay, and its roles are those of who it is now.
 *
 * @example
 * const { canAttest, kinds } = await getStanding(client, { ledger, account })
 * @throws {ContractMissingError} no ledger at the address
 */
export async function getStanding(
  client: ReadClient,
  { ledger, account, lens = addresses.lens }: GetStandingParameters,
): Promise<GetStandingReturnType> {
  const contract = { abi: contributionLedgerAbi, address: ledger } as const
  const roleOf = (of: Address) => read(client, { ...contract, functionName: 'roleOf', args: [of] })
  const [venture, own, parameters] = await Promise.all([
    read(client, { ...contract, functionName: 'venture' }),
    roleOf(account),
    read(client, { ...contract, functionName: 'parameters' }),
  ])
  const [[holder], holdings] = await Promise.all([
    read(client, { abi: ventureAbi, address: venture, functionName: 'holderOf', args: [account] }),
    getHoldings(client, { venture, account, lens }),
  ])
  const kinds = holdings.map(({ kind }) => kind)
  const [role, points] = await Promise.all([
    isAddressEqual(holder, account) ? own : roleOf(holder),
    read(client, { abi: ventureLensAbi, address: lens, functionName: 'pointsOf', args: [venture, account, kinds] }),
  ])
  const { steward: isSteward, depth: moves } = role
  const isBarred = role.barred || own.barred
  const canAttest = !isBarred && (isSteward || points >= parameters.attestorMinPoints)
  return { holder, moves, isSteward, isBarred, kinds, points, canAttest }
}
