import { type Address, isAddressEqual, zeroAddress } from 'viem'
import { campaignAbi } from '../../abis/campaign.ts'
import type { ReadClient } from '../internal/client.ts'
import { PAID_BACK, PLACEHOLDER } from '../internal/positions.ts'
import { read } from '../internal/read.ts'

export type GetPositionParameters = { campaign: Address; account: Address }

/** Amounts are smallest units of the campaign's token. */
export type GetPositionReturnType = {
  /** Also its weight in decisions, and its part of a machine's payback. */
  pledged: bigint
  /** Where its money goes back to; `undefined` without a pledge. */
  refundTo: Address | undefined
  /** Refund or surplus was paid, even where it was nothing. */
  isPaidBack: boolean
  /** Nobody's wallet yet. */
  isPlaceholder: boolean
  /** What `refund` would pay now. */
  refundable: bigint
}

/**
 * Returns what an account has in a campaign.
 *
 * @example
 * const { pledged, refundable } = await getPosition(client, { campaign, account })
 * @throws {ContractMissingError} no campaign at the address
 */
export async function getPosition(
  client: ReadClient,
  { campaign, account }: GetPositionParameters,
): Promise<GetPositionReturnType> {
  const contract = { abi: campaignAbi, address: campaign, args: [account] } as const
  const [{ refundTo, pledged, flags }, refundable] = await Promise.all([
    read(client, { ...contract, functionName: 'positionOf' }),
    read(client, { ...contract, functionName: 'refundOf' }),
  ])
  return {
    pledged,
    refundTo: isAddressEqual(refundTo, zeroAddress) ? undefined : refundTo,
    isPaidBack: (flags & PAID_BACK) !== 0,
    isPlaceholder: (flags & PLACEHOLDER) !== 0,
    refundable,
  }
}
