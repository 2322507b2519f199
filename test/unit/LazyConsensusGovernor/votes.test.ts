import type { HardhatEthersSigner } from '@nomicfoundation/hardhat-ethers/types'
import { expect } from 'chai'
import { refuses } from '../../utils/errors.ts'
import { type GovernedWorld, type Proposal, ProposalState, RULES, Support, useGovernedWorld } from '../../utils/governance.ts'
import { leaf } from '../../utils/leaf.ts'
import { DAY, REVIEW } from '../../utils/world.ts'

const { Against, For, Abstain } = Support
const { Active, Defeated, Succeeded } = ProposalState

/** Gives the first people so much voice each, and returns them. */
const electorate = async (w: GovernedWorld, voices: readonly number[]) => {
  for (const [i, voice] of voices.entries()) await w.giveVoice(w.people[i] as HardhatEthersSigner, voice)
  return w.people.slice(0, voices.length) as [HardhatEthersSigner, HardhatEthersSigner, HardhatEthersSigner, HardhatEthersSigner]
}
/** State after the window, when these voted. */
const outcome = async (w: GovernedWorld, proposal: Proposal, votes: readonly [HardhatEthersSigner, number][]) => {
  for (const [voter, support] of votes) await w.vote(proposal, support, voter)
  await w.time.increaseTo((await w.deadlineOf(proposal)) + 1)
  return w.stateOf(proposal)
}

describe('LazyConsensusGovernor.castVote', () => {
  const w = useGovernedWorld({ members: 0, rules: { ...RULES.circle, quorumBps: 2_000 } })

  leaf('given the proposal does not exist', 'it reverts with GovernorNonexistentProposal', async () => {
    await electorate(w, [1_000])
    await refuses(w.governor.connect(w.accounts.alice).castVote(1n, Against), 'GovernorNonexistentProposal', [1n])
  })
  leaf('given the voter had no voice before the proposal', 'it reverts with VoiceMissing', async () => {
    const [alice] = await electorate(w, [1_000])
    const proposal = await w.proposeActions(w.lengthenNotice())
    await w.giveVoice(w.accounts.bob, 500n)
    await refuses(w.vote(proposal, Against, w.accounts.bob), 'VoiceMissing', [w.accounts.bob.address, proposal.id])
    await w.vote(proposal, Against, alice)
  })
  leaf('given the voter voted already', 'it reverts with GovernorAlreadyCastVote', async () => {
    const [alice] = await electorate(w, [1_000])
    const proposal = await w.proposeActions(w.lengthenNotice())
    await w.vote(proposal, Against, alice)
    expect(await w.governor.hasVoted(proposal.id, alice.address)).to.equal(true)
    for (const support of [Against, For])
      await refuses(w.vote(proposal, support, alice), 'GovernorAlreadyCastVote', [alice.address])
  })
  leaf('when it is neither against, for nor abstaining', 'it reverts with GovernorInvalidVoteType', async () => {
    const [alice] = await electorate(w, [1_000])
    await refuses(w.vote(await w.proposeActions(w.lengthenNotice()), 3, alice), 'GovernorInvalidVoteType', [])
  })
  leaf('when a voter casts more than a tenth of reachable voice', 'a tenth counts, and all of it for the quorum', async () => {
    const [alice] = await electorate(w, [9_000, 1_000])
    const proposal = await w.proposeActions(w.removeSteward())
    await expect(w.governor.connect(alice).castVoteWithReason(proposal.id, For, 'because'))
      .to.emit(w.governor, 'VoteCast')
      .withArgs(alice.address, proposal.id, For, 1_000n, 'because')
    const { forVoice, castVoice, headsFor } = await w.governor.tallyOf(proposal.id)
    expect([forVoice, castVoice, headsFor]).to.deep.equal([1_000n, 9_000n, 1n])
    expect(await w.governor.getVotes(alice.address, await w.governor.proposalSnapshot(proposal.id))).to.equal(9_000n)
  })
  leaf('when a representative casts what others delegated', 'it counts as the voice of one', async () => {
    const [alice] = await electorate(w, [700, 8_600])
    await w.giveVoice(w.accounts.carol, 700n, REVIEW, alice)
    const proposal = await w.proposeActions(w.removeSteward())
    await w.vote(proposal, Against, alice)
    const { againstVoice, castVoice, headsAgainst } = await w.governor.tallyOf(proposal.id)
    expect([againstVoice, castVoice, headsAgainst]).to.deep.equal([1_000n, 1_400n, 1n])
    await refuses(w.vote(proposal, Against, w.accounts.carol), 'VoiceMissing', [w.accounts.carol.address, proposal.id])
  })
  leaf('when a voter casts less than makes a head', 'no head is counted', async () => {
    const [, bob, carol, dave] = await electorate(w, [9_000, 799, 800, 801])
    const proposal = await w.proposeActions(w.removeSteward())
    await w.vote(proposal, Against, bob)
    await w.vote(proposal, For, carol)
    await w.vote(proposal, Abstain, dave)
    const { headsFor, headsAgainst, headsAbstaining } = await w.governor.tallyOf(proposal.id)
    expect([headsFor, headsAgainst, headsAbstaining]).to.deep.equal([1n, 0n, 1n])
  })
  leaf('given all reachable voice is little', 'a tenth of it makes a head', async () => {
    const [, bob, carol] = await electorate(w, [801, 100, 99])
    const proposal = await w.proposeActions(w.lengthenNotice())
    expect((await w.governor.motionOf(proposal.id)).headVoice).to.equal(100n)
    await w.vote(proposal, Against, bob, carol)
    expect((await w.governor.tallyOf(proposal.id)).headsAgainst).to.equal(1n)
  })
  leaf('when the governor governs', 'the voice of the voter does not lapse for another 24 months', async () => {
    const [alice] = await electorate(w, [1_000])
    await w.time.increase(100 * DAY)
    const proposal = await w.proposeActions(w.lengthenNotice())
    const before = await w.voices.lapsesAt(w.L, alice.address)
    await w.vote(proposal, For, alice)
    expect((await w.voices.lapsesAt(w.L, alice.address)) - before).to.be.within(BigInt(100 * DAY), BigInt(101 * DAY))
  })

  leaf('given a lazy proposal', 'when nobody votes', 'it passes', async () => {
    await electorate(w, [1_000])
    expect(await outcome(w, await w.proposeActions(w.lengthenNotice()), [])).to.equal(Succeeded)
  })
  leaf('given a lazy proposal', 'when objections reach the stop in voice exactly', 'it is stopped', async () => {
    const [, bob, carol] = await electorate(w, [9_000, 500, 500])
    const votes: [HardhatEthersSigner, number][] = [
      [bob, Against],
      [carol, Against],
    ]
    expect(await outcome(w, await w.proposeActions(w.lengthenNotice()), votes)).to.equal(Defeated)
  })
  leaf('given a lazy proposal', 'when objections are one unit below the stop', 'it passes', async () => {
    const [, bob, carol] = await electorate(w, [9_001, 500, 499])
    const votes: [HardhatEthersSigner, number][] = [
      [bob, Against],
      [carol, Against],
    ]
    expect(await outcome(w, await w.proposeActions(w.lengthenNotice()), votes)).to.equal(Succeeded)
  })
  leaf('given a lazy proposal', 'when one with more than a tenth of odd voice objects', 'it is stopped', async () => {
    const [alice] = await electorate(w, [9_004, 1_003])
    const proposal = await w.proposeActions(w.lengthenNotice())
    expect(await outcome(w, proposal, [[alice, Against]])).to.equal(Defeated)
    expect((await w.governor.tallyOf(proposal.id)).againstVoice, 'a tenth, rounded down').to.equal(1_000n)
  })
  leaf('given a lazy proposal', 'when as many heads object as stop it', 'it is stopped', async () => {
    const [, bob, carol] = await electorate(w, [17_000, 800, 800, 1_400])
    const votes: [HardhatEthersSigner, number][] = [
      [bob, Against],
      [carol, Against],
    ]
    expect(await outcome(w, await w.proposeActions(w.lengthenNotice()), votes)).to.equal(Defeated)
  })
  leaf('given a lazy proposal', 'when one head less objects', 'it passes', async () => {
    const [, bob, carol] = await electorate(w, [17_000, 800, 799, 1_401])
    const votes: [HardhatEthersSigner, number][] = [
      [bob, Against],
      [carol, Against],
    ]
    expect(await outcome(w, await w.proposeActions(w.lengthenNotice()), votes)).to.equal(Succeeded)
  })
  leaf('given a lazy proposal', 'when many are for it and as many as stop it are against', 'it is stopped', async () => {
    const [alice, bob, carol, dave] = await electorate(w, [9_000, 5_000, 1_000, 1_000])
    const votes: [HardhatEthersSigner, number][] = [
      [alice, For],
      [bob, For],
      [carol, Against],
      [dave, Against],
    ]
    expect(await outcome(w, await w.proposeActions(w.lengthenNotice()), votes)).to.equal(Defeated)
  })
  leaf('given a lazy proposal', 'when it passed and waits', 'an objection still stops it, a vote for it is refused', async () => {
    const [alice, bob, carol] = await electorate(w, [17_000, 1_000, 1_000, 1_000])
    const proposal = await w.proposeActions(w.lengthenNotice())
    await w.vote(proposal, Against, bob)
    await w.wait(proposal)
    expect(await w.stateOf(proposal)).to.equal(Succeeded)
    for (const support of [For, Abstain]) {
      await refuses(w.vote(proposal, support, alice), 'GovernorUnexpectedProposalState', [proposal.id, Succeeded])
    }
    await expect(w.governor.connect(carol).castVoteWithReason(proposal.id, Against, 'late'))
      .to.emit(w.governor, 'VoteCast')
      .withArgs(carol.address, proposal.id, Against, 1_000n, 'late')
    expect(await w.stateOf(proposal)).to.equal(Defeated)
    await refuses(w.execute(proposal), 'GovernorUnexpectedProposalState', [proposal.id, Defeated])
  })

  leaf('given a consensus proposal', 'when less than the quorum takes part', 'it fails', async () => {
    const [alice] = await electorate(w, [1_999, 8_001])
    expect(await outcome(w, await w.proposeActions(w.removeSteward()), [[alice, For]])).to.equal(Defeated)
  })
  leaf('given a consensus proposal', 'when exactly the quorum takes part', 'it passes', async () => {
    const [alice] = await electorate(w, [2_000, 8_000])
    expect(await outcome(w, await w.proposeActions(w.removeSteward()), [[alice, For]])).to.equal(Succeeded)
  })
  leaf('given a consensus proposal', 'when exactly two thirds are for it', 'it passes', async () => {
    const [, bob, carol, dave] = await electorate(w, [12_000, 1_000, 1_000, 1_000])
    const votes: [HardhatEthersSigner, number][] = [
      [bob, For],
      [carol, For],
      [dave, Against],
    ]
    expect(await outcome(w, await w.proposeActions(w.removeSteward()), votes)).to.equal(Succeeded)
  })
  leaf('given a consensus proposal', 'when one unit less than two thirds is for it', 'it fails', async () => {
    const [, bob, carol, dave] = await electorate(w, [11_999, 1_000, 1_000, 1_001])
    const votes: [HardhatEthersSigner, number][] = [
      [bob, For],
      [carol, For],
      [dave, Against],
    ]
    expect(await outcome(w, await w.proposeActions(w.removeSteward()), votes)).to.equal(Defeated)
  })
  leaf('given a consensus proposal', 'when as many heads are against it as for it', 'it fails, whatever the voice', async () => {
    const [alice, bob, carol] = await electorate(w, [12_500, 800, 200, 1_500])
    const votes: [HardhatEthersSigner, number][] = [
      [alice, For],
      [carol, For],
      [bob, Against],
    ]
    const proposal = await w.proposeActions(w.removeSteward())
    expect(await outcome(w, proposal, votes)).to.equal(Defeated)
    const { forVoice, againstVoice } = await w.governor.tallyOf(proposal.id)
    expect(forVoice * 3n >= (forVoice + againstVoice) * 2n, 'two thirds of the voice').to.equal(true)
  })
  leaf('given a consensus proposal', 'when all abstain', 'it fails', async () => {
    const [alice, bob] = await electorate(w, [1_000, 1_000])
    const votes: [HardhatEthersSigner, number][] = [
      [alice, Abstain],
      [bob, Abstain],
    ]
    expect(await outcome(w, await w.proposeActions(w.removeSteward()), votes)).to.equal(Defeated)
  })
  leaf('given a consensus proposal', 'when some abstain', 'they count for the quorum only', async () => {
    const [alice, bob] = await electorate(w, [1_000, 1_000, 8_000])
    const proposal = await w.proposeActions(w.removeSteward())
    expect(
      await outcome(w, proposal, [
        [alice, For],
        [bob, Abstain],
      ]),
    ).to.equal(Succeeded)
    const { forVoice, againstVoice, castVoice } = await w.governor.tallyOf(proposal.id)
    expect([forVoice, againstVoice, castVoice]).to.deep.equal([1_000n, 0n, 2_000n])
  })
  leaf('given a consensus proposal', 'when it passed and waits', 'no vote is taken any more', async () => {
    const [alice, bob] = await electorate(w, [5_000, 5_000])
    const proposal = await w.proposeActions(w.removeSteward())
    expect(await outcome(w, proposal, [[alice, For]])).to.equal(Succeeded)
    await refuses(w.vote(proposal, Against, bob), 'GovernorUnexpectedProposalState', [proposal.id, Succeeded])
  })

  /** Votes at a moment and says when the window ends then. */
  const voteAt = async (proposal: Proposal, moment: number, voter: HardhatEthersSigner, support: number) => {
    await w.time.setNextBlockTimestamp(moment)
    await w.vote(proposal, support, voter)
    return w.deadlineOf(proposal)
  }
  leaf('when a head objects when the last quarter begins', 'the window stays', async () => {
    const [, bob, carol] = await electorate(w, [17_000, 1_000, 1_000])
    const proposal = await w.proposeActions(w.lengthenNotice())
    const deadline = await w.deadlineOf(proposal)
    expect(await voteAt(proposal, deadline - (5 * DAY) / 4, bob, Against)).to.equal(deadline)
    expect(await voteAt(proposal, deadline, carol, Against), 'a later one still extends it').to.equal(deadline + (5 * DAY) / 4)
  })
  leaf('when a head objects in the last quarter', 'the window ends a quarter later, once', async () => {
    const [, bob, carol, dave] = await electorate(w, [17_000, 800, 800, 500])
    const proposal = await w.proposeActions(w.lengthenNotice())
    const first = (await w.deadlineOf(proposal)) - (5 * DAY) / 4 + 1
    await w.time.setNextBlockTimestamp(first)
    await expect(w.governor.connect(bob).castVote(proposal.id, Against))
      .to.emit(w.governor, 'ProposalExtended')
      .withArgs(proposal.id, first + (5 * DAY) / 4)
    const extended = await w.deadlineOf(proposal)
    expect(extended).to.equal(first + (5 * DAY) / 4)
    expect(await voteAt(proposal, extended - 1, carol, Against)).to.equal(extended)
    expect(await voteAt(proposal, extended, dave, Against)).to.equal(extended)
    expect(await w.stateOf(proposal)).to.equal(Active)
  })
  leaf('when one who is no head objects in the last quarter', 'the window stays, unless it turns the outcome', async () => {
    const [, bob, carol] = await electorate(w, [9_000, 500, 500])
    const proposal = await w.proposeActions(w.lengthenNotice())
    const deadline = await w.deadlineOf(proposal)
    expect(await voteAt(proposal, deadline - 5, bob, Against)).to.equal(deadline)
    expect(await voteAt(proposal, deadline, carol, Against)).to.equal(deadline + (5 * DAY) / 4)
  })
  leaf('when a vote for it turns the outcome in the last quarter', 'the window ends a quarter later', async () => {
    const [, bob, carol, dave] = await electorate(w, [12_000, 1_000, 1_000, 1_000])
    const proposal = await w.proposeActions(w.removeSteward())
    const deadline = await w.deadlineOf(proposal)
    await w.vote(proposal, Against, bob)
    expect(await voteAt(proposal, deadline - 1, carol, For)).to.equal(deadline)
    expect(await voteAt(proposal, deadline, dave, For)).to.equal(deadline + (7 * DAY) / 4)
  })
  leaf('when somebody objects in the last second', 'others have a quarter of the window to answer', async () => {
    const [, bob, carol] = await electorate(w, [17_000, 1_000, 1_000])
    const proposal = await w.proposeActions(w.lengthenNotice())
    const deadline = await w.deadlineOf(proposal)
    const extended = await voteAt(proposal, deadline, bob, Against)
    expect(extended).to.equal(deadline + (5 * DAY) / 4)
    await voteAt(proposal, extended, carol, Against)
    await w.time.increase(1)
    expect(await w.stateOf(proposal)).to.equal(Defeated)
  })
  leaf('when the quorum is reached in the last quarter', 'the window ends a quarter later, once', async () => {
    const [alice, bob, carol] = await electorate(w, [1_000, 1_000, 3_000, 5_000])
    const proposal = await w.proposeActions(w.removeSteward())
    const deadline = await w.deadlineOf(proposal)
    expect(await voteAt(proposal, deadline - 10, alice, For), 'no quorum yet').to.equal(deadline)
    expect(await voteAt(proposal, deadline - 5, bob, For), 'the quorum').to.equal(deadline - 5 + (7 * DAY) / 4)
    expect(await voteAt(proposal, deadline, carol, Against), 'once').to.equal(deadline - 5 + (7 * DAY) / 4)
  })
  leaf('when somebody votes for it in the last quarter', 'the window of a lazy proposal stays', async () => {
    const [alice] = await electorate(w, [5_000, 5_000])
    const proposal = await w.proposeActions(w.lengthenNotice())
    const deadline = await w.deadlineOf(proposal)
    expect(await voteAt(proposal, deadline, alice, For)).to.equal(deadline)
  })
})

/** As OpenZeppelin's Governor names them. */
const ballotTypes = {
  Ballot: [
    { name: 'proposalId', type: 'uint256' },
    { name: 'support', type: 'uint8' },
    { name: 'voter', type: 'address' },
    { name: 'nonce', type: 'uint256' },
  ],
}
const extendedBallotTypes = {
  ExtendedBallot: [...ballotTypes.Ballot, { name: 'reason', type: 'string' }, { name: 'params', type: 'bytes' }],
}
const domainOf = (w: GovernedWorld) => ({
  name: 'OpenValueGovernor',
  version: '1',
  chainId: w.chainId,
  verifyingContract: w.G,
})

describe('other ways to vote', () => {
  const w = useGovernedWorld({ members: 3 })

  describe('LazyConsensusGovernor.castVoteWithReason', () => {
    leaf('T74: when the reason is 100 kB long', 'whoever sends it pays, and nobody gets anything back', async () => {
      const [alice, bob] = w.members as [HardhatEthersSigner, HardhatEthersSigner]
      const proposal = await w.proposeActions(w.lengthenNotice())
      await w.accounts.stranger.sendTransaction({ to: w.G, value: 10n ** 18n })
      const before = await w.hh.provider.getBalance(bob.address)
      const sent = await w.governor.connect(bob).castVoteWithReason(proposal.id, Against, 'r'.repeat(100_000))
      const { gasUsed, gasPrice } = (await sent.wait()) as { gasUsed: bigint; gasPrice: bigint }
      expect(before - (await w.hh.provider.getBalance(bob.address))).to.equal(gasUsed * gasPrice)
      expect(await w.hh.provider.getBalance(w.G)).to.equal(10n ** 18n)
      const plain = (await (await w.governor.connect(alice).castVote(proposal.id, Against)).wait()) as { gasUsed: bigint }
      expect(gasUsed > plain.gasUsed * 10n, 'it costs what it costs').to.equal(true)
      await w.wait(proposal)
      expect((await w.governor.tallyOf(proposal.id)).headsAgainst).to.equal(2n)
    })
  })

  describe('LazyConsensusGovernor.castVoteWithReasonAndParams', () => {
    leaf('when parameters are given', 'it counts as any vote, and the event names them', async () => {
      const [alice] = w.members as [HardhatEthersSigner]
      const proposal = await w.proposeActions(w.lengthenNotice())
      await expect(w.governor.connect(alice).castVoteWithReasonAndParams(proposal.id, Against, 'no', '0x1234'))
        .to.emit(w.governor, 'VoteCastWithParams')
        .withArgs(alice.address, proposal.id, Against, 1_200n, 'no', '0x1234')
      expect((await w.governor.tallyOf(proposal.id)).againstVoice).to.equal(1_200n)
    })
  })

  describe('LazyConsensusGovernor.castVoteBySig', () => {
    const signBallot = async (
      voter: HardhatEthersSigner,
      { id }: Proposal,
      support: number,
      nonce: bigint,
      domain = domainOf(w),
    ) => voter.signTypedData(domain, ballotTypes, { proposalId: id, support, voter: voter.address, nonce })
    const submit = (voter: HardhatEthersSigner, { id }: Proposal, support: number, signature: string) =>
      w.governor.connect(w.accounts.stranger).castVoteBySig(id, support, voter.address, signature)

    leaf('when a member signed and somebody else submits it', 'it is the vote of the member, once', async () => {
      const [alice] = w.members as [HardhatEthersSigner]
      const proposal = await w.proposeActions(w.lengthenNotice())
      const signature = await signBallot(alice, proposal, Against, 0n)
      await submit(alice, proposal, Against, signature)
      expect(await w.governor.hasVoted(proposal.id, alice.address)).to.equal(true)
      await refuses(submit(alice, proposal, Against, signature), 'GovernorInvalidSignature', [alice.address])
      await refuses(submit(alice, proposal, Against, await signBallot(alice, proposal, Against, 1n)), 'GovernorAlreadyCastVote', [
        alice.address,
      ])
    })
    leaf(
      'when the signature is for another proposal, vote, voter or governor',
      'it reverts with GovernorInvalidSignature',
      async () => {
        const [alice, bob] = w.members as [HardhatEthersSigner, HardhatEthersSigner]
        const proposal = await w.proposeActions(w.lengthenNotice())
        const other = await w.proposeActions(w.openPool())
        const elsewhere = { ...domainOf(w), verifyingContract: String(w.governorCode.target) }
        for (const signature of [
          await signBallot(alice, other, Against, 0n),
          await signBallot(alice, proposal, For, 0n),
          await signBallot(bob, proposal, Against, 0n),
          await signBallot(alice, proposal, Against, 1n),
          await signBallot(alice, proposal, Against, 0n, elsewhere),
          await signBallot(alice, proposal, Against, 0n, { ...domainOf(w), chainId: 1 }),
        ]) {
          await refuses(submit(alice, proposal, Against, signature), 'GovernorInvalidSignature', [alice.address])
        }
        expect((await w.governor.tallyOf(proposal.id)).castVoice).to.equal(0n)
      },
    )
  })

  describe('LazyConsensusGovernor.castVoteWithReasonAndParamsBySig', () => {
    leaf('when a member signed vote and reason', 'both are as signed, once', async () => {
      const [alice] = w.members as [HardhatEthersSigner]
      const proposal = await w.proposeActions(w.lengthenNotice())
      const message = { proposalId: proposal.id, support: Against, voter: alice.address, nonce: 0n, reason: 'no', params: '0x' }
      const signature = await alice.signTypedData(domainOf(w), extendedBallotTypes, message)
      const submit = (reason: string) =>
        w.governor.castVoteWithReasonAndParamsBySig(proposal.id, Against, alice.address, reason, '0x', signature)
      await refuses(submit('yes'), 'GovernorInvalidSignature', [alice.address])
      await expect(submit('no')).to.emit(w.governor, 'VoteCast').withArgs(alice.address, proposal.id, Against, 1_200n, 'no')
      await refuses(submit('no'), 'GovernorInvalidSignature', [alice.address])
    })
  })
})

describe('a crew of three', () => {
  const w = useGovernedWorld({ members: 3, rules: RULES.crew })
  const [first, second, third] = [0, 1, 2].map((i) => () => w.members[i] as HardhatEthersSigner) as [
    () => HardhatEthersSigner,
    () => HardhatEthersSigner,
    () => HardhatEthersSigner,
  ]

  it('one of them stops a lazy proposal, and two decide it then', async () => {
    const proposal = await w.proposeActions(w.lengthenNotice())
    expect(await outcome(w, proposal, [[third(), Against]])).to.equal(Defeated)
    await w.governor.escalate(proposal.id)
    expect(
      await outcome(w, proposal, [
        [first(), For],
        [second(), For],
      ]),
    ).to.equal(Succeeded)
    await w.execute(proposal)
    expect(await w.venture.noticePeriod()).to.equal(8 * DAY)
  })
  it('two of them decide by consensus, one alone does not, however large', async () => {
    const both = await w.proposeActions(w.removeSteward())
    const votes: [HardhatEthersSigner, number][] = [
      [first(), For],
      [second(), For],
      [third(), Against],
    ]
    expect(await outcome(w, both, votes)).to.equal(Succeeded)
    await w.giveVoice(first(), 100_000n)
    const alone = await w.proposeActions(w.removeSteward(w.accounts.steward2))
    expect(await outcome(w, alone, [[first(), For]])).to.equal(Defeated)
    const { castVoice, headsFor } = await w.governor.tallyOf(alone.id)
    expect([castVoice, headsFor], 'voice enough, but one head').to.deep.equal([104_000n, 1n])
  })
  it('carries out what it decided as soon as the window is over', async () => {
    const proposal = await w.proposeActions(w.lengthenNotice())
    const deadline = await w.deadlineOf(proposal)
    await w.time.setNextBlockTimestamp(deadline)
    await refuses(w.execute(proposal), 'GovernorUnexpectedProposalState', [proposal.id, Active])
    await w.time.setNextBlockTimestamp(deadline + 1)
    await w.execute(proposal)
    expect(await w.venture.noticePeriod()).to.equal(8 * DAY)
  })
})
