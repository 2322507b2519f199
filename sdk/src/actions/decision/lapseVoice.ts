import type { Address, Hash } from 'viem'
import { contributionLedgerAbi } from '../../abis/contributionLedger.ts'
import { voiceBoardAbi } from '../../abis/voiceBoard.ts'
import { addresses } from '../../addresses/deployed.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { type Happened, contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'

export type LapseVoiceParameters = {
  ledger: Address
  account: Address
  voiceBoard?: Address
}

export type LapseVoiceReturnType = Happened<typeof contributionLedgerAbi, 'DelegateChanged'>

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareLapseVoice(parameters: LapseVoiceParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through; sends nothing. */
export function simulateLapseVoice(client: WriteClient, parameters: LapseVoiceParameters, options: SendOptions = {}) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeLapseVoice(client: WriteClient, parameters: LapseVoiceParameters, options: SendOptions = {}): Promise<Hash> {
  return sendPrepared(client, prepareLapseVoice(parameters), options)
}

/**
 * Takes the voice of an account out of reach that gave no sign of life for 24 months. Anyone; delegating brings it back.
 *
 * @example
 * await lapseVoiceAndWait(client, { ledger, account })
 * @throws {VoiceNotLapsedError}
 * @throws {VoiceOutOfReachError} nobody can cast it as it is
 */
export async function lapseVoiceAndWait(
  client: WriteClient,
  parameters: LapseVoiceParameters,
  options: SendOptions = {},
): Promise<LapseVoiceReturnType> {
  const receipt = await sendPreparedAndWait(client, prepareLapseVoice(parameters), options)
  return happened(receipt, contributionLedgerAbi, 'DelegateChanged')
}

function callOf({ ledger, account, voiceBoard = addresses.voiceBoard }: LapseVoiceParameters) {
  return contractCall({ abi: voiceBoardAbi, address: voiceBoard, functionName: 'lapse', args: [ledger, account] })
}
