import type { Address } from 'viem'
import { contributionLedgerAbi } from '../../abis/contributionLedger.ts'
import { ventureAbi } from '../../abis/venture.ts'
import type { ReadClient } from '../internal/client.ts'
import { read } from '../internal/read.ts'
import { getHoldings } from '../venture/getHoldings.ts'

export type GetStandingParameters = {
  ledger: Address
  account: Address
  lens?: Address
}

export type GetStandingReturnType = {
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
 * Returns what an account may do on a ledger.
 *
 * @example
 * const { canAttest, kinds } = await getStanding(client, { ledger, account })
 * @throws {ContractMissingError} no ledger at the address
 */
export async function getStanding(
  client: ReadClient,
  { ledger, account, lens }: GetStandingParameters,
): Promise<GetStandingReturnType> {
  const contract = { abi: contributionLedgerAbi, address: ledger } as const
  const [venture, isSteward, isBarred, parameters] = await Promise.all([
    read(client, { ...contract, functionName: 'venture' }),
    read(client, { ...contract, functionName: 'isSteward', args: [account] }),
    read(client, { ...contract, functionName: 'isBarred', args: [account] }),
    read(client, { ...contract, functionName: 'parameters' }),
  ])
  const kinds = (await getHoldings(client, { venture, account, lens })).map(({ kind }) => kind)
  const points = await read(client, { abi: ventureAbi, address: venture, functionName: 'pointsOf', args: [account, kinds] })
  return { isSteward, isBarred, kinds, points, canAttest: !isBarred && (isSteward || points >= parameters.attestorMinPoints) }
}
