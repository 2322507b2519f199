import type { Address, Hash, TransactionReceipt } from 'viem'
import { contributionLedgerAbi } from '../../abis/contributionLedger.ts'
import { voiceBoardAbi } from '../../abis/voiceBoard.ts'
import { addresses } from '../../addresses/deployed.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import {
  type EventArgs,
  contractCall,
  eventsIn,
  prepare,
  sendPrepared,
  sendPreparedAndWait,
  simulate,
} from '../internal/write.ts'

export type UpdateVoiceParameters = {
  ledger: Address
  /** Whose units count. Where it moved, the voice is that of who it is now. */
  account: Address
  /** Kinds to be counted; the others stay as they were counted. */
  kinds: readonly number[]
  voiceBoard?: Address
}

export type UpdateVoiceReturnType = {
  /** Who can cast another number of votes now; `undefined` where nothing changed, or the account has not opted in. */
  votes: EventArgs<typeof contributionLedgerAbi, 'DelegateVotesChanged'> | undefined
  receipt: TransactionReceipt
}

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareUpdateVoice(parameters: UpdateVoiceParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through; sends nothing. */
export function simulateUpdateVoice(client: WriteClient, parameters: UpdateVoiceParameters, options: SendOptions = {}) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeUpdateVoice(
  client: WriteClient,
  parameters: UpdateVoiceParameters,
  options: SendOptions = {},
): Promise<Hash> {
  return sendPrepared(client, prepareUpdateVoice(parameters), options)
}

/**
 * Counts what an account earned in the named kinds as voice. Anyone; done by the account itself it is a sign of life.
 *
 * @example
 * await updateVoiceAndWait(client, { ledger, account, kinds: [0, 2] })
 * @throws {VoiceTooLargeError}
 */
export async function updateVoiceAndWait(
  client: WriteClient,
  parameters: UpdateVoiceParameters,
  options: SendOptions = {},
): Promise<UpdateVoiceReturnType> {
  const receipt = await sendPreparedAndWait(client, prepareUpdateVoice(parameters), options)
  const [votes] = eventsIn(receipt, contributionLedgerAbi, 'DelegateVotesChanged', { address: parameters.ledger })
  return { votes, receipt }
}

function callOf({ ledger, account, kinds, voiceBoard = addresses.voiceBoard }: UpdateVoiceParameters) {
  return contractCall({ abi: voiceBoardAbi, address: voiceBoard, functionName: 'updateVoice', args: [ledger, account, kinds] })
}
