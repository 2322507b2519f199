import { expect } from 'chai'
import { ethers } from 'ethers'
import { refuses } from '../../utils/errors.ts'
import { type Large, LEAF, type Leaf, type LeafValue, treeOf, useLarge } from '../../utils/large.ts'
import { leaf } from '../../utils/leaf.ts'
import { CASH, Change, coder, DAY, Decision, DESIGN, type Item, pack, REVIEW, Status, useWorld, ZERO } from '../../utils/world.ts'

describe('LargeBatches.activate', () => {
  const w = useWorld()
  const { make, propose, enter, recordOf, activate, activateAll, rest } = useLarge(w)
  const units = async (who: { address: string }, kind = DESIGN) => w.venture.unitsOf(who.address, kind)
  const items = (): Item[] => [
    { to: w.accounts.bob.address, quantity: 100 },
    { to: w.accounts.carol.address, quantity: 200 },
    { to: w.accounts.dave.address, quantity: 300 },
    { to: w.accounts.bob.address, kind: REVIEW, quantity: 50 },
    { to: w.accounts.carol.address, kind: REVIEW, quantity: 70 },
  ]
  const bring = async (of: Large, leaves: readonly Leaf[]) =>
    w.large.connect(w.accounts.stranger).activate(w.L, of.header, await recordOf(of, leaves[0]?.kind), [...leaves])
  const activated = async (of: Large, kind = DESIGN) => (await w.venture.activatedOf(of.id, kind)).leaves
  /** Accepted, with leaves that need not be as the totals say. */
  const enterTree = async (values: LeafValue[], totals: bigint[], leaves = BigInt(values.length)) => {
    const tree = treeOf(values)
    const large = await enter(items(), { root: tree.root, totals, leaves })
    return { ...large, leaves: tree.leaves }
  }
  const total = (kind: number, quantity: number) => pack({ to: w.V, kind, quantity })
  const first = (of: Large, change: Partial<Leaf> = {}): Leaf => ({ ...(of.leaves[0] as Leaf), ...change })
  const leafHash = ({ index, affiliate, kind, quantity }: Leaf) =>
    ethers.keccak256(ethers.keccak256(coder.encode(LEAF, [index, affiliate, kind, quantity])))

  leaf('given the batch was never proposed', 'it reverts with RecordWrong', async () => {
    const large = make(items())
    await refuses(activate(large), 'RecordWrong', [large.id, DESIGN])
  })
  leaf('given the batch is pending', 'it reverts with RecordWrong', async () => {
    const large = await propose(items())
    await refuses(activate(large), 'RecordWrong', [large.id, DESIGN])
    expect(await w.large.isActivated(w.L, large.id, 0)).to.equal(false)
  })
  leaf('given the batch is resolved', 'it reverts with RecordWrong', async () => {
    const large = await propose(items())
    await w.time.increase(3 * DAY)
    await w.review.connect(w.accounts.founder).resolve(w.L, large.batch, large.proposal.totals, Decision.All, 0, ZERO, [])
    await refuses(activate(large), 'RecordWrong', [large.id, DESIGN])
  })
  leaf('given the batch was rejected', 'it reverts with RecordWrong', async () => {
    const large = await propose(items())
    await w.time.increase(3 * DAY)
    const { totals } = large.proposal
    await w.review.connect(w.accounts.founder).resolve(w.L, large.batch, totals, Decision.Reject, 0, ZERO, [])
    await refuses(activate(large), 'RecordWrong', [large.id, DESIGN])
  })
  leaf('when there is no leaf or no record', 'it reverts with LeavesEmpty', async () => {
    const large = await enter(items())
    const record = await recordOf(large)
    await refuses(w.large.activate(w.L, large.header, record, []), 'LeavesEmpty')
    await refuses(w.large.activate(w.L, large.header, [], [first(large)]), 'LeavesEmpty')
  })
  leaf('when the record is another', 'it reverts with RecordWrong', async () => {
    await w.give({ to: w.accounts.dave.address, quantity: 10 })
    await w.sale(1000)
    const large = await enter(items())
    const record = await recordOf(large)
    expect(record.length).to.equal((await w.venture.tokens()).length + 1)
    expect(record[0]).to.be.above(0n)
    for (const other of [
      record.with(0, 0n),
      record.with(0, (record[0] as bigint) - 1n),
      record.with(-1, 601n),
      record.with(-1, 2n ** 256n - 1n),
      record.slice(1),
      [...record, 600n],
      await recordOf(large, REVIEW),
    ]) {
      await refuses(w.large.activate(w.L, large.header, other, [first(large)]), 'RecordWrong', [large.id, DESIGN])
    }
    await w.large.activate(w.L, large.header, record, [first(large)])
  })
  leaf('when a field of the header is another', 'it reverts with RecordWrong or what the leaf is refused with', async () => {
    const large = await enter(items())
    const { header } = large
    const record = await recordOf(large)
    const altered = (change: object) => w.large.activate(w.L, { ...header, ...change }, record, [first(large)])
    await refuses(altered({ totalsHash: ethers.id('other') }), 'RecordWrong')
    await refuses(altered({ dataHash: ethers.id('other') }), 'RecordWrong')
    await refuses(altered({ proposer: w.accounts.bob.address }), 'RecordWrong')
    await refuses(altered({ nonce: header.nonce + 1n }), 'RecordWrong')
    await refuses(altered({ leaves: header.leaves + 1n }), 'RecordWrong')
    await refuses(altered({ leaves: 1n }), 'LeafProofTooLong')
    await refuses(altered({ leaves: 0n }), 'LeafIndexTooHigh')
    await refuses(altered({ root: ethers.id('other') }), 'LeafProofWrong')
  })

  leaf('when the index is as high as there are leaves', 'it reverts with LeafIndexTooHigh', async () => {
    const values = items().map(({ to, kind = DESIGN, quantity }, i): LeafValue => [BigInt(i), to, kind, BigInt(quantity)])
    const large = await enterTree(values, [total(DESIGN, 600), total(REVIEW, 120)], 4n)
    await refuses(bring(large, large.leaves.slice(4)), 'LeafIndexTooHigh', [4, 4])
    await refuses(bring(large, [first(large, { index: 2n ** 256n - 1n })]), 'LeafIndexTooHigh', [2n ** 256n - 1n, 4])
  })
  leaf('when the affiliate is the zero address', 'it reverts with LeafAffiliateInvalid', async () => {
    const large = await enterTree([[0n, ZERO, DESIGN, 100n]], [total(DESIGN, 100)])
    await refuses(activate(large), 'LeafAffiliateInvalid', [0, ZERO])
  })
  leaf('when the affiliate is the venture', 'it reverts with LeafAffiliateInvalid', async () => {
    const large = await enterTree([[0n, w.V, DESIGN, 100n]], [total(DESIGN, 100)])
    await refuses(activate(large), 'LeafAffiliateInvalid', [0, w.V])
  })
  leaf('when the proof is longer than the tree is deep', 'it reverts with LeafProofTooLong', async () => {
    const large = await enter(items())
    const proof = [...first(large).proof, ...Array.from({ length: 4 }, () => ethers.ZeroHash)].slice(0, 4)
    await refuses(bring(large, [first(large, { proof })]), 'LeafProofTooLong', [0, 4, 3])
    const four = await enter(items().slice(0, 4))
    await refuses(bring(four, [first(four, { proof: proof.slice(0, 3) })]), 'LeafProofTooLong', [0, 3, 2])
    const one = await enter(items().slice(0, 1))
    await refuses(bring(one, [first(one, { proof: proof.slice(0, 1) })]), 'LeafProofTooLong', [0, 1, 0])
  })
  leaf('when anything of the leaf is another', 'it reverts with LeafProofWrong', async () => {
    const large = await enter(items())
    for (const change of [
      { index: 1n },
      { affiliate: w.accounts.stranger.address },
      { quantity: 101n },
      { quantity: 99n },
      { proof: (large.leaves[1] as Leaf).proof },
    ]) {
      await refuses(bring(large, [first(large, change)]), 'LeafProofWrong', [change.index ?? 0, large.header.root])
    }
  })
  leaf('when a hash of the proof is another, missing or too many', 'it reverts with LeafProofWrong', async () => {
    const large = await enter(items().slice(0, 4))
    const { proof } = first(large)
    for (const wrong of [
      proof.slice(1),
      proof.slice(0, -1),
      [],
      [...proof].reverse(),
      proof.map((hash, i) => (i === 0 ? ethers.id('other') : hash)),
    ]) {
      await refuses(bring(large, [first(large, { proof: wrong })]), 'LeafProofWrong', [0])
    }
    // A leaf of a tree of 5 that stands higher than others has room for a hash too many.
    const five = await enter(items())
    const high = five.leaves.find((candidate) => candidate.proof.length === 2) as Leaf
    await refuses(bring(five, [{ ...high, proof: [...high.proof, ethers.ZeroHash] }]), 'LeafProofWrong', [high.index])
  })
  leaf('when an inner node is passed for a leaf', 'it reverts with LeafProofWrong', async () => {
    // T48. Two hashes side by side are 64 bytes, a leaf is 128 and is hashed twice. Whatever of a node can be brought as the
    // numbers of a leaf, with a proof from that node up, leads elsewhere.
    const large = await enter(items().slice(0, 4))
    const [a, b] = [leafHash(large.leaves[0] as Leaf), (large.leaves[0] as Leaf).proof[0] as string]
    const [low, high] = BigInt(a) < BigInt(b) ? [a, b] : [b, a]
    const up = (large.leaves[0] as Leaf).proof.slice(1)
    expect(ethers.keccak256(ethers.concat([low, high]))).not.to.equal(large.header.root)
    const forged = {
      index: 0n,
      affiliate: ethers.getAddress(ethers.dataSlice(low, 12)),
      kind: DESIGN,
      quantity: BigInt(high) & (2n ** 88n - 1n),
      proof: up,
    }
    await refuses(bring(large, [forged]), 'LeafProofWrong', [0])
    // The calldata of a call with a leaf of 64 bytes: index and affiliate are the two hashes.
    const call = w.large.interface.encodeFunctionData('activate', [
      w.L,
      large.header,
      await recordOf(large),
      [{ ...forged, index: 7n }],
    ])
    const word = (value: bigint | string) => ethers.toBeHex(BigInt(value), 32).slice(2)
    const raw = call.replace(`${word(7n)}${word(forged.affiliate)}`, `${low.slice(2)}${high.slice(2)}`)
    expect(raw).not.to.equal(call)
    const sent = w.accounts.stranger.sendTransaction({ to: await w.large.getAddress(), data: raw, gasLimit: 1_000_000 })
    await refuses(sent, 'LeafIndexTooHigh', [BigInt(low), 4])
    expect(await rest(large)).to.equal(600n)
  })
  leaf('when the root is passed for a leaf without a proof', 'it reverts with LeafProofWrong', async () => {
    const large = await enter(items())
    const { root } = large.header
    await refuses(bring(large, [first(large, { proof: [] })]), 'LeafProofWrong', [0, root])
    const forged = first(large, { quantity: BigInt(root) & (2n ** 88n - 1n), proof: [] })
    await refuses(bring(large, [forged]), 'LeafProofWrong', [0, root])
  })
  leaf("when the leaf is another venture's", 'it reverts with LeafProofWrong', async () => {
    const other = await w.deploy(w.config(), ethers.id('other'))
    const theirs = make([...items(), { to: w.accounts.stranger.address, quantity: 999 }])
    await w.large.connect(w.accounts.alice).propose(other.L, {
      ...theirs.proposal,
      totals: [pack({ to: other.V, quantity: 1599 }), pack({ to: other.V, kind: REVIEW, quantity: 120 })],
    })
    const large = await enter(items())
    await refuses(bring(large, [first(theirs)]), 'LeafProofWrong', [0, large.header.root])
    // Their header with their leaf is no batch of this ledger.
    await refuses(bring(theirs, [first(theirs)]), 'RecordWrong', [theirs.id, DESIGN])
  })
  leaf('when the leaf was hashed once', 'it reverts with LeafProofWrong', async () => {
    const { bob, carol } = w.accounts
    const [one, two] = [
      coder.encode(LEAF, [0, bob.address, DESIGN, 100]),
      coder.encode(LEAF, [1, carol.address, DESIGN, 100]),
    ].map((data) => ethers.keccak256(data)) as [string, string]
    const [low, high] = BigInt(one) < BigInt(two) ? [one, two] : [two, one]
    const root = ethers.keccak256(ethers.concat([low, high]))
    const large = await enter(items(), { root, leaves: 2n, totals: [total(DESIGN, 200)] })
    const once = { index: 0n, affiliate: bob.address, kind: DESIGN, quantity: 100n, proof: [two] }
    await refuses(bring(large, [once]), 'LeafProofWrong', [0, root])
  })

  leaf('when a leaf comes twice in a call', 'it reverts with LeafActivated', async () => {
    const large = await enter(items())
    await refuses(activate(large, [0, 1, 0]), 'LeafActivated', [large.id, 0])
    expect(await activated(large)).to.equal(0n)
  })
  leaf('when a leaf was activated before', 'it reverts with LeafActivated', async () => {
    const large = await enter(items())
    await activate(large, [0, 1])
    await refuses(activate(large, [1]), 'LeafActivated', [large.id, 1])
    await refuses(activate(large), 'LeafActivated', [large.id, 0])
    expect(await activated(large)).to.equal(2n)
  })
  leaf('when two leaves have the same index', 'it reverts with LeafActivated for the second', async () => {
    const { bob, carol } = w.accounts
    const values: LeafValue[] = [
      [0n, bob.address, DESIGN, 100n],
      [0n, carol.address, DESIGN, 100n],
    ]
    const large = await enterTree(values, [total(DESIGN, 200)])
    await bring(large, large.leaves.slice(0, 1))
    await refuses(bring(large, large.leaves.slice(1)), 'LeafActivated', [large.id, 0])
    expect(await rest(large)).to.equal(100n)
  })
  leaf('when leaves are of two kinds', 'it reverts with LeafKindDiffers', async () => {
    const large = await enter(items())
    const [zero, , , three] = large.leaves as [Leaf, Leaf, Leaf, Leaf]
    await refuses(bring(large, [zero, three]), 'LeafKindDiffers', [3, REVIEW, DESIGN])
    await refuses(bring(large, [three, zero]), 'LeafKindDiffers', [0, DESIGN, REVIEW])
    await bring(large, [zero])
    await bring(large, [three])
    expect([await units(w.accounts.bob), await units(w.accounts.bob, REVIEW)]).to.deep.equal([100n, 50n])
  })
  leaf('when the only leaf of a batch comes', 'it needs no proof', async () => {
    const large = await enter(items().slice(0, 1))
    expect(first(large).proof).to.deep.equal([])
    await activate(large)
    expect(await units(w.accounts.bob)).to.equal(100n)
  })
  leaf('when leaves come one by one', 'it gives each its units', async () => {
    const large = await enter(items())
    for (const [i, { affiliate, kind, quantity }] of large.leaves.entries()) {
      const before = await w.venture.unitsOf(affiliate, kind)
      const left = await rest(large, kind)
      await activate(large, [i])
      expect(await w.venture.unitsOf(affiliate, kind)).to.equal(before + quantity)
      expect(await rest(large, kind)).to.equal(left - quantity)
      expect(await w.large.isActivated(w.L, large.id, i)).to.equal(true)
    }
    expect([await rest(large), await rest(large, REVIEW)]).to.deep.equal([0n, 0n])
  })
  leaf('when leaves come together', 'it gives all their units and emits LeavesActivated and UnitsActivated', async () => {
    const large = await enter(items())
    const call = await activate(large, [2, 0])
    await expect(call).to.emit(w.large, 'LeavesActivated').withArgs(w.L, large.id, [2, 0])
    const packed = [2, 0].map((i) => pack(items()[i] as Item))
    await expect(call).to.emit(w.venture, 'UnitsActivated').withArgs(large.id, packed)
    await expect(call).not.to.emit(w.large, 'LeafCut')
    await activateAll(large, [4, 3])
    const { bob, carol, dave } = w.accounts
    expect(await Promise.all([bob, carol, dave].map((who) => units(who)))).to.deep.equal([100n, 0n, 300n])
    expect(await Promise.all([bob, carol].map((who) => units(who, REVIEW)))).to.deep.equal([50n, 70n])
    expect([await rest(large), await rest(large, REVIEW)]).to.deep.equal([200n, 0n])
    expect([await activated(large), await activated(large, REVIEW)]).to.deep.equal([2n, 2n])
  })
  leaf('when one affiliate has several leaves', 'it adds them up', async () => {
    const { bob } = w.accounts
    await w.give({ to: bob.address, quantity: 5 })
    const large = await enter([1, 2, 3].map((quantity) => ({ to: bob.address, quantity })))
    await activate(large)
    expect(await units(bob)).to.equal(11n)
  })

  leaf('when a leaf says more than is left', 'it gets what is left and LeafCut names it', async () => {
    const large = await enter(items(), { totals: [total(DESIGN, 250), total(REVIEW, 120)] })
    const { carol, dave } = w.accounts
    await activate(large, [0])
    const call = await activate(large, [1, 2])
    await expect(call).to.emit(w.large, 'LeafCut').withArgs(w.L, large.id, 1, carol.address, 150, 200)
    await expect(call).to.emit(w.large, 'LeafCut').withArgs(w.L, large.id, 2, dave.address, 0, 300)
    const packed = [pack({ to: carol.address, quantity: 150 }), pack({ to: dave.address, quantity: 0 })]
    await expect(call).to.emit(w.venture, 'UnitsActivated').withArgs(large.id, packed)
    expect([await units(carol), await units(dave), await rest(large)]).to.deep.equal([150n, 0n, 0n])
    expect((await w.venture.kindOf(DESIGN)).units).to.equal(250n)
  })
  leaf('when a leaf says nothing', 'it counts as activated', async () => {
    const { bob } = w.accounts
    const large = await enterTree(
      [
        [0n, bob.address, DESIGN, 0n],
        [1n, bob.address, DESIGN, 10n],
      ],
      [total(DESIGN, 10)],
    )
    const call = await activate(large)
    await expect(call).not.to.emit(w.large, 'LeafCut')
    expect(await activated(large)).to.equal(2n)
    expect(await units(bob)).to.equal(10n)
  })
  leaf('when a leaf is of a kind without a total', 'it reverts with RecordWrong', async () => {
    const large = await enter(items(), { totals: [total(DESIGN, 600)] })
    const record = await recordOf(large)
    await refuses(w.large.activate(w.L, large.header, record, [large.leaves[3] as Leaf]), 'RecordWrong', [large.id, REVIEW])
    expect(await units(w.accounts.bob, REVIEW)).to.equal(0n)
  })
  leaf('when a leaf is of a debt kind or of none', 'it reverts with RecordWrong', async () => {
    const { bob } = w.accounts
    const large = await enterTree(
      [
        [0n, bob.address, CASH, 10n],
        [1n, bob.address, 255, 10n],
      ],
      [total(DESIGN, 10)],
    )
    const record = await recordOf(large)
    for (const odd of large.leaves) {
      await refuses(w.large.activate(w.L, large.header, record, [odd]), 'RecordWrong', [large.id, odd.kind])
    }
    expect(await rest(large)).to.equal(10n)
  })
  leaf('given the rest was closed', 'it gets nothing and LeafCut names it', async () => {
    const { founder, bob, carol } = w.accounts
    const large = await enter(items())
    await activate(large, [0])
    await w.large.connect(founder).announceClosing(w.L, large.header, ethers.ZeroHash, '')
    await w.time.increase(30 * DAY)
    await w.large.closeRest(w.L, large.header, [DESIGN], [await recordOf(large)])
    await expect(activate(large, [1]))
      .to.emit(w.large, 'LeafCut')
      .withArgs(w.L, large.id, 1, carol.address, 0, 200)
    expect([await units(bob), await units(carol)]).to.deep.equal([100n, 0n])
    await activate(large, [3])
    expect(await units(bob, REVIEW)).to.equal(50n)
  })
  leaf('given the kind was closed', 'it gives the units all the same', async () => {
    const large = await enter(items())
    await w.board.connect(w.accounts.founder).closeKind(w.V, DESIGN, REVIEW)
    await activate(large, [0])
    expect(await units(w.accounts.bob)).to.equal(100n)
  })
  leaf('given the affiliate is barred', 'it gives the units all the same', async () => {
    const large = await enter(items())
    await w.change(Change.Bar, coder.encode(['address', 'bool'], [w.accounts.bob.address, true]))
    await activate(large, [0])
    expect(await units(w.accounts.bob)).to.equal(100n)
  })
  leaf('given the affiliate moved', "it is the holder's to claim", async () => {
    const { bob, dave } = w.accounts
    const large = await enter(items().slice(0, 1))
    await w.move(bob, dave)
    await w.sale(1000)
    await activate(large)
    expect(await units(bob)).to.equal(100n)
    const due = await w.owed(bob, [DESIGN])
    expect(due).to.be.above(0n)
    await w.venture.claim(bob.address, [w.T], [DESIGN], 0)
    expect(await w.token.balanceOf(dave.address)).to.equal(due)
  })
  leaf('given units were given up meanwhile', "it gives the leaf's units all the same", async () => {
    const { bob } = w.accounts
    await w.give({ to: bob.address, quantity: 40 })
    const large = await enter(items().slice(0, 1))
    await w.ledger.connect(bob).reduceOwnUnits(bob.address, DESIGN, 40)
    await activate(large)
    expect(await units(bob)).to.equal(100n)
  })
})
