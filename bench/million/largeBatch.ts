import { ethers } from 'ethers'
import { type OpenVenture, hashEntries } from '../openVenture.ts'
import { type Chain, mined, packEntry } from '../scenario.ts'
import type { LargeContents } from './tree.ts'

export type LargeBatch = Awaited<ReturnType<typeof proposeLarge>>

/** Of a venture that accepts large batches; the first proposes them. */
export const stewardsOf = ({ accounts }: Chain) => [accounts.steward, accounts.steward2, accounts.steward3] as const

/** A steward proposes a large batch; batches differ by their roots. */
export async function proposeLarge(chain: Chain, { address, ledgerAddress }: OpenVenture, contents: LargeContents) {
  const { root, leaves, totals } = contents
  const [proposer] = stewardsOf(chain)
  const large = chain.large.connect(proposer)
  const entries = totals.map(({ kind, quantity }) => packEntry(address, kind, quantity))
  const [dataHash, nonce] = [ethers.id('data'), 0n]
  const proposal = { totals: entries, root, leaves, dataHash, dataURI: 'ipfs://data', task: ethers.ZeroHash, nonce }
  const receipt = await mined(large.propose(ledgerAddress, proposal))

  const entriesHash = hashEntries(entries)
  const largeHeader = { totalsHash: entriesHash, root, leaves, dataHash, proposer: proposer.address, nonce }
  const { detailsHash } = await large.batchHeader(largeHeader)
  const header = { entriesHash, detailsHash, evidenceHash: dataHash, proposer: proposer.address, nonce }
  return { receipt, contents, largeHeader, header, entries, entriesHash }
}

/** `Decision.All` of the contracts. */
const ALL = 1

/** The governor resolves it, which is not in the receipt; a stranger has it taken. */
export async function resolveAndAccept({ hh, review, accounts }: Chain, { ledgerAddress }: OpenVenture, batch: LargeBatch) {
  const { header, entries } = batch
  const governor = review.connect(accounts.founder)
  await mined(governor.resolve(ledgerAddress, header, entries, ALL, 0n, ethers.ZeroAddress, []))
  const ledger = await hh.getContractAt('ContributionLedger', ledgerAddress)
  return mined(ledger.connect(accounts.stranger).acceptResolved(header, entries, 0, entries.length))
}

/** The steward who proposed it and another, who sends this, attest it: nobody has to sign. */
export function acceptAttested(chain: Chain, opened: OpenVenture, batch: LargeBatch) {
  const [proposer, sender] = stewardsOf(chain)
  return opened.accept(batch, { attestors: [proposer, sender], sender })
}

/** Two other stewards sign, a stranger sends it. */
export function acceptSigned(chain: Chain, opened: OpenVenture, batch: LargeBatch) {
  const [, ...attestors] = stewardsOf(chain)
  return opened.accept(batch, { attestors })
}

/** A stranger activates these leaves of the first kind in one transaction. */
export async function activate(
  { large, accounts }: Chain,
  { ledgerAddress, venture }: OpenVenture,
  { contents, largeHeader }: LargeBatch,
  indices: readonly number[],
) {
  const [added] = await venture.queryFilter(venture.filters.TotalAdded(await large.batchId(largeHeader)))
  if (!added) throw new Error('The batch was not accepted.')
  const leaves = indices.map(contents.prove).map((leaf) => ({ ...leaf, proof: [...leaf.proof] }))
  return mined(large.connect(accounts.stranger).activate(ledgerAddress, largeHeader, [...added.args.record], leaves))
}
