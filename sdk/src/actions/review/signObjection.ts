import { type Address, type Hash, zeroHash } from 'viem'
import { hashEntries } from '../../batch/header.ts'
import { objectionTypedData } from '../../batch/typedData.ts'
import { type ActLimits, signAct } from '../internal/acts.ts'
import { type SendOptions, type WriteClient, accountOf } from '../internal/client.ts'
import type { Reference, SignedAct } from '../types.ts'

export type SignObjectionParameters = ActLimits & {
  ledger: Address
  /** Id of a batch, of a correction (`correctionId`) or of a move (`moveId`). */
  subject: Hash
  /** Why: where it can be read, and its hash. */
  reason: Reference
  /** Whose points count: the signer, or an account that moved to it. Default: the signer. */
  account?: Address
  /** Of a batch: its packed entries in force with lower quantities; 0 strikes an entry. Default: no amendment. */
  amendedEntries?: readonly bigint[]
}

/** What `objectToBatchFor`, `objectToCorrectionFor` and `objectToMoveFor` take, beside what is objected to. */
export type SignObjectionReturnType = {
  ledger: Address
  subject: Hash
  account: Address
  reason: Reference
  amendedEntries: readonly bigint[]
  act: SignedAct
}

/**
 * Signs an objection to a batch, a correction or a move, so that anybody can submit it: whoever has no gas objects all the same.
 *
 * @example
 * const { header } = await getBatch(ben, { ledger, batch })
 * const signed = await signObjection(ben, { ledger, subject: batch, reason })
 * await objectToBatchForAndWait(anybody, { ...signed, header, kinds: [0] })
 * @throws {NonceUsedError} the nonce that was chosen was used or cancelled before
 * @throws {AccountMissingError} no account to sign with
 */
export async function signObjection(
  client: WriteClient,
  { ledger, subject, reason, account: objector, amendedEntries = [], nonce, deadline }: SignObjectionParameters,
  options: Pick<SendOptions, 'account'> = {},
): Promise<SignObjectionReturnType> {
  const account = objector ?? accountOf(client, options).address
  const amendment = amendedEntries.length > 0 ? hashEntries(amendedEntries) : zeroHash
  const objection = { subject, account, reason: reason.hash, reasonURI: reason.uri, amendment }
  const act = await signAct(
    client,
    { ledger, nonce, deadline, typedData: (domain, by) => objectionTypedData(domain, { ...objection, ...by }) },
    options,
  )
  return { ledger, subject, account, reason, amendedEntries, act }
}
