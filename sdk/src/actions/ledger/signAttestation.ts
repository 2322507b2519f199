import type { Address, Hash } from 'viem'
import { signTypedData } from 'viem/actions'
import { attestationTypedData } from '../../batch/typedData.ts'
import { type SendOptions, type WriteClient, accountOf, chainIdOf, signatureDeadline } from '../internal/client.ts'
import type { BlockRange } from '../internal/logs.ts'
import type { Attestation, SignedBy } from '../types.ts'
import { getBatch } from './getBatch.ts'

export type SignAttestationParameters = Pick<BlockRange, 'fromBlock'> & {
  ledger: Address
  /** Id of a batch, or of a correction. */
  batch: Hash
  /** Hash of the entries that are attested; zero for a correction. Default: of those in force, read from events. */
  entriesHash?: Hash
  /** Whose points count: the signer, or an account that moved to the signer. Default: the signer. */
  attestor?: Address
  /** Last second the signature is good for. Default: in 30 days. */
  deadline?: bigint
}

/** What `publishAttestation` takes, and `acceptBatch` among its attestations. */
export type SignAttestationReturnType = { ledger: Address; batch: Hash; entriesHash: Hash; attestor: SignedBy }

/**
 * Signs that a batch is true. Read it before: `getBatch` shows it in full.
 *
 * @example
 * const signed = await signAttestation(steward, { ledger, batch })
 * await acceptBatchAndWait(anybody, { ledger, batch, attestations: [signed] })
 * @throws {BatchUnknownError}
 * @throws {AccountMissingError} no account to sign with
 */
export async function signAttestation(
  client: WriteClient,
  { ledger, batch, entriesHash: given, attestor, deadline: until, fromBlock }: SignAttestationParameters,
  options: Pick<SendOptions, 'account'> = {},
): Promise<SignAttestationReturnType> {
  const account = accountOf(client, options)
  const entriesHash = given ?? (await getBatch(client, { ledger, batch, fromBlock })).entriesHash
  const signer = attestor ?? account.address
  const deadline = until ?? (await signatureDeadline(client))
  const data = attestationTypedData(
    { chainId: await chainIdOf(client), ledger },
    { batch, entries: entriesHash, attestor: signer, deadline },
  )
  const signature = await signTypedData(client, { account, ...data })
  return { ledger, batch, entriesHash, attestor: { signer, deadline, signature } }
}

/** A signed attestation as `acceptAttested` and `applyCorrection` take it: with the kinds of its points, and who it is now. */
export function toAttestation(
  { attestor }: Pick<SignAttestationReturnType, 'attestor'>,
  kinds: readonly number[] = [],
  holder?: Address,
): Attestation {
  const { signer, deadline, signature } = attestor
  return { attestor: signer, ...(holder ? { holder } : {}), kinds, deadline, signature }
}
