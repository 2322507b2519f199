import { type Address, type Hash, type TypedDataDefinition, zeroAddress } from 'viem'
import { signTypedData } from 'viem/actions'
import { contributionLedgerAbi } from '../../abis/contributionLedger.ts'
import type { ActMessage, LedgerDomainParameters } from '../../batch/typedData.ts'
import { ObjectionSubjectDiffersError } from '../../errors/act.ts'
import { NonceUsedError } from '../../errors/signature.ts'
import type { SignedAct } from '../types.ts'
import { type SendOptions, type WriteClient, accountOf, chainIdOf, randomNonce, signatureDeadline } from './client.ts'
import { read } from './read.ts'

/** How long, and under which number, a signature is good. */
export type ActLimits = {
  /** One the signer has not used or cancelled. Default: a random one. */
  nonce?: bigint
  /** Last second the signature is good for. Default: in 30 days. */
  deadline?: bigint
}

type Act = ActLimits & {
  ledger: Address
  /** What is signed, of who signs it. */
  typedData: (domain: LedgerDomainParameters, act: ActMessage) => TypedDataDefinition
}

/** In place of the act of whoever sends the transaction itself. */
export const NO_ACT: SignedAct = { signer: zeroAddress, nonce: 0n, deadline: 0n, signature: '0x' }

/**
 * Signs what an account does, so that anybody can submit it.
 *
 * @throws {AccountMissingError} no account to sign with
 * @throws {NonceUsedError} the nonce that was chosen was used or cancelled before
 */
export async function signAct(
  client: WriteClient,
  { ledger, nonce: chosen, deadline: until, typedData }: Act,
  options: Pick<SendOptions, 'account'> = {},
): Promise<SignedAct> {
  const account = accountOf(client, options)
  const signer = account.address
  if (chosen !== undefined) await checkNonce(client, ledger, signer, chosen)
  const nonce = chosen ?? randomNonce()
  const deadline = until ?? (await signatureDeadline(client))
  const data = typedData({ chainId: await chainIdOf(client), ledger }, { signer, nonce, deadline })
  return { signer, nonce, deadline, signature: await signTypedData(client, { account, ...data }) }
}

async function checkNonce(client: WriteClient, ledger: Address, signer: Address, nonce: bigint): Promise<void> {
  const args = [signer, nonce] as const
  const isUsed = await read(client, { abi: contributionLedgerAbi, address: ledger, functionName: 'isNonceUsed', args })
  if (isUsed) throw new NonceUsedError(signer, nonce)
}

/**
 * Refuses an objection that was signed about something else; the contract could only say that the signature is wrong.
 *
 * @param signed What was signed about, where it is known.
 * @param subject Id of what is objected to.
 * @throws {ObjectionSubjectDiffersError}
 */
export function checkSubject(signed: Hash | undefined, subject: Hash): void {
  if (signed !== undefined && signed.toLowerCase() !== subject) throw new ObjectionSubjectDiffersError(signed, subject)
}
