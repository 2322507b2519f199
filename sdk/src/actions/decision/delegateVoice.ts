import type { Address, Hash } from 'viem'
import { contributionLedgerAbi } from '../../abis/contributionLedger.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { type Happened, contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'

export type DelegateVoiceParameters = {
  ledger: Address
  /** Who casts the sender's voice: the sender itself, or a representative. Zero takes it out of reach. */
  delegatee: Address
}

export type DelegateVoiceReturnType = Happened<typeof contributionLedgerAbi, 'DelegateChanged'>

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareDelegateVoice(parameters: DelegateVoiceParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through; sends nothing. */
export function simulateDelegateVoice(client: WriteClient, parameters: DelegateVoiceParameters, options: SendOptions = {}) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeDelegateVoice(
  client: WriteClient,
  parameters: DelegateVoiceParameters,
  options: SendOptions = {},
): Promise<Hash> {
  return sendPrepared(client, prepareDelegateVoice(parameters), options)
}

/**
 * Opts in: puts the sender's voice into its own hands, or a representative's, to be recalled at any time. A sign of life.
 *
 * @example
 * await delegateVoiceAndWait(client, { ledger, delegatee: account.address })
 * @throws {VoiceMovedError} who the sender is now has its voice
 */
export async function delegateVoiceAndWait(
  client: WriteClient,
  parameters: DelegateVoiceParameters,
  options: SendOptions = {},
): Promise<DelegateVoiceReturnType> {
  const receipt = await sendPreparedAndWait(client, prepareDelegateVoice(parameters), options)
  return happened(receipt, contributionLedgerAbi, 'DelegateChanged')
}

function callOf({ ledger, delegatee }: DelegateVoiceParameters) {
  return contractCall({ abi: contributionLedgerAbi, address: ledger, functionName: 'delegate', args: [delegatee] })
}
