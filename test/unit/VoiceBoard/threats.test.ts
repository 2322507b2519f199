import { expect } from 'chai'
import { ethers } from 'ethers'
import { refuses } from '../../utils/errors.ts'
import { RULES, Support } from '../../utils/governance.ts'
import { deployVoice, useVoice } from '../../utils/voice.ts'
import { Change, coder, DAY, DESIGN, useWorld, type World } from '../../utils/world.ts'

type Group = Awaited<ReturnType<ReturnType<typeof useVoice>['appointGroup']>>

let group: Group
/** A group that governs: alice, bob and carol have 1,000 each. */
const govern = async (w: World) => {
  const { earn, delegate, appointGroup } = useVoice(w)
  const { alice, bob, carol } = w.accounts
  for (const account of [alice, bob, carol]) {
    await delegate(account)
    await earn(account, 1_000)
  }
  group = await appointGroup({ ...RULES.crew, stopHeads: 2 })
}
/** A proposal to lengthen the notice, in a text of its own. */
const proposal = async (w: World, text: string) => {
  const data: string = w.board.interface.encodeFunctionData('lengthenNotice', [w.V, 8 * DAY])
  const [targets, values, calls] = [[await w.board.getAddress()], [0n], [data]]
  return {
    id: await group.hashProposal(targets, values, calls, ethers.id(text)),
    propose: (by: World['accounts']['alice']) => group.connect(by).propose(targets, values, calls, text),
    call: group.interface.encodeFunctionData('propose', [targets, values, calls, text]),
  }
}

describe('T70: several blocks of one second', () => {
  const w = useWorld(govern, undefined, { allowBlocksWithSameTimestamp: true })
  const { delegate, count } = useVoice(w)

  it('are the same moment: no voice of it counts in a proposal of it, and none counts twice (T56)', async () => {
    const { alice, bob, dave, fee } = w.accounts
    await w.give({ to: dave.address, quantity: 1_000 })
    const { id, propose } = await proposal(w, 'now')
    const now = (await w.time.latest()) + 10
    const send = async <T>(transaction: () => Promise<T>) => {
      await w.time.setNextBlockTimestamp(now)
      return transaction()
    }
    const first = await w.hh.provider.getBlockNumber()
    await send(() => delegate(dave))
    await send(() => count(dave))
    await send(() => propose(alice))
    await send(() => group.connect(alice).castVote(id, Support.Against))
    await send(async () => w.move(alice, fee))
    await send(() => delegate(fee))
    for (const account of [dave, fee]) {
      await refuses(
        send(() => group.connect(account).castVote(id, Support.Against)),
        'VoiceMissing',
        [account.address, id],
      )
    }
    // What bob had the second before counts, whoever has it now.
    await send(() => delegate(bob, dave))
    await send(() => group.connect(bob).castVote(id, Support.Against))
    expect([await w.time.latest(), (await w.hh.provider.getBlockNumber()) - first]).to.deep.equal([now, 8])
    const { castVoice, headsAgainst } = await group.tallyOf(id)
    expect([castVoice, headsAgainst, await group.proposalSnapshot(id)]).to.deep.equal([2_000n, 2n, BigInt(now - 1)])
    await refuses(w.ledger.getPastVotes(dave.address, now), 'ERC5805FutureLookup', [now, now])
    await w.time.increaseTo(now + 1)
    const past = await Promise.all([alice, bob, dave, fee].map(({ address }) => w.ledger.getPastVotes(address, now)))
    expect(past).to.deep.equal([0n, 0n, 2_000n, 1_000n])
  })
})

describe('T57: a contract that does all of it in one transaction', () => {
  const w = useWorld(govern)

  it('contributes, is accepted, opts in and counts, but has no voice in what is proposed or stands proposed', async () => {
    const { alice, steward } = w.accounts
    const flash = await deployVoice(w, 'InOneGo')
    const account = String(flash.target)
    const open = await proposal(w, 'open')
    await open.propose(alice)
    const batch = await w.batch([{ to: account, quantity: 1_000 }], { proposer: account })
    const attestation = await w.signAttestation(steward, batch.id, batch.header.entriesHash)
    const encode = (contract: { target: unknown; interface: unknown }, name: string, ...args: unknown[]) =>
      [contract.target, (contract.interface as ethers.Interface).encodeFunctionData(name, args)] as const
    const voice = [
      encode(w.ledger, 'propose', batch.proposal),
      encode(w.review, 'acceptAttested', w.L, batch.header, batch.entries, 0, 1, [attestation]),
      encode(w.ledger, 'delegate', account),
      encode(w.voices, 'updateVoice', w.L, account, [DESIGN]),
    ]
    const run = (...calls: (readonly [unknown, string])[]) =>
      flash.getFunction('run')(
        calls.map(([to]) => to),
        calls.map(([, data]) => data),
      ) as Promise<unknown>
    const own = await proposal(w, 'flash')
    await refuses(run(...voice, [group.target, own.call]), 'GovernorInsufficientProposerVotes', [account, 0])
    await refuses(run(...voice, encode(group, 'castVote', open.id, Support.Against)), 'VoiceMissing', [account, open.id])
    await run(...voice)
    expect(await w.ledger.getVotes(account)).to.equal(1_000n)
    await refuses(run(encode(group, 'castVote', open.id, Support.Against)), 'VoiceMissing', [account, open.id])
    await run([group.target, own.call])
    expect(await group.proposalProposer(own.id)).to.equal(account)
  })
})

describe('T75: who takes their voice back', () => {
  const w = useWorld(govern)
  const { delegate, inOneBlock } = useVoice(w)

  it('has it back for whatever is proposed from the next second on, and not for what was before', async () => {
    const { alice, bob, carol } = w.accounts
    await delegate(alice, bob)
    const [before, after] = [await proposal(w, 'before'), await proposal(w, 'after')]
    await w.time.increase(1)
    await before.propose(carol)
    const done = await inOneBlock(
      (options) => w.ledger.connect(alice).delegate(alice.address, options),
      (options) => group.connect(bob).castVote(before.id, Support.For, options),
    )
    await w.time.increase(1)
    await after.propose(carol)
    await group.connect(bob).castVote(after.id, Support.For)
    await group.connect(alice).castVote(after.id, Support.Against)
    await refuses(group.connect(alice).castVote(before.id, Support.Against), 'VoiceMissing', [alice.address, before.id])
    const cast = await Promise.all([before, after].map(async ({ id }) => (await group.tallyOf(id)).castVoice))
    expect([done, cast]).to.deep.equal([
      [true, true],
      [2_000n, 2_000n],
    ])
  })
})

describe('T73: whoever is put out', () => {
  const w = useWorld(govern)

  it('keeps all that has accrued, and claims it', async () => {
    const { alice, bob, founder } = w.accounts
    await w.sale(3_000)
    const due = await w.owed(alice)
    const asGroup = await w.as(String(group.target))
    await w.board.connect(asGroup).announceChange(w.V, Change.Bar, coder.encode(['address', 'uint40'], [alice.address, 1]))
    await w.time.increase(7 * DAY)
    await w.board.applyChange(w.V, Change.Bar, coder.encode(['address', 'uint40'], [alice.address, 1]))
    await w.ledger.connect(await w.as(await w.review.getAddress())).correctUnits(alice.address, DESIGN, 1_000)
    await useVoice(w).count(alice, [DESIGN], founder)
    await w.time.increaseTo(await w.voices.lapsesAt(w.L, alice.address))
    await w.voices.lapse(w.L, alice.address)
    expect([due > 900n, await w.owed(alice)]).to.deep.equal([true, due])
    await w.venture.connect(alice).claim(alice.address, [w.T], [DESIGN], 0)
    expect([await w.token.balanceOf(alice.address), await w.owed(bob)]).to.deep.equal([due, due])
  })
})
