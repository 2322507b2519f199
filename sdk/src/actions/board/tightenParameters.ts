import type { Address, Hash } from 'viem'
import { contributionLedgerAbi } from '../../abis/contributionLedger.ts'
import { noticeBoardAbi } from '../../abis/noticeBoard.ts'
import { addresses } from '../../addresses/deployed.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { type Happened, contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'
import type { LedgerParameters } from '../types.ts'

export type TightenParametersParameters = {
  venture: Address
  parameters: LedgerParameters
  noticeBoard?: Address
}

export type TightenParametersReturnType = Happened<typeof contributionLedgerAbi, 'ParametersSet'>

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareTightenParameters(parameters: TightenParametersParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through; sends nothing. */
export function simulateTightenParameters(
  client: WriteClient,
  parameters: TightenParametersParameters,
  options: SendOptions = {},
) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeTightenParameters(
  client: WriteClient,
  parameters: TightenParametersParameters,
  options: SendOptions = {},
): Promise<Hash> {
  return sendPrepared(client, prepareTightenParameters(parameters), options)
}

/**
 * Makes acceptance stricter, at once. The governor.
 *
 * @example
 * await tightenParametersAndWait(client, { venture, parameters: { ...parameters, attestationsRequired: 3 } })
 * @throws {GovernorOnlyError}
 * @throws {ParametersNotStricterError}
 * @throws {ParameterOutOfBoundsError}
 */
export async function tightenParametersAndWait(
  client: WriteClient,
  parameters: TightenParametersParameters,
  options: SendOptions = {},
): Promise<TightenParametersReturnType> {
  const receipt = await sendPreparedAndWait(client, prepareTightenParameters(parameters), options)
  return happened(receipt, contributionLedgerAbi, 'ParametersSet')
}

function callOf({ venture, parameters, noticeBoard = addresses.noticeBoard }: TightenParametersParameters) {
  return contractCall({
    abi: noticeBoardAbi,
    address: noticeBoard,
    functionName: 'tightenParameters',
    args: [venture, parameters],
  })
}
