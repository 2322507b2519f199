import { expect } from 'chai'
import { refuses } from '../../utils/errors.ts'
import { ascending, type Large, useLarge } from '../../utils/large.ts'
import { leaf } from '../../utils/leaf.ts'
import { Change, coder, DAY, Decision, DESIGN, EQUITY, hashEntries, REVIEW, Status, useWorld, ZERO } from '../../utils/world.ts'

describe('LargeBatches.acceptance', () => {
  const w = useWorld()
  const { propose, acceptRange, accept, recordOf, activate, rest } = useLarge(w)
  const open = (proposer = w.accounts.alice) =>
    propose(
      [
        { to: w.accounts.bob.address, quantity: 100 },
        { to: w.accounts.carol.address, quantity: 200 },
        { to: w.accounts.bob.address, kind: REVIEW, quantity: 50 },
      ],
      {},
      proposer,
    )
  const attest = async (of: Large, attestors: (typeof w.accounts.steward)[], sender = w.accounts.stranger) => {
    const list = await Promise.all(
      attestors.map((attestor) =>
        attestor === sender
          ? (w.by(attestor)[0] as ReturnType<typeof w.by>[number])
          : w.signAttestation(attestor, of.id, of.header.totalsHash),
      ),
    )
    const { totals } = of.proposal
    return w.review.connect(sender).acceptAttested(
      w.L,
      of.batch,
      totals,
      0,
      totals.length,
      ascending(list, ({ attestor }) => attestor),
    )
  }
  const silent = ({ batch, proposal: { totals } }: Large, entries = totals) =>
    w.growth.acceptSilent(w.L, batch, entries, 0, entries.length, [])
  const endWindow = async (of: Large) => w.time.increaseTo((await w.ledger.batchState(of.id)).deadline)
  const object = ({ batch }: Large, entries: bigint[] = [], amended: bigint[] = []) =>
    w.review.connect(w.accounts.steward).object(w.L, batch, [], '0x'.padEnd(66, '1'), '', entries, amended)
  const amendedOf = ({ proposal: { totals } }: Large, quantities: (bigint | number)[]) =>
    totals.map((total, i) => (total & ~(2n ** 88n - 1n)) | BigInt(quantities[i] ?? 0))
  /** Two stewards who did not object decide. */
  const resolve = async (
    { id, batch, proposal: { totals } }: Large,
    { decision = Decision.All as number, entries = totals, objector = ZERO as string } = {},
  ) => {
    const stewards = await w.signResolution({ id, header: batch } as never, [w.accounts.steward2, w.accounts.steward3], {
      decision,
      entries: hashEntries(entries),
    })
    return w.review.resolve(w.L, batch, totals, decision, 0, objector, stewards)
  }
  const take = ({ batch }: Large, totals: bigint[], first = 0, end = totals.length) =>
    w.ledger.acceptResolved(batch, totals, first, end)
  const points = async () => (await w.venture.equityPool(EQUITY)).points
  const rests = async (of: Large) => [await rest(of, DESIGN), await rest(of, REVIEW)]

  leaf('when it is attested', 'when an attestor is no steward', 'it reverts with LargeAttestorsNotStewards', async () => {
    await w.give({ to: w.accounts.dave.address, quantity: 1000 })
    const large = await open()
    const { steward, steward2, dave } = w.accounts
    const attestations = await Promise.all([
      ...[steward, steward2].map((attestor) => w.signAttestation(attestor, large.id, large.header.totalsHash)),
      w.signAttestation(dave, large.id, large.header.totalsHash).then((given) => ({ ...given, kinds: [DESIGN] })),
    ])
    const sorted = ascending(attestations, ({ attestor }) => attestor)
    const stewards = sorted.reduce((bits, { attestor }, i) => (attestor === dave.address ? bits : bits | (1 << i)), 0)
    const { totals } = large.proposal
    await refuses(w.review.acceptAttested(w.L, large.batch, totals, 0, 2, sorted), 'LargeAttestorsNotStewards', [stewards, 3])
  })
  leaf(
    'when it is attested',
    'when as many stewards attest as another batch takes',
    'it reverts with AttestationsMissing',
    async () => refuses(attest(await open(), [w.accounts.steward]), 'AttestationsMissing', [0, 1, 2]),
  )
  leaf('when it is attested', 'when a steward is barred', 'it reverts with AccountBarred', async () => {
    await w.change(Change.Bar, coder.encode(['address', 'bool'], [w.accounts.steward2.address, true]))
    const call = attest(await open(), [w.accounts.steward, w.accounts.steward2])
    await refuses(call, 'AccountBarred', [w.accounts.steward2.address])
  })
  leaf('when it is attested', 'when a steward attests twice', 'it reverts with AttestorsNotAscending', async () => {
    const call = attest(await open(), [w.accounts.steward, w.accounts.steward])
    await refuses(call, 'AttestorsNotAscending', [1, w.accounts.steward.address])
  })
  leaf('when it is attested', 'when one steward more attests', "it counts the totals at once and nobody's units", async () => {
    const large = await open()
    const { totals } = large.proposal
    const call = await attest(large, [w.accounts.steward, w.accounts.steward2], w.accounts.steward)
    await expect(call).to.emit(w.venture, 'UnitsAdded').withArgs(large.id, totals)
    await expect(call).to.emit(w.ledger, 'BatchAccepted').withArgs(large.id, 0, 2, 2, 0)
    expect(await points()).to.equal(300n * 40n + 50n * 60n)
    expect(await rests(large)).to.deep.equal([300n, 50n])
    expect((await w.venture.kindOf(DESIGN)).units).to.equal(300n)
    expect(await w.venture.unitsOf(w.V, DESIGN)).to.equal(0n)
    expect(await w.venture.unitsOf(w.accounts.bob.address, DESIGN)).to.equal(0n)
    expect((await w.ledger.batchState(large.id)).status).to.equal(Status.Accepted)
  })
  leaf('when it is attested', 'when a steward proposed it', 'it counts the proposer without a signature', async () => {
    const { steward, steward2, stranger } = w.accounts
    const large = await open(steward)
    const other = await w.signAttestation(steward2, large.id, large.header.totalsHash)
    const attestations = ascending([...w.by(steward), other], ({ attestor }) => attestor)
    const { totals } = large.proposal
    await w.review.connect(stranger).acceptAttested(w.L, large.batch, totals, 0, 2, attestations)
    expect(await rests(large)).to.deep.equal([300n, 50n])
  })
  leaf('when it is attested', 'when other totals are passed', 'it reverts with BatchEntriesWrong', async () => {
    const large = await open()
    const other = amendedOf(large, [301, 50])
    await refuses(accept(large, other), 'BatchEntriesWrong', [hashEntries(other), large.header.totalsHash])
  })
  leaf(
    'when it is attested',
    'given it is above instantGrowth',
    'it reverts with InstantGrowthExceeded until the window ends',
    async () => {
      const large = await propose([{ to: w.accounts.bob.address, quantity: 2501 }])
      const { deadline } = await w.ledger.batchState(large.id)
      await refuses(accept(large), 'InstantGrowthExceeded', [EQUITY, 2501 * 40, 100_000, deadline])
      await endWindow(large)
      await accept(large)
      expect(await rest(large)).to.equal(2501n)
    },
  )
  leaf('when it is attested', 'given a kind was closed meanwhile', 'it reverts with KindIsClosed', async () => {
    const large = await open()
    await w.board.connect(w.accounts.founder).closeKind(w.V, REVIEW, DESIGN)
    await refuses(accept(large), 'KindIsClosed', [REVIEW])
  })

  leaf('when nobody objects', 'given the window is open', 'it reverts with WindowOpen', async () => {
    await w.give({ to: w.accounts.dave.address, quantity: 1000 })
    const large = await open()
    await refuses(silent(large), 'WindowOpen', [undefined, (await w.ledger.batchState(large.id)).deadline])
  })
  leaf('when nobody objects', 'given an objection stands', 'it reverts with GrowthObjectionsOpen', async () => {
    const large = await open()
    await object(large)
    await endWindow(large)
    await refuses(silent(large), 'GrowthObjectionsOpen', [large.id, 1])
  })
  leaf('when nobody objects', 'given the pool has no points', 'it reverts with SilentGrowthExceeded', async () => {
    const large = await open()
    await endWindow(large)
    await refuses(silent(large), 'SilentGrowthExceeded', [EQUITY, 0, 300 * 40, 0])
  })
  leaf('when nobody objects', 'given it is above silentGrowth', 'it reverts with SilentGrowthExceeded', async () => {
    await w.give({ to: w.accounts.dave.address, quantity: 1000 })
    const large = await propose([{ to: w.accounts.bob.address, quantity: 1001 }])
    await endWindow(large)
    await refuses(silent(large), 'SilentGrowthExceeded', [EQUITY, 0, 1001 * 40, 40_000])
  })
  leaf('when nobody objects', 'given it is within silentGrowth', 'it counts the totals at once', async () => {
    await w.give({ to: w.accounts.dave.address, quantity: 1000 })
    const large = await propose([{ to: w.accounts.bob.address, quantity: 1000 }])
    await endWindow(large)
    await silent(large)
    expect(await points()).to.equal(2000n * 40n)
    expect(await rest(large)).to.equal(1000n)
  })

  leaf('when it is resolved', 'when stewards accept all', 'it counts all totals', async () => {
    const large = await open()
    await object(large)
    await resolve(large)
    await endWindow(large)
    await take(large, large.proposal.totals)
    expect(await rests(large)).to.deep.equal([300n, 50n])
  })
  leaf(
    'when it is resolved',
    'when the governor accepts some',
    'it counts those, and leaves of other kinds get nothing',
    async () => {
      const large = await open()
      await object(large)
      const { totals } = large.proposal
      await w.review.connect(w.accounts.founder).resolve(w.L, large.batch, totals, Decision.Some, 2, ZERO, [])
      await endWindow(large)
      await take(large, totals)
      expect(await points()).to.equal(50n * 60n)
      await refuses(activate(large, [0, 1]), 'RecordWrong', [large.id, DESIGN])
      await activate(large, [2])
      expect(await w.venture.unitsOf(w.accounts.bob.address, DESIGN)).to.equal(0n)
      expect(await w.venture.unitsOf(w.accounts.bob.address, REVIEW)).to.equal(50n)
    },
  )
  leaf(
    'when it is resolved',
    'when stewards accept an amendment',
    'it counts the lower totals, and a total amended to zero not at all',
    async () => {
      const large = await open()
      const amended = amendedOf(large, [250, 0])
      await object(large, large.proposal.totals, amended)
      await resolve(large, { decision: Decision.Amendment, entries: amended, objector: w.accounts.steward.address })
      await endWindow(large)
      await refuses(take(large, large.proposal.totals), 'BatchEntriesWrong')
      await take(large, amended)
      expect(await points()).to.equal(250n * 40n)
      expect(await rests(large)).to.deep.equal([250n, 0n])
      await activate(large)
      await refuses(activate(large, [2]), 'RecordWrong', [large.id, REVIEW])
      expect(await w.venture.unitsOf(w.accounts.bob.address, DESIGN)).to.equal(100n)
      expect(await w.venture.unitsOf(w.accounts.carol.address, DESIGN)).to.equal(150n)
      expect(await w.venture.unitsOf(w.accounts.bob.address, REVIEW)).to.equal(0n)
    },
  )
  leaf('when it is resolved', 'when stewards reject it', 'it cannot be accepted or activated', async () => {
    const large = await open()
    await object(large)
    await resolve(large, { decision: Decision.Reject })
    await refuses(take(large, large.proposal.totals), 'BatchStatusWrong', [large.id, Status.Rejected, Status.Resolved])
    await refuses(accept(large), 'BatchStatusWrong', [large.id, Status.Rejected, Status.Pending])
    await refuses(activate(large), 'RecordWrong', [large.id, DESIGN])
  })
  leaf('when it is resolved', 'when the governor proposed it', 'it reverts with ResolutionConflict', async () => {
    const { founder } = w.accounts
    const large = await open(founder)
    await object(large)
    const call = w.review.connect(founder).resolve(w.L, large.batch, large.proposal.totals, Decision.All, 0, ZERO, [])
    await refuses(call, 'ResolutionConflict', [founder.address])
  })

  leaf(
    'when an amendment is to be agreed on',
    'it reverts with AmendmentConsentMissing, as the venture cannot consent',
    async () => {
      const large = await open()
      const amended = amendedOf(large, [250, 50])
      await object(large, large.proposal.totals, amended)
      const agree = (consents: object[]) =>
        w.review
          .connect(w.accounts.alice)
          .acceptAmendment(w.L, large.batch, large.proposal.totals, amended, w.accounts.steward.address, consents as never)
      await refuses(agree([]), 'AmendmentConsentMissing', [w.V])
      const { signature } = await w.signConsent(w.accounts.alice, large.id, hashEntries(amended))
      await refuses(agree([{ signer: w.V, deadline: 10n ** 12n, signature }]), 'ReviewSignatureInvalid', [w.V])
    },
  )
  leaf('when it was withdrawn', 'it reverts with BatchStatusWrong', async () => {
    const large = await open()
    await w.ledger.connect(w.accounts.alice).withdraw(large.batch)
    await refuses(accept(large), 'BatchStatusWrong', [large.id, Status.Withdrawn, Status.Pending])
  })
  leaf('when it is accepted in ranges', 'each kind can be activated, as of its own range', async () => {
    await w.give({ to: w.accounts.dave.address, quantity: 100 })
    const large = await propose([
      { to: w.accounts.bob.address, quantity: 100 },
      { to: w.accounts.bob.address, kind: REVIEW, quantity: 100 },
    ])
    await acceptRange(large, 0, 1)
    await refuses(activate(large, [1]), 'RecordWrong', [large.id, REVIEW])
    await w.sale(1_000)
    await activate(large, [0])
    const { bob } = w.accounts
    await acceptRange(large, 1, 2)
    expect(await rests(large)).to.deep.equal([0n, 100n])
    await activate(large, [1])
    // As many units as dave had when the sale came in; the others came later.
    expect(await w.owed(bob, [DESIGN])).to.equal(await w.owed(w.accounts.dave, [DESIGN]))
    expect(await w.owed(bob, [DESIGN])).to.be.above(470n)
    expect(await w.owed(bob, [REVIEW])).to.equal(0n)
    expect(await w.venture.unitsOf(bob.address, REVIEW)).to.equal(100n)
  })
  leaf('when it is rejected after a range was accepted', 'what was accepted is activated and closed as ever', async () => {
    const large = await open()
    await acceptRange(large, 0, 1)
    await object(large)
    await resolve(large, { decision: Decision.Reject })
    await activate(large, [0])
    expect(await w.venture.unitsOf(w.accounts.bob.address, DESIGN)).to.equal(100n)
    await refuses(activate(large, [2]), 'RecordWrong', [large.id, REVIEW])
    await w.large.connect(w.accounts.founder).announceClosing(w.L, large.header, large.id, '')
    await w.time.increase(30 * DAY)
    await w.large.closeRest(w.L, large.header, [DESIGN], [await recordOf(large)])
    expect(await points()).to.equal(100n * 40n)
  })
})
