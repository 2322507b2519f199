import { type PeerChain, createPeerChain } from './chain.ts'
import { measureEas } from './eas.ts'
import { measureMerkleDistributor } from './merkleDistributor.ts'
import { measureOurs } from './ours.ts'
import { measureOursAtAMillion } from './oursAtAMillion.ts'
import { measurePaymentSplitter } from './paymentSplitter.ts'
import { measurePushLoop } from './pushLoop.ts'
import { QUOTED } from './quoted.ts'
import type { PeerRow } from './row.ts'

/** How many recipients there are. */
export const RECIPIENTS = [2, 10, 100, 1_000] as const

/**
 * Measures ours and the peers on one fresh chain in this process, and ours with a million recipients too. Deterministic, as
 * `measure` is.
 */
export async function measurePeers(
  counts: readonly number[] = RECIPIENTS,
  { oursAtAMillion = measureOursAtAMillion }: { oursAtAMillion?: (chain: PeerChain) => Promise<PeerRow[]> } = {},
): Promise<PeerRow[]> {
  const chain = await createPeerChain()
  const rows: PeerRow[] = []
  for (const measure of [measurePushLoop, measurePaymentSplitter, measureMerkleDistributor]) {
    for (const count of counts) rows.push(...(await measure(chain, count)))
  }
  rows.push(...(await measureEas(chain, counts)))
  for (const count of counts) rows.push(...(await measureOurs(chain, count)))
  rows.push(...(await oursAtAMillion(chain)))
  return [...rows, ...QUOTED]
}
