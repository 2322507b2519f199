import { expect } from 'chai'
import { ethers } from 'ethers'
import { refuses } from '../../utils/errors.ts'
import { useLarge } from '../../utils/large.ts'
import { type Move, MoveStatus, NO_ACT, useMoves } from '../../utils/moves.ts'
import { Change, coder, DAY, Decision, DESIGN, hashEntries, useWorld, ZERO } from '../../utils/world.ts'

const reason = ethers.id('reason')
const NO_OBJECTION = { reasonURI: '', amendment: ethers.ZeroHash }

/** What an account does here, each by transaction or by signature; alice does it. */
describe('acts of an account', () => {
  const w = useWorld(async (world) => {
    const { alice, bob, customer } = world.accounts
    await world.give(
      { to: alice.address, quantity: 1000 },
      { to: bob.address, quantity: 1000 },
      { to: customer.address, quantity: 1000 },
    )
    // A steward who was appointed and has done nothing yet.
    const appointed = coder.encode(['address', 'bool'], [alice.address, true])
    await world.ledger.connect(await world.as(await world.board.getAddress())).enact(world.V, Change.Steward, appointed)
    await world.sale(10_000)
  })
  const { act, move, propose, moveOf, attest, decide, wait, make, stateOf } = useMoves(w)
  const large = useLarge(w)
  const alice = () => w.accounts.alice
  const stranger = () => w.accounts.stranger
  const bobs = () => w.propose([{ to: w.accounts.bob.address, quantity: 5 }], w.accounts.dave)
  const objection = (subject: string) => act(alice(), 'Objection', { subject, account: alice().address, reason, ...NO_OBJECTION })
  const claimContent = () => ({
    account: alice().address,
    recipient: w.accounts.fund.address,
    tokens: [w.T],
    kinds: [DESIGN],
    maxDebtEntries: 0n,
  })
  /** A correction of what bob was accepted for, proposed by dave unless said otherwise. */
  const corrected = async (proposer = w.accounts.dave) => {
    const batch = await bobs()
    await w.accept(batch)
    const correction = w.correction(batch, [{ to: w.accounts.bob.address, quantity: 1 }], { proposer: proposer.address })
    const send = () => w.review.connect(proposer).proposeCorrection(correction, '')
    return { correction, id: await w.review.correctionId(correction), send }
  }
  /** Alice's entry, which steward2 would lower. */
  const amendedBatch = async () => {
    const batch = await w.propose([{ to: alice().address, quantity: 10 }], w.accounts.dave)
    const amended = w.amend(batch, [5])
    await w.object(batch, w.accounts.steward2, batch.entries, amended)
    const agree = async (by: typeof w.accounts.alice, consents: Awaited<ReturnType<typeof w.signConsent>>[]) =>
      w.review.connect(by).acceptAmendment(w.L, batch.header, batch.entries, amended, w.accounts.steward2.address, consents)
    return { batch, amended, agree }
  }
  const otherMove = () => propose(w.accounts.fund, w.accounts.fee)
  const moveId = (of: Move) => w.accountBoard.moveId(of)
  let task = 0

  const ACTS: Record<string, () => Promise<unknown>> = {
    'claims for itself': () => w.venture.connect(alice()).claim(alice().address, [w.T], [DESIGN], 0),
    'claims to another address': () => {
      const { account, recipient, tokens, kinds, maxDebtEntries } = claimContent()
      return w.venture.connect(alice()).claimTo(account, recipient, tokens, kinds, maxDebtEntries)
    },
    'signs a claim to another address': async () => {
      const { account, recipient, tokens, kinds, maxDebtEntries } = claimContent()
      const signed = await act(alice(), 'ClaimTo', claimContent())
      return w.accountBoard.connect(stranger()).claimTo(w.L, account, recipient, tokens, kinds, maxDebtEntries, signed)
    },
    'names a payee': () => w.venture.connect(alice()).setPayee(alice().address, w.accounts.fund.address),
    'signs who is its payee': async () => {
      const payee = w.accounts.fund.address
      const signed = await act(alice(), 'Payee', { account: alice().address, payee })
      return w.accountBoard.connect(stranger()).setPayee(w.L, alice().address, payee, signed)
    },
    'proposes a batch': () => w.propose([{ to: w.accounts.bob.address, quantity: 5 }], alice()),
    'signs a batch': async () => {
      const batch = await w.batch([{ to: w.accounts.bob.address, quantity: 5 }])
      return w.ledger.connect(stranger()).proposeFor(batch.proposal, await w.signProposal(alice(), batch))
    },
    'proposes a large batch': () => large.propose([{ to: w.accounts.bob.address, quantity: 5 }]),
    'signs a large batch': async () => {
      const { proposal, header } = large.make([{ to: w.accounts.bob.address, quantity: 5 }])
      const { root, leaves, dataHash: data, dataURI, task: answers, nonce } = proposal
      const content = { proposer: alice().address, totals: header.totalsHash, root, leaves, data, dataURI, task: answers }
      return w.large.connect(stranger()).proposeFor(w.L, proposal, await act(alice(), 'LargeProposal', content, { nonce }))
    },
    'withdraws a batch': async () => {
      const batch = await w.batch([{ to: w.accounts.bob.address, quantity: 5 }])
      await w.ledger.connect(stranger()).proposeFor(batch.proposal, await w.signProposal(alice(), batch))
      return w.ledger.connect(alice()).withdraw(batch.header)
    },
    'cancels a nonce': () => w.ledger.connect(alice()).cancelNonce(BigInt(5_000_000 + task++)),
    'attests a batch it sends': async () => {
      const batch = await bobs()
      return w.acceptRange(batch, 0, 1, { sender: alice(), attestations: w.by(alice()) })
    },
    'signs an attestation that accepts a batch': async () => {
      const batch = await bobs()
      const attestations = [await w.signAttestation(alice(), batch.id, batch.header.entriesHash)]
      return w.acceptRange(batch, 0, 1, { sender: stranger(), attestations })
    },
    'objects to a batch': async () => w.object(await bobs(), alice()),
    'signs an objection to a batch': async () => {
      const batch = await bobs()
      return w.review
        .connect(stranger())
        .objectFor(w.L, batch.header, alice().address, [], reason, '', [], [], await objection(batch.id))
    },
    'withdraws an objection': async () => {
      const batch = await bobs()
      await w.object(batch, alice())
      return w.review.connect(alice()).withdrawObjection(w.L, batch.header)
    },
    'signs consent to an amendment': async () => {
      const { batch, amended, agree } = await amendedBatch()
      return agree(stranger(), [await w.signConsent(alice(), batch.id, hashEntries(amended))])
    },
    'sends an amendment it consents to': async () => (await amendedBatch()).agree(alice(), []),
    'signs a resolution': async () => {
      const batch = await bobs()
      await w.object(batch, w.accounts.steward)
      const stewards = await w.signResolution(batch, [alice(), w.accounts.steward2])
      return w.review.resolve(w.L, batch.header, batch.entries, Decision.All, 0, ZERO, stewards)
    },
    'proposes a correction': async () => (await corrected(alice())).send(),
    'withdraws a correction': async () => {
      const { correction, send } = await corrected(alice())
      await send()
      return w.review.connect(alice()).withdrawCorrection(correction)
    },
    'objects to a correction': async () => {
      const { correction, send } = await corrected()
      await send()
      return w.review.connect(alice()).objectToCorrection(correction, [], reason, '')
    },
    'signs an objection to a correction': async () => {
      const { correction, id, send } = await corrected()
      await send()
      const signed = await objection(id)
      return w.review.connect(stranger()).objectToCorrectionFor(correction, alice().address, [], reason, '', signed)
    },
    'signs an attestation of a correction': async () => {
      const { correction, id, send } = await corrected()
      await send()
      await w.time.increase(3 * DAY)
      const attestations = [await w.signAttestation(alice(), id, ethers.ZeroHash)]
      return w.review.connect(w.accounts.founder).applyCorrection(correction, attestations)
    },
    'gives up units': () => w.ledger.connect(alice()).reduceOwnUnits(alice().address, DESIGN, 1),
    'opens a task': () => w.ledger.connect(alice()).openTask(ethers.id('task'), 0, 1, ''),
    'closes a task': () => w.ledger.connect(alice()).closeTask(ethers.id('task')),
    'shows that it is there': () => w.accountBoard.connect(alice()).showPresence(w.L),
    'signs that it is there': async () =>
      w.accountBoard.connect(stranger()).showPresenceFor(w.L, await act(alice(), 'Presence', {})),
    'proposes to move somebody': () => propose(w.accounts.fund, w.accounts.fee, alice()),
    'accepts to go on as somebody': () => propose(w.accounts.fund, alice()),
    'proposes to go on as somebody': () => {
      const of = moveOf(w.accounts.fund, alice(), alice())
      return w.accountBoard.connect(alice()).proposeMove(of, '', NO_ACT)
    },
    'attests a move it sends': async () => attest(await otherMove(), alice()),
    'signs an attestation of a move': async () => {
      const of = await otherMove()
      const attestations = [await w.signAttestation(alice(), await moveId(of), ethers.ZeroHash)]
      return w.accountBoard.connect(stranger()).attestMove(of, attestations)
    },
    'objects to a move': async () => w.accountBoard.connect(alice()).objectToMove(await otherMove(), [], reason, ''),
    'signs an objection to a move': async () => {
      const of = await otherMove()
      const signed = await objection(await moveId(of))
      return w.accountBoard.connect(stranger()).objectToMoveFor(of, alice().address, [], reason, '', signed)
    },
    'takes in somebody who moves': () => move(w.accounts.customer, alice()),
    'resigns as a steward': () => w.ledger.connect(alice()).resign(),
    replies: () => w.review.connect(alice()).reply(w.L, reason, ''),
  }
  /** Those that can't be done twice. */
  const ONCE = new Set(['takes in somebody who moves', 'resigns as a steward'])
  /** A signature that may be old: it says that somebody was there, and not that they still are. */
  const FIRST = 'signs an attestation that accepts a batch'

  for (const [name, run] of Object.entries(ACTS)) {
    describe(`when it ${name}`, () => {
      it('has done something here: others cannot move it without the governor', async () => {
        await run()
        const of = await propose(alice(), w.accounts.carol)
        await refuses(attest(of), 'MoveNeedsGovernor', [await moveId(of), alice().address])
      })
      it('cancels a move that waits, whether it did so before or not', async () => {
        const first = await propose(alice(), w.accounts.carol)
        await attest(first)
        if (!ONCE.has(name) && name !== FIRST) await run()
        const second = await propose(alice(), w.accounts.carol)
        await decide(second)
        await w.time.increase(DAY)
        await run()
        const now = await w.time.latest()
        await wait(second)
        for (const of of [first, second]) {
          await refuses(make(of), 'MoveCancelledByAct', [await moveId(of), undefined])
        }
        const { proposedAt } = await stateOf(second)
        expect(await w.accountBoard.lastActOf(w.L, alice().address)).to.be.within(proposedAt, now)
      })
    })
  }

  it('are not what it did before somebody proposed to move it', async () => {
    for (const run of [ACTS['claims for itself']!, ACTS['shows that it is there']!]) await run()
    const of = await propose(alice(), w.accounts.carol)
    await decide(of)
    await wait(of)
    await make(of)
    expect((await stateOf(of)).status).to.equal(MoveStatus.Made)
  })
  it('are not what anybody may do for anybody', async () => {
    const { bob, customer } = w.accounts
    const entered = await large.enter([{ to: bob.address, quantity: 5 }])
    const silent = await w.propose([{ to: bob.address, quantity: 5 }], w.accounts.dave)
    const first = await propose(w.accounts.fund, w.accounts.fee)
    await attest(first)
    await w.time.increase(60 * DAY)
    const of = await propose(alice(), w.accounts.carol)
    await decide(of)
    await w.venture.connect(alice()).claim(bob.address, [w.T], [DESIGN], 0)
    await w.venture.connect(alice()).sync(w.T)
    await w.large.connect(alice()).activate(w.L, entered.header, await large.recordOf(entered), entered.leaves)
    await w.growth.connect(alice()).acceptSilent(w.L, silent.header, silent.entries, 0, 1, [])
    await w.accountBoard.connect(alice()).makeMove(first)
    await alice().sendTransaction({ to: w.V, value: 1 })
    await w.venture.connect(stranger()).claim(alice().address, [w.T], [DESIGN], 0)
    await w.venture.connect(customer).claim(alice().address, [w.T], [DESIGN], 0)
    await wait(of)
    await make(of)
    expect((await stateOf(of)).status).to.equal(MoveStatus.Made)
  })
  it('are an attestation that others submit only where it never did anything, as that may be old', async () => {
    const [batch, other] = [await bobs(), await bobs()]
    const published = await w.signAttestation(alice(), batch.id, batch.header.entriesHash)
    const { attestor: signer, deadline, signature } = published
    const publish = () =>
      w.review.connect(stranger()).publishAttestation(w.L, batch.id, batch.header.entriesHash, { signer, deadline, signature })
    await publish()
    const first = await w.accountBoard.lastActOf(w.L, signer)
    expect(first).to.equal(BigInt(await w.time.latest()))
    const of = await propose(alice(), w.accounts.carol)
    await refuses(attest(of), 'MoveNeedsGovernor')
    await decide(of)
    await publish()
    const kept = await w.signAttestation(alice(), other.id, other.header.entriesHash)
    await w.acceptRange(other, 0, 1, { sender: stranger(), attestations: [kept] })
    await w.acceptRange(batch, 0, 1, { sender: stranger(), attestations: [published] })
    expect(await w.accountBoard.lastActOf(w.L, signer)).to.equal(first)
    await wait(of)
    await make(of)
    expect(await w.venture.payeeOf(signer)).to.equal(w.accounts.carol.address)
  })
  it('are those of the account it is now, not of what it was', async () => {
    const { bob, carol, fund } = w.accounts
    await move(bob, alice())
    const of = await propose(alice(), carol)
    await decide(of)
    // Bob's old key is no sign of alice.
    await w.venture.connect(bob).claim(bob.address, [w.T], [DESIGN], 0)
    await w.accountBoard.connect(bob).showPresence(w.L)
    await wait(of)
    const snapshot = await w.helpers.takeSnapshot()
    await make(of)
    await snapshot.restore()
    // Claiming what bob is owed is one of alice's.
    await w.venture.connect(alice()).claimTo(bob.address, fund.address, [w.T], [DESIGN], 0)
    await refuses(make(of), 'MoveCancelledByAct')
  })
})
