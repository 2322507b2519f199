// Between the marks stands the code of pages of docs/, word for word; examples.test.ts compares and runs it.
import type { Address, Hash } from 'viem'
import {
  type ReadClient,
  type WriteClient,
  activateLeavesAndWait,
  getLargeBatch,
  prepareClaimToFor,
  relaySignedAndWait,
  signClaimTo,
} from '@open-value/sdk'
import { openLargeTree } from '../../../sdk/src/batch/node/index.ts'

type Claiming = { maria: WriteClient; anybody: WriteClient; venture: Address; bank: Address }

export async function claimWithoutGas({ maria, anybody, venture, bank }: Claiming) {
  /* docs/without-gas.md */
  const signed = await signClaimTo(maria, { venture, recipient: bank })
  const { results } = await relaySignedAndWait(anybody, { calls: [prepareClaimToFor(signed)] })
  /* ends */
  return results
}

type Activating = { client: WriteClient & ReadClient; ledger: Address; batch: Hash; ana: Address; file: string }

export async function activateOwn({ client, ledger, batch, ana, file }: Activating) {
  /* docs/large-batches.md */
  const { header } = await getLargeBatch(client, { ledger, batch })
  const tree = await openLargeTree(file)
  const leaves = await Promise.all((await tree.leavesOf(ana)).map(({ index }) => tree.prove(index)))
  const { activated } = await activateLeavesAndWait(client, { ledger, header, leaves })
  /* ends */
  await tree.close()
  return activated
}
