import { expect } from 'chai'
import { ethers } from 'ethers'
import { refuses } from '../../utils/errors.ts'
import { RULES } from '../../utils/governance.ts'
import { leaf } from '../../utils/leaf.ts'
import { TERMS } from '../../utils/voice.ts'
import { Change, coder, DAY, DESIGN, useWorld, type World, ZERO } from '../../utils/world.ts'

type Who = { address: string }
const YEAR = 365 * DAY
const WITHOUT_END = 1

/** Appointments and removals as they take effect, and what became of them. */
const useTerms = (w: World) => {
  const now = () => w.time.latest()
  /** What a change of a steward says: when the term ends, 1 for one without end, 0 for none any more. */
  const set = async (account: Who, until: number) => {
    const data = coder.encode(['address', 'uint40'], [account.address, until])
    return w.ledger.connect(await w.as(await w.board.getAddress())).enact(w.V, Change.Steward, data)
  }
  /** For a term from now on. */
  const appoint = async (account: Who, term = YEAR) => {
    const until = (await now()) + term
    await set(account, until)
    return until
  }
  const roleOf = async ({ address }: Who) => {
    const { steward, until, terms } = await w.ledger.roleOf(address)
    return [steward, Number(until), Number(terms)]
  }
  return { now, set, appoint, roleOf }
}

describe('ContributionLedger.isSteward', () => {
  const w = useWorld()
  const { set, appoint, roleOf, now } = useTerms(w)
  const openTask = (by = w.accounts.alice) => w.ledger.connect(by).openTask(ethers.id('task'), DESIGN, 1, '')

  leaf('given a term', 'the account is one until its end and none from then on', async () => {
    const { alice } = w.accounts
    const until = await appoint(alice)
    await w.time.setNextBlockTimestamp(until - 1)
    await openTask()
    expect(await w.ledger.isSteward(alice.address)).to.equal(true)
    await w.time.setNextBlockTimestamp(until)
    await refuses(openTask(), 'StewardOnly', [alice.address])
    await w.helpers.mine()
    expect([await w.ledger.isSteward(alice.address), await roleOf(alice)]).to.deep.equal([false, [false, until, 1]])
  })
  leaf('given the term is over', 'no act of a steward is possible any more (T75)', async () => {
    const { alice, bob, dave, steward2 } = w.accounts
    const batch = await w.propose([{ to: bob.address, quantity: 1 }], bob)
    const objected = await w.propose([{ to: bob.address, quantity: 2 }], bob)
    await w.object(objected, steward2)
    const until = await appoint(alice, DAY)
    const signatures = await w.signResolution(objected, [alice])
    await w.time.increaseTo(until)
    await refuses(w.ledger.connect(alice).closeTask(ethers.id('task')), 'StewardOnly', [alice.address])
    await refuses(w.ledger.connect(alice).resign(), 'StewardOnly', [alice.address])
    await refuses(w.acceptRange(batch, 0, 1, { sender: dave, attestations: w.by(alice) }), 'AttestorUnqualified')
    await refuses(w.object(batch, alice), 'ObjectorUnqualified')
    await refuses(w.review.resolve(w.L, objected.header, objected.entries, 1, 0, ZERO, signatures), 'ResolutionStewardOnly')
  })
  leaf('given it is without end', 'the account stays one', async () => {
    await set(w.accounts.alice, WITHOUT_END)
    await w.time.increase(20 * YEAR)
    expect(await roleOf(w.accounts.alice)).to.deep.equal([true, WITHOUT_END, 1])
  })
  leaf('given it is one from birth', 'it is without end unless the group elects', async () => {
    const { steward, founder } = w.accounts
    expect(await roleOf(steward)).to.deep.equal([true, WITHOUT_END, 1])
    const rules = { ...RULES.network, stewardTerm: YEAR }
    const birth = [w.config(), rules, TERMS, ethers.id('governed')] as const
    await w.factory.connect(founder).deployWithGovernor(...birth)
    const until = (await now()) + TERMS.period + YEAR
    const [venture, governed] = await w.factory.predictWithGovernor(founder.address, ...birth)
    const { ledger } = await w.deployedAt(venture, governed)
    const { steward: is, until: end, terms } = await ledger.roleOf(steward.address)
    expect([is, end, terms]).to.deep.equal([true, BigInt(until), 1n])
    await w.time.increaseTo(until)
    expect(await ledger.isSteward(steward.address)).to.equal(false)
  })
  leaf('when it is removed', 'it ends at once, whatever its term', async () => {
    const { alice, steward } = w.accounts
    const until = await appoint(alice)
    await expect(set(alice, 0)).to.emit(w.ledger, 'StewardSet').withArgs(alice.address, false, 0)
    await set(steward, 0)
    expect([await roleOf(alice), await roleOf(steward)]).to.deep.equal([
      [false, until, 1],
      [false, WITHOUT_END, 1],
    ])
    await refuses(openTask(), 'StewardOnly', [alice.address])
  })
  leaf('when it is appointed again within 90 days of its end', 'it serves one term more in a row', async () => {
    const { alice, bob } = w.accounts
    const first = await appoint(alice)
    await w.time.increase(100 * DAY)
    const second = await appoint(alice)
    expect([second > first, await roleOf(alice)]).to.deep.equal([true, [true, second, 2]])
    await w.time.setNextBlockTimestamp(second + 90 * DAY - 1)
    await set(alice, second + YEAR)
    expect(await roleOf(alice)).to.deep.equal([true, second + YEAR, 3])
    // Who was removed had their term, to its end.
    const until = await appoint(bob)
    await set(bob, 0)
    await w.time.setNextBlockTimestamp(until + 90 * DAY - 1)
    await set(bob, until + YEAR)
    expect((await roleOf(bob))[2]).to.equal(2)
  })
  leaf('when it is appointed again 90 days after its end', 'it begins anew', async () => {
    const { alice, steward } = w.accounts
    await appoint(alice)
    const until = await appoint(alice)
    await w.time.setNextBlockTimestamp(until + 90 * DAY)
    await set(alice, until + YEAR)
    expect(await roleOf(alice)).to.deep.equal([true, until + YEAR, 1])
    const ofSteward = await appoint(steward)
    expect(await roleOf(steward)).to.deep.equal([true, ofSteward, 1])
  })
  leaf('when it moves', 'end and terms go along', async () => {
    const { alice, bob } = w.accounts
    await appoint(alice)
    const until = await appoint(alice)
    await expect(w.move(alice, bob)).to.emit(w.ledger, 'StewardSet').withArgs(bob.address, true, until)
    expect([(await roleOf(alice))[0], await roleOf(bob)]).to.deep.equal([false, [true, until, 2]])
    await w.time.increaseTo(until)
    expect(await w.ledger.isSteward(bob.address)).to.equal(false)
  })
  leaf('given its term is over, or it was removed, when it moves', 'its terms go along, the role does not', async () => {
    const { alice, bob, carol, dave } = w.accounts
    await appoint(alice)
    const until = await appoint(alice, 10 * DAY)
    await w.time.increaseTo(until)
    await w.move(alice, bob)
    expect(await roleOf(bob)).to.deep.equal([false, until, 2])
    const again = await appoint(bob)
    expect(await roleOf(bob)).to.deep.equal([true, again, 3])
    const removed = await appoint(carol)
    await set(carol, 0)
    await w.move(carol, dave)
    expect(await roleOf(dave)).to.deep.equal([false, removed, 1])
  })
  leaf('given who goes on is a steward', 'their own term stays as it is', async () => {
    const { alice, bob, dave, steward, steward2 } = w.accounts
    // Of one who was removed and had no end.
    await set(steward, 0)
    const until = await appoint(bob)
    await w.move(steward, bob)
    expect(await roleOf(bob)).to.deep.equal([true, until, 1])
    // Of one who served in former years.
    const former = await appoint(alice, DAY)
    await w.time.increaseTo(former)
    const ofDave = await appoint(dave)
    await w.move(alice, dave)
    expect(await roleOf(dave)).to.deep.equal([true, ofDave, 1])
    // Of one who is a steward, too.
    await w.move(steward2, dave)
    expect([(await roleOf(steward2))[0], await roleOf(dave)]).to.deep.equal([false, [true, ofDave, 1]])
  })
  leaf('given the term of who goes on is over', 'no term of who moves makes them a steward again', async () => {
    const { alice, bob } = w.accounts
    const until = await appoint(alice, DAY)
    const ofBob = await appoint(bob)
    await set(bob, 0)
    await w.time.increaseTo(until)
    await w.move(bob, alice)
    expect(await roleOf(alice)).to.deep.equal([false, ofBob, 1])
  })
})
