// Between the marks stands the code of sdk/README.md for those without gas, word for word; readme.test.ts compares and runs it.
import type { Address } from 'viem'
import {
  type Contribution,
  type OpenValueActions,
  type Reference,
  prepareClaimToFor,
  prepareObjectToBatchFor,
} from '@open-value/sdk'

export type SignedExampleParameters = {
  contributor: OpenValueActions
  other: OpenValueActions
  anybody: OpenValueActions
  venture: Address
  ledger: Address
  recipient: Address
  contributions: readonly Contribution[]
  reason: Reference
}

export async function runSignedExample(parameters: SignedExampleParameters) {
  const { contributor, other, anybody, venture, ledger, recipient, contributions, reason } = parameters
  /* README */
  const signed = await contributor.signProposal({ ledger, contributions })
  const { batch } = await anybody.proposeBatchForAndWait(signed)

  const { header } = await other.getBatch({ ledger, batch })
  const objection = await other.signObjection({ ledger, subject: batch, reason })
  const claim = await contributor.signClaimTo({ venture, recipient })
  const calls = [prepareObjectToBatchFor({ ...objection, header, kinds: [0] }), prepareClaimToFor(claim)]
  const { results } = await anybody.relaySignedAndWait({ calls })
  /* README ends */
  return { batch, results }
}
