import { type Address, type Hash, isAddressEqual } from 'viem'
import { signTypedData } from 'viem/actions'
import { type Decision, decisionNames } from '../../abis/enums.ts'
import { resolutionTypedData } from '../../batch/typedData.ts'
import { AmendmentMissingError } from '../../errors/objection.ts'
import { type SendOptions, type WriteClient, accountOf, chainIdOf, signatureDeadline } from '../internal/client.ts'
import type { BlockRange } from '../internal/logs.ts'
import { type Batch, getBatch } from '../ledger/getBatch.ts'
import type { SignedBy } from '../types.ts'

export type SignResolutionParameters = Pick<BlockRange, 'fromBlock'> & {
  ledger: Address
  batch: Hash
  decision: Decision
  /** For "some": bit i is set when the entry with index i is accepted. */
  allowed?: bigint
  /** For "amendment": whose. */
  objector?: Address
  /** Last second the signature is good for. Default: in 30 days. */
  deadline?: bigint
  reviewBoard?: Address
}

export type SignResolutionReturnType = SignedBy

/**
 * Signs how a steward decides an objected batch. A later objection makes it invalid.
 *
 * @example
 * const stewards = await Promise.all([ana, ben, cleo].map((client) => signResolution(client, { ledger, batch, decision: 'all' })))
 * await resolveBatchAndWait(anybody, { ledger, header, entries, decision: 'all', stewards })
 * @throws {AmendmentMissingError} the objector proposed none
 * @throws {BatchUnknownError}
 */
export async function signResolution(
  client: WriteClient,
  { ledger, batch, decision, allowed = 0n, objector, deadline: until, ...reading }: SignResolutionParameters,
  options: Pick<SendOptions, 'account'> = {},
): Promise<SignResolutionReturnType> {
  const account = accountOf(client, options)
  const details = await getBatch(client, { ledger, batch, ...reading })
  const deadline = until ?? (await signatureDeadline(client))
  const data = resolutionTypedData(
    { chainId: await chainIdOf(client), ledger },
    {
      batch,
      objections: BigInt(details.objectionsEver),
      decision: decisionNames.indexOf(decision),
      allowed,
      entries: decision === 'amendment' ? amendmentOf(details, objector) : details.entriesHash,
      steward: account.address,
      deadline,
    },
  )
  const signature = await signTypedData(client, { account, ...data })
  return { signer: account.address, deadline, signature }
}

function amendmentOf({ batch, objections }: Batch, objector: Address | undefined): Hash {
  const objection = objections.find((candidate) => objector && isAddressEqual(candidate.objector, objector))
  if (!objector || !objection?.amendment) throw new AmendmentMissingError(batch, objector ?? '0x')
  return objection.amendment
}
