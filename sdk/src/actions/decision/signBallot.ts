import type { Address, Hex } from 'viem'
import { signTypedData } from 'viem/actions'
import { lazyConsensusGovernorAbi } from '../../abis/lazyConsensusGovernor.ts'
import { ballotTypedData } from '../../batch/typedData.ts'
import { type ObjectionReason, type VoteSupport, formatReason, supportNumber } from '../internal/ballots.ts'
import { type SendOptions, type WriteClient, accountOf, chainIdOf } from '../internal/client.ts'
import { read } from '../internal/read.ts'
import type { Ballot } from './voteOnDecisionFor.ts'

export type SignBallotParameters = {
  governor: Address
  decision: bigint
  support: VoteSupport
  /** Why: in words, or where it can be read. Default: none. */
  reason?: string | ObjectionReason
  /** Default: the signer's next one in the governor. */
  nonce?: bigint
}

/** What `voteOnDecisionFor` takes. */
export type SignBallotReturnType = { governor: Address; ballot: Ballot; signature: Hex }

/**
 * Signs a vote, or an objection, so that anybody can submit it.
 *
 * @example
 * const signed = await signBallot(ana, { governor, decision, support: 'against', reason: { uri, hash } })
 * await voteOnDecisionForAndWait(anybody, signed)
 * @throws {AccountMissingError} no account to sign with
 */
export async function signBallot(
  client: WriteClient,
  { governor, decision, support, reason = '', nonce: given }: SignBallotParameters,
  options: Pick<SendOptions, 'account'> = {},
): Promise<SignBallotReturnType> {
  const account = accountOf(client, options)
  const ballot = {
    decision,
    support,
    voter: account.address,
    reason: typeof reason === 'string' ? reason : formatReason(reason),
  }
  const args = [account.address] as const
  const nonce = given ?? (await read(client, { abi: lazyConsensusGovernorAbi, address: governor, functionName: 'nonces', args }))
  const data = ballotTypedData(
    { chainId: await chainIdOf(client), governor },
    { proposalId: decision, support: supportNumber(support), voter: ballot.voter, nonce, reason: ballot.reason },
  )
  return { governor, ballot, signature: await signTypedData(client, { account, ...data }) }
}
