import type { HardhatEthersSigner } from '@nomicfoundation/hardhat-ethers/types'
import { StandardMerkleTree } from '@openzeppelin/merkle-tree'
import { ethers } from 'ethers'
import { coder, DESIGN, hashEntries, type Item, pack, sortKey, type World } from './world.ts'

/** What a leaf is made of. */
export const LEAF = ['uint256', 'address', 'uint8', 'uint88']
export type LeafValue = [index: bigint, affiliate: string, kind: number, quantity: bigint]
export type Leaf = { index: bigint; affiliate: string; kind: number; quantity: bigint; proof: string[] }
export type LargeHeader = {
  totalsHash: string
  root: string
  leaves: bigint
  dataHash: string
  proposer: string
  nonce: bigint
}
export type LargeProposal = {
  totals: bigint[]
  root: string
  leaves: bigint
  dataHash: string
  dataURI: string
  task: string
  nonce: bigint
}
export type Large = {
  proposal: LargeProposal
  header: LargeHeader
  /** As the ledger and the review board take it. */
  batch: { entriesHash: string; detailsHash: string; evidenceHash: string; proposer: string; nonce: bigint }
  id: string
  /** With their proofs, in the order of their indices. */
  leaves: Leaf[]
}

let nonce = 1_000_000n

/** One packed total per kind, in the name of the venture. */
export function totalsOf(venture: string, items: readonly Item[]): bigint[] {
  const sums = new Map<number, bigint>()
  for (const { kind = DESIGN, quantity } of items) sums.set(kind, (sums.get(kind) ?? 0n) + BigInt(quantity))
  return [...sums]
    .map(([kind, quantity]) => pack({ to: venture, kind, quantity }))
    .sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1))
}

/** The tree over leaves as they are, and a proof for each. */
export function treeOf(values: readonly LeafValue[]): { root: string; leaves: Leaf[] } {
  const tree = StandardMerkleTree.of([...values], LEAF)
  const leaves = values.map(([index, affiliate, kind, quantity], i) => ({
    index,
    affiliate,
    kind,
    quantity,
    proof: tree.getProof(i),
  }))
  return { root: tree.root, leaves }
}

/** What the ledger knows a large batch by, worked out here. */
export function ordinaryHeader({ totalsHash, root, leaves, dataHash, proposer, nonce: given }: LargeHeader) {
  const detailsHash = ethers.keccak256(coder.encode(['bytes32', 'uint256'], [root, leaves]))
  return { entriesHash: totalsHash, detailsHash, evidenceHash: dataHash, proposer, nonce: given }
}

const idOf = ({ entriesHash, detailsHash, evidenceHash, proposer, nonce: given }: ReturnType<typeof ordinaryHeader>) =>
  ethers.keccak256(
    coder.encode(
      ['bytes32', 'bytes32', 'bytes32', 'address', 'uint256'],
      [entriesHash, detailsHash, evidenceHash, proposer, given],
    ),
  )

/**
 * A large batch that was not proposed yet.
 * @param change What of the proposal is other than the leaves say.
 */
export function largeOf(
  venture: string,
  items: readonly Item[],
  proposer: { address: string },
  change: Partial<LargeProposal> = {},
): Large {
  const values = items.map(({ to, kind = DESIGN, quantity }, i): LeafValue => [BigInt(i), to, kind, BigInt(quantity)])
  const { root, leaves } = treeOf(values)
  const proposal: LargeProposal = {
    totals: totalsOf(venture, items),
    root,
    leaves: BigInt(items.length),
    dataHash: ethers.id('data'),
    dataURI: 'ipfs://data',
    task: ethers.ZeroHash,
    nonce: nonce++,
    ...change,
  }
  const header = {
    totalsHash: hashEntries(proposal.totals),
    root: proposal.root,
    leaves: proposal.leaves,
    dataHash: proposal.dataHash,
    proposer: proposer.address,
    nonce: proposal.nonce,
  }
  const batch = ordinaryHeader(header)
  return { proposal, header, batch, id: idOf(batch), leaves }
}

/** Large batches in a world. */
export function useLarge(w: World) {
  const make = (items: readonly Item[], change: Partial<LargeProposal> = {}, proposer: HardhatEthersSigner = w.accounts.alice) =>
    largeOf(w.V, items, proposer, change)

  const propose = async (items: readonly Item[], change: Partial<LargeProposal> = {}, proposer = w.accounts.alice) => {
    const large = make(items, change, proposer)
    await w.large.connect(proposer).propose(w.L, large.proposal)
    return large
  }

  /** Two stewards, one more than usual, accept totals; one signs, one sends. */
  const acceptRange = async (of: Large, first: number, end: number, totals = of.proposal.totals) => {
    const { steward, steward2 } = w.accounts
    const attestations = [...w.by(steward), await w.signAttestation(steward2, of.id, hashEntries(totals))]
    const sorted = ascending(attestations, ({ attestor }) => attestor)
    return w.review.connect(steward).acceptAttested(w.L, of.batch, totals, first, end, sorted)
  }
  const accept = async (of: Large, totals = of.proposal.totals) => acceptRange(of, 0, totals.length, totals)

  /** Proposed and accepted. */
  const enter = async (items: readonly Item[], change: Partial<LargeProposal> = {}) => {
    const large = await propose(items, change)
    await accept(large)
    return large
  }

  /** What the venture told about a kind when it was accepted; the bare total where it was not. */
  const recordOf = async (of: Large, kind = DESIGN): Promise<bigint[]> => {
    const [event] = await w.venture.queryFilter(w.venture.filters.TotalAdded(of.id, kind))
    if (event) return [...event.args.record]
    return of.proposal.totals.filter((total) => Number((total >> 88n) & 0xffn) === kind).map((total) => total & (2n ** 88n - 1n))
  }

  /** A stranger activates leaves of one kind, all of that kind where none are named. */
  const activate = async (of: Large, indices?: number[], kind?: number) => {
    const chosen = indices ? indices.map((i) => of.leaves[i] as Leaf) : of.leaves.filter((leaf) => leaf.kind === (kind ?? DESIGN))
    const record = await recordOf(of, kind ?? chosen[0]?.kind)
    return w.large.connect(w.accounts.stranger).activate(w.L, of.header, record, chosen)
  }
  /** The same for leaves of several kinds, one call for each. */
  const activateAll = async (of: Large, indices = of.leaves.map((_, i) => i)) => {
    const kinds = new Set(indices.map((i) => (of.leaves[i] as Leaf).kind))
    for (const kind of kinds)
      await activate(
        of,
        indices.filter((i) => (of.leaves[i] as Leaf).kind === kind),
        kind,
      )
  }

  /** What is left of a total. */
  const rest = async (of: Large, kind = DESIGN) => {
    const [event] = await w.venture.queryFilter(w.venture.filters.TotalAdded(of.id, kind))
    if (!event) return 0n
    return (event.args.record.at(-1) as bigint) - (await w.venture.activatedOf(of.id, kind)).units
  }

  return { make, propose, acceptRange, accept, enter, recordOf, activate, activateAll, rest }
}

/** By address. */
export function ascending<T>(list: readonly T[], address: (item: T) => string): T[] {
  return [...list].sort((a, b) => (BigInt(address(a)) < BigInt(address(b)) ? -1 : 1))
}
