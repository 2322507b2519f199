import { expect } from 'chai'
import { ethers } from 'ethers'
import { refuses } from '../../utils/errors.ts'
import { type LargeProposal, useLarge } from '../../utils/large.ts'
import { leaf } from '../../utils/leaf.ts'
import { useMoves } from '../../utils/moves.ts'
import {
  bytes32,
  CASH,
  Change,
  coder,
  DAY,
  Decision,
  DESIGN,
  EQUITY,
  pack,
  REVIEW,
  Status,
  useWorld,
  ZERO,
} from '../../utils/world.ts'

const MAX_LEAVES = 2n ** 32n

describe('LargeBatches.propose', () => {
  const w = useWorld()
  const { make, propose, accept } = useLarge(w)
  const items = () => [
    { to: w.accounts.alice.address, quantity: 100 },
    { to: w.accounts.bob.address, quantity: 200 },
  ]
  const totals = (...kinds: number[]) => kinds.map((kind) => pack({ to: w.V, kind, quantity: 300 }))
  /** The usual one with something else in it. */
  const withChange = (change: Partial<LargeProposal>) =>
    w.large.connect(w.accounts.alice).propose(w.L, make(items(), change).proposal)
  const openKinds = async (count: number) => {
    const config = { name: bytes32('More'), unit: bytes32('h'), decimals: 2, pool: EQUITY, rate: 1n, voice: 1 }
    for (let i = 0; i < count; i++) await w.board.connect(w.accounts.founder).openKind(w.V, config)
  }

  leaf('when the root is zero', 'it reverts with LargeRootZero', () =>
    refuses(withChange({ root: ethers.ZeroHash }), 'LargeRootZero'),
  )
  leaf('when there are no leaves', 'it reverts with LargeLeavesOutOfBounds', () =>
    refuses(withChange({ leaves: 0n }), 'LargeLeavesOutOfBounds', [0, 1, MAX_LEAVES]),
  )
  leaf('when there are 2^32 leaves', 'it takes them', async () => {
    const large = await propose(items(), { leaves: MAX_LEAVES })
    expect((await w.ledger.batchState(large.id)).status).to.equal(Status.Pending)
  })
  leaf('when there is one leaf more', 'it reverts with LargeLeavesOutOfBounds', () =>
    refuses(withChange({ leaves: MAX_LEAVES + 1n }), 'LargeLeavesOutOfBounds', [MAX_LEAVES + 1n, 1, MAX_LEAVES]),
  )
  leaf('when the data has no hash', 'it reverts with LargeDataHashZero', () =>
    refuses(withChange({ dataHash: ethers.ZeroHash }), 'LargeDataHashZero'),
  )
  leaf('when there are no totals', 'it reverts with LargeTotalsOutOfBounds', () =>
    refuses(withChange({ totals: [] }), 'LargeTotalsOutOfBounds', [0, 1, 250]),
  )
  leaf('when there are 250 totals', 'it takes them', async () => {
    await openKinds(248)
    const kinds = Array.from({ length: 252 }, (_, kind) => kind).filter((kind) => kind !== 2 && kind !== 3)
    const large = await propose(items(), { totals: totals(...kinds) })
    const { size, left } = await w.ledger.batchState(large.id)
    expect([size, left]).to.deep.equal([250n, 250n])
  })
  leaf('when there is one total more', 'it reverts with LargeTotalsOutOfBounds', () =>
    refuses(
      withChange({ totals: totals(...Array.from({ length: 251 }, (_, kind) => kind)) }),
      'LargeTotalsOutOfBounds',
      [251, 1, 250],
    ),
  )
  leaf('when a total is not in the name of the venture', 'it reverts with LargeTotalNotVenture', async () => {
    for (const to of [w.accounts.alice.address, ZERO, w.L]) {
      const wrong = [...totals(DESIGN), pack({ to, kind: REVIEW, quantity: 1 })]
      await refuses(withChange({ totals: wrong }), 'LargeTotalNotVenture', [1, to, w.V])
    }
  })
  leaf('when the kinds of the totals do not rise', 'it reverts with LargeTotalsNotAscending', async () => {
    await refuses(withChange({ totals: totals(REVIEW, DESIGN) }), 'LargeTotalsNotAscending', [1, DESIGN])
    await refuses(withChange({ totals: totals(DESIGN, DESIGN) }), 'LargeTotalsNotAscending', [1, DESIGN])
  })
  leaf('when a total is zero', 'it reverts with LargeTotalZero', () =>
    refuses(withChange({ totals: [...totals(DESIGN), pack({ to: w.V, kind: REVIEW, quantity: 0 })] }), 'LargeTotalZero', [
      1,
      REVIEW,
    ]),
  )
  leaf('when a total is of a debt kind', 'it reverts with LargeKindOfDebt', () =>
    refuses(withChange({ totals: totals(DESIGN, CASH) }), 'LargeKindOfDebt', [1, CASH]),
  )
  leaf('when a total is of a closed kind', 'it reverts with LargeKindClosed', async () => {
    await w.board.connect(w.accounts.founder).closeKind(w.V, REVIEW, DESIGN)
    await refuses(withChange({ totals: totals(DESIGN, REVIEW) }), 'LargeKindClosed', [1, REVIEW])
  })
  leaf('when a total is of a kind nobody opened', 'it reverts with KindUnknown', () =>
    refuses(withChange({ totals: totals(DESIGN, 4) }), 'KindUnknown', [4, 4]),
  )
  leaf('given the caller is barred', 'it reverts with AccountBarred', async () => {
    await w.change(Change.Bar, coder.encode(['address', 'bool'], [w.accounts.alice.address, true]))
    await refuses(withChange({}), 'AccountBarred', [w.accounts.alice.address])
  })

  const again = (large: ReturnType<typeof make>) => w.large.connect(w.accounts.alice).propose(w.L, large.proposal)
  leaf('given the same was proposed', 'it reverts with BatchExists', async () => {
    const large = await propose(items())
    await refuses(again(large), 'BatchExists', [large.id, Status.Pending])
  })
  leaf('given the same was withdrawn', 'it reverts with BatchExists', async () => {
    const large = await propose(items())
    await w.ledger.connect(w.accounts.alice).withdraw(large.batch)
    await refuses(again(large), 'BatchExists', [large.id, Status.Withdrawn])
  })
  leaf('given the same was rejected', 'it reverts with BatchExists', async () => {
    const large = await propose(items())
    await w.time.increase(3 * DAY)
    const { totals: entries } = large.proposal
    await w.review.connect(w.accounts.founder).resolve(w.L, large.batch, entries, Decision.Reject, 0, ZERO, [])
    await refuses(again(large), 'BatchExists', [large.id, Status.Rejected])
  })
  leaf('given the same was accepted', 'it reverts with BatchExists', async () => {
    const large = await propose(items())
    await accept(large)
    await refuses(again(large), 'BatchExists', [large.id, Status.Accepted])
  })

  leaf('when it is valid', 'it is pending under the id of its header and emits LargeBatchProposed', async () => {
    const large = make([...items(), { to: w.accounts.bob.address, kind: REVIEW, quantity: 7 }], { task: ethers.id('task') })
    const { proposal, header, id } = large
    expect(await w.large.batchId(header)).to.equal(id)
    expect(await w.ledger.batchId(large.batch)).to.equal(id)
    expect([...(await w.large.batchHeader(header))]).to.deep.equal(Object.values(large.batch))

    const call = w.large.connect(w.accounts.alice).propose(w.L, proposal)
    await (await call).wait()
    const deadline = (await w.time.latest()) + 3 * DAY
    await expect(call)
      .to.emit(w.large, 'LargeBatchProposed')
      .withArgs(
        w.L,
        id,
        w.accounts.alice.address,
        proposal.task,
        proposal.nonce,
        deadline,
        proposal.totals,
        proposal.root,
        proposal.leaves,
        proposal.dataHash,
        proposal.dataURI,
      )
    const { status, deadline: until, size, left, large: isLarge } = await w.ledger.batchState(id)
    expect([status, until, size, left, isLarge]).to.deep.equal([Status.Pending, BigInt(deadline), 2n, 2n, true])
  })
  leaf('when another proposes the same', 'it is another batch', async () => {
    const large = await propose(items())
    await w.large.connect(w.accounts.bob).propose(w.L, large.proposal)
    const other = await w.large.batchId({ ...large.header, proposer: w.accounts.bob.address })
    expect(other).not.to.equal(large.id)
    expect((await w.ledger.batchState(other)).status).to.equal(Status.Pending)
  })
})

describe('LargeBatches.proposeFor', () => {
  const w = useWorld()
  const { make } = useLarge(w)
  const { act } = useMoves(w)
  const signed = async (change: { nonce?: bigint } = {}) => {
    const large = make([{ to: w.accounts.alice.address, quantity: 100 }], {}, w.accounts.alice)
    const { proposal, header } = large
    const message = {
      proposer: w.accounts.alice.address,
      totals: header.totalsHash,
      root: proposal.root,
      leaves: proposal.leaves,
      data: proposal.dataHash,
      dataURI: proposal.dataURI,
      task: proposal.task,
    }
    const given = await act(w.accounts.alice, 'LargeProposal', message, { nonce: proposal.nonce, ...change })
    return { large, call: () => w.large.connect(w.accounts.stranger).proposeFor(w.L, proposal, given) }
  }

  leaf('when another nonce was signed than proposed', 'it reverts with LargeNonceDiffers', async () => {
    const { large, call } = await signed({ nonce: 7n })
    await refuses(call(), 'LargeNonceDiffers', [7, large.proposal.nonce])
  })
  leaf('given the signer is barred', 'it reverts with AccountBarred', async () => {
    await w.change(Change.Bar, coder.encode(['address', 'bool'], [w.accounts.alice.address, true]))
    await refuses((await signed()).call(), 'AccountBarred', [w.accounts.alice.address])
  })
  leaf('when it is signed', 'it is proposed in the name of the signer', async () => {
    const { large, call } = await signed()
    await expect(call())
      .to.emit(w.large, 'LargeBatchProposed')
      .withArgs(
        w.L,
        large.id,
        w.accounts.alice.address,
        large.proposal.task,
        large.proposal.nonce,
        (deadline: bigint) => deadline > 0n,
        large.proposal.totals,
        large.proposal.root,
        large.proposal.leaves,
        large.proposal.dataHash,
        large.proposal.dataURI,
      )
    expect(await w.ledger.isNonceUsed(w.accounts.alice.address, large.proposal.nonce)).to.equal(true)
    expect((await w.ledger.batchState(large.id)).large).to.equal(true)
  })
})
