import { type PeerChain, createPeerChain } from './chain.ts'
import { measureEas } from './eas.ts'
import { measureMerkleDistributor } from './merkleDistributor.ts'
import { measureOurs } from './ours.ts'
import { measurePaymentSplitter } from './paymentSplitter.ts'
import { measurePushLoop } from './pushLoop.ts'
import { QUOTED } from './quoted.ts'
import type { PeerRow } from './row.ts'

/** How many recipients there are. */
export const RECIPIENTS = [2, 10, 100, 1_000] as const

/** Rows of a venture with 1,000,000 recipients, on the same chain as the others; `measureUse` makes them. */
export type OursAtAMillion = (chain: PeerChain) => Promise<PeerRow[]>

/** Measures ours and the peers on one fresh chain in this process. Deterministic, as `measure` is. */
export async function measurePeers(
  counts: readonly number[] = RECIPIENTS,
  { oursAtAMillion }: { oursAtAMillion?: OursAtAMillion } = {},
): Promise<PeerRow[]> {
  const chain = await createPeerChain()
  const rows: PeerRow[] = []
  for (const measure of [measurePushLoop, measurePaymentSplitter, measureMerkleDistributor]) {
    for (const count of counts) rows.push(...(await measure(chain, count)))
  }
  rows.push(...(await measureEas(chain, counts)))
  for (const count of counts) rows.push(...(await measureOurs(chain, count)))
  if (oursAtAMillion) rows.push(...(await oursAtAMillion(chain)))
  return [...rows, ...QUOTED]
}
