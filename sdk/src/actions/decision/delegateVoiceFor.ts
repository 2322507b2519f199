import { type Address, type Hash, type Hex, parseSignature } from 'viem'
import { contributionLedgerAbi } from '../../abis/contributionLedger.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { type Happened, contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'

/** What is signed to put a voice into somebody's hands. */
export type Delegation = {
  delegatee: Address
  /** The signer's next one in the ledger. */
  nonce: bigint
  /** Last second the signature is good for. */
  expiry: bigint
}

export type DelegateVoiceForParameters = {
  ledger: Address
  delegation: Delegation
  /** From `signDelegation`; of a wallet with a key of its own, as in every ERC-5805 contract. */
  signature: Hex
}

export type DelegateVoiceForReturnType = Happened<typeof contributionLedgerAbi, 'DelegateChanged'>

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareDelegateVoiceFor(parameters: DelegateVoiceForParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through; sends nothing. */
export function simulateDelegateVoiceFor(client: WriteClient, parameters: DelegateVoiceForParameters, options: SendOptions = {}) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeDelegateVoiceFor(
  client: WriteClient,
  parameters: DelegateVoiceForParameters,
  options: SendOptions = {},
): Promise<Hash> {
  return sendPrepared(client, prepareDelegateVoiceFor(parameters), options)
}

/**
 * Submits an opt-in, or the choice of a representative, that somebody has signed. Anyone.
 *
 * @example
 * const signed = await signDelegation(ana, { ledger, delegatee: ana.account.address })
 * await delegateVoiceForAndWait(anybody, signed)
 * @throws {VotesExpiredSignatureError}
 * @throws {InvalidAccountNonceError} submitted before, or another signer
 * @throws {VoiceMovedError}
 */
export async function delegateVoiceForAndWait(
  client: WriteClient,
  parameters: DelegateVoiceForParameters,
  options: SendOptions = {},
): Promise<DelegateVoiceForReturnType> {
  const receipt = await sendPreparedAndWait(client, prepareDelegateVoiceFor(parameters), options)
  return happened(receipt, contributionLedgerAbi, 'DelegateChanged')
}

function callOf({ ledger, delegation: { delegatee, nonce, expiry }, signature }: DelegateVoiceForParameters) {
  const { r, s, yParity } = parseSignature(signature)
  return contractCall({
    abi: contributionLedgerAbi,
    address: ledger,
    functionName: 'delegateBySig',
    args: [delegatee, nonce, expiry, 27 + yParity, r, s],
  })
}
