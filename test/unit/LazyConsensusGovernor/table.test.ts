import type { HardhatEthersSigner } from '@nomicfoundation/hardhat-ethers/types'
import { expect } from 'chai'
import { refuses } from '../../utils/errors.ts'
import {
  ESCALATION_PERIOD,
  EXECUTION_PERIOD,
  type GovernedWorld,
  type Proposal,
  ProposalState,
  RULES,
  Support,
  useGovernedWorld,
} from '../../utils/governance.ts'
import { Change, coder, DAY } from '../../utils/world.ts'

/**
 * Who can do what with a proposal, one second before, at and after every limit. A cell of four words is for its proposer, a
 * member, a member who voted, and somebody without a voice; a cell of one word is for all of them. D: last second of its
 * window. R: first second it can be executed. E: last second it can be escalated. X: last second it can be executed.
 */
const TABLE = `
  scene            | moment | state     | against            | for                | escalate | execute | withdraw     | propose                   | queue
  unknown          | 0      |           | none               | none               | none     | none    | no           | yes/yes/yes/weak          | none
  lazy             | D-1    | Active    | yes/yes/voted/mute | yes/yes/voted/mute | not      | state   | yes/no/no/no | state/state/state/weak    | state
  lazy             | D      | Active    | yes/yes/voted/mute | yes/yes/voted/mute | not      | state   | yes/no/no/no | state/state/state/weak    | state
  lazy             | D+1    | Succeeded | yes/yes/voted/mute | state              | not      | wait    | no           | state/state/state/weak    | direct
  lazy             | R-1    | Succeeded | yes/yes/voted/mute | state              | not      | wait    | no           | state/state/state/weak    | direct
  lazy             | R      | Succeeded | yes/yes/voted/mute | state              | not      | yes     | no           | state/state/state/weak    | direct
  lazy             | R+1    | Succeeded | yes/yes/voted/mute | state              | not      | yes     | no           | state/state/state/weak    | direct
  lazy             | E+1    | Succeeded | yes/yes/voted/mute | state              | not      | yes     | no           | state/state/state/weak    | direct
  lazy             | X-1    | Succeeded | yes/yes/voted/mute | state              | not      | yes     | no           | state/state/state/weak    | direct
  lazy             | X      | Succeeded | yes/yes/voted/mute | state              | not      | yes     | no           | state/state/state/weak    | direct
  lazy             | X+1    | Expired   | state              | state              | not      | state   | no           | state/state/state/weak    | state
  stopped          | D      | Active    | yes/yes/voted/mute | yes/yes/voted/mute | not      | state   | yes/no/no/no | state/state/state/weak    | state
  stopped          | D+1    | Defeated  | state              | state              | yes      | state   | no           | state/state/state/weak    | state
  stopped          | R      | Defeated  | state              | state              | yes      | state   | no           | state/state/state/weak    | state
  stopped          | E-1    | Defeated  | state              | state              | yes      | state   | no           | state/state/state/weak    | state
  stopped          | E      | Defeated  | state              | state              | yes      | state   | no           | state/state/state/weak    | state
  stopped          | E+1    | Defeated  | state              | state              | late     | state   | no           | state/state/state/weak    | state
  stopped          | X+1    | Defeated  | state              | state              | late     | state   | no           | state/state/state/weak    | state
  escalated        | D-1    | Active    | yes/yes/voted/mute | yes/yes/voted/mute | not      | state   | yes/no/no/no | state/state/state/weak    | state
  escalated        | D      | Active    | yes/yes/voted/mute | yes/yes/voted/mute | not      | state   | yes/no/no/no | state/state/state/weak    | state
  escalated        | D+1    | Defeated  | state              | state              | not      | state   | no           | state/state/state/weak    | state
  escalated, won   | D+1    | Succeeded | state              | state              | not      | wait    | no           | state/state/state/weak    | direct
  escalated, won   | R      | Succeeded | state              | state              | not      | yes     | no           | state/state/state/weak    | direct
  consensus        | D-1    | Active    | yes/yes/voted/mute | yes/yes/voted/mute | not      | state   | yes/no/no/no | state/state/state/weak    | state
  consensus        | D      | Active    | yes/yes/voted/mute | yes/yes/voted/mute | not      | state   | yes/no/no/no | state/state/state/weak    | state
  consensus        | D+1    | Defeated  | state              | state              | not      | state   | no           | state/state/state/weak    | state
  consensus        | R      | Defeated  | state              | state              | not      | state   | no           | state/state/state/weak    | state
  consensus, won   | D      | Active    | yes/yes/voted/mute | yes/yes/voted/mute | not      | state   | yes/no/no/no | state/state/state/weak    | state
  consensus, won   | D+1    | Succeeded | state              | state              | not      | wait    | no           | state/state/state/weak    | direct
  consensus, won   | R-1    | Succeeded | state              | state              | not      | wait    | no           | state/state/state/weak    | direct
  consensus, won   | R      | Succeeded | state              | state              | not      | yes     | no           | state/state/state/weak    | direct
  consensus, won   | R+1    | Succeeded | state              | state              | not      | yes     | no           | state/state/state/weak    | direct
  consensus, won   | X      | Succeeded | state              | state              | not      | yes     | no           | state/state/state/weak    | direct
  consensus, won   | X+1    | Expired   | state              | state              | not      | state   | no           | state/state/state/weak    | state
  withdrawn        | D      | Canceled  | state              | state              | not      | state   | no           | state/state/state/weak    | state
  withdrawn        | R      | Canceled  | state              | state              | not      | state   | no           | state/state/state/weak    | state
  executed         | R+9    | Executed  | state              | state              | not      | state   | no           | state/state/state/weak    | state
  executed         | X+1    | Executed  | state              | state              | not      | state   | no           | state/state/state/weak    | state
  another governor | D      | Active    | yes/yes/voted/mute | yes/yes/voted/mute | not      | state   | yes/no/no/no | charge/charge/charge/weak | state
  another governor | R      | Succeeded | yes/yes/voted/mute | state              | not      | epoch   | no           | charge/charge/charge/weak | direct
`

/** Words of the table. */
const ERRORS: Record<string, string> = {
  none: 'GovernorNonexistentProposal',
  state: 'GovernorUnexpectedProposalState',
  voted: 'GovernorAlreadyCastVote',
  mute: 'VoiceMissing',
  not: 'EscalationNotPossible',
  late: 'EscalationTooLate',
  wait: 'DecisionWaits',
  epoch: 'DecisionOfAnotherEpoch',
  no: 'GovernorUnableToCancel',
  weak: 'GovernorInsufficientProposerVotes',
  charge: 'GovernorNotInCharge',
  direct: 'GovernorProposalQueueingNotRequired',
}

const ACTIONS = ['against', 'for', 'escalate', 'execute', 'withdraw', 'propose', 'queue'] as const
type ActionName = (typeof ACTIONS)[number]

const after = async (w: GovernedWorld, proposal: Proposal) => w.time.increaseTo((await w.deadlineOf(proposal)) + 1)
const voter = (w: GovernedWorld) => w.members[1] as HardhatEthersSigner
const majority = (w: GovernedWorld) => w.members.slice(1, 7)

/** Each begins at the moment it is proposed, and the member who voted has voted in all of them. */
const SCENES: Record<string, (w: GovernedWorld) => Promise<Proposal>> = {
  unknown: async (w) => {
    const { content, text } = { content: w.contentOf([w.lengthenNotice()], 'unknown'), text: 'unknown' }
    return { id: await w.governor.hashProposal(...content), content, text, proposedAt: await w.time.latest() }
  },
  lazy: async (w) => {
    const proposal = await w.proposeActions(w.lengthenNotice())
    await w.vote(proposal, Support.For, voter(w))
    return proposal
  },
  stopped: async (w) => {
    const proposal = await w.proposeActions(w.lengthenNotice())
    await w.vote(proposal, Support.Against, voter(w), w.members[2] as HardhatEthersSigner)
    return proposal
  },
  escalated: async (w) => {
    const proposal = await (SCENES.stopped as (w: GovernedWorld) => Promise<Proposal>)(w)
    await after(w, proposal)
    await w.governor.escalate(proposal.id)
    return proposal
  },
  'escalated, won': async (w) => {
    const proposal = await (SCENES.escalated as (w: GovernedWorld) => Promise<Proposal>)(w)
    await w.vote(proposal, Support.For, ...w.members.slice(3, 7))
    return proposal
  },
  consensus: async (w) => {
    const proposal = await w.proposeActions(w.removeSteward())
    await w.vote(proposal, Support.For, voter(w))
    return proposal
  },
  'consensus, won': async (w) => {
    const proposal = await w.proposeActions(w.removeSteward())
    await w.vote(proposal, Support.For, ...majority(w))
    return proposal
  },
  withdrawn: async (w) => {
    const proposal = await (SCENES.lazy as (w: GovernedWorld) => Promise<Proposal>)(w)
    await w.governor.connect(w.accounts.alice).cancel(...proposal.content)
    return proposal
  },
  executed: async (w) => {
    const proposal = await (SCENES.lazy as (w: GovernedWorld) => Promise<Proposal>)(w)
    await w.wait(proposal)
    await w.execute(proposal)
    return proposal
  },
  'another governor': async (w) => {
    const data = coder.encode(['address'], [w.accounts.founder.address])
    await w.board.connect(await w.as(w.G)).announceChange(w.V, Change.Governor, data)
    await w.time.increase(8 * DAY)
    const proposal = await (SCENES.lazy as (w: GovernedWorld) => Promise<Proposal>)(w)
    await w.board.applyChange(w.V, Change.Governor, data)
    return proposal
  },
}

/** Seconds since 1970 of a moment of the table. */
const momentOf = async (w: GovernedWorld, proposal: Proposal, moment: string) => {
  const [, letter, distance = '0'] = /^([DREX])([+-]\d+)?$/.exec(moment) as unknown as [string, string, string?]
  const deadline = await w.deadlineOf(proposal)
  const end = deadline + RULES.circle.delay
  const at = { D: deadline, R: end + 1, E: deadline + ESCALATION_PERIOD, X: end + EXECUTION_PERIOD }[letter] as number
  return at + Number(distance)
}

/** Tries it, and leaves no trace. */
const attempt = (w: GovernedWorld, { id, content, text }: Proposal, action: ActionName, by: HardhatEthersSigner) => {
  const governor = w.governor.connect(by)
  const [targets, values, calldatas] = content
  if (action === 'against') return governor.castVote.staticCall(id, Support.Against)
  if (action === 'for') return governor.castVote.staticCall(id, Support.For)
  if (action === 'escalate') return governor.escalate.staticCall(id)
  if (action === 'execute') return governor.execute.staticCall(...content)
  if (action === 'withdraw') return governor.cancel.staticCall(...content)
  if (action === 'propose') return governor.propose.staticCall(targets, values, calldatas, text)
  return governor.queue.staticCall(...content)
}

describe('LazyConsensusGovernor: state, action, actor', () => {
  const w = useGovernedWorld()
  const [head, ...rows] = TABLE.trim()
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))
  const columns = (head as string[]).slice(3)

  it('the table names every action, every scene and every word', () => {
    expect(columns).to.deep.equal(ACTIONS)
    expect(new Set(rows.map(([scene]) => scene))).to.deep.equal(new Set(Object.keys(SCENES)))
    const words = new Set(rows.flatMap((row) => row.slice(3).flatMap((cell) => cell.split('/'))))
    expect(words).to.deep.equal(new Set(['yes', ...Object.keys(ERRORS)]))
    const states = new Set(rows.map(([, , state]) => state).filter((state) => state))
    expect([...states].sort()).to.deep.equal(
      Object.keys(ProposalState)
        .filter((state) => state !== 'Pending' && state !== 'Queued')
        .sort(),
    )
  })

  for (const scene of Object.keys(SCENES)) {
    it(`${scene}: T58, T59, T69, G4, G5`, async () => {
      const proposal = await (SCENES[scene] as (w: GovernedWorld) => Promise<Proposal>)(w)
      const actors = [w.accounts.alice, w.members[8] as HardhatEthersSigner, voter(w), w.accounts.stranger]
      for (const [, moment = '', state = '', ...cells] of rows.filter(([name]) => name === scene)) {
        if (state) {
          await w.time.increaseTo(await momentOf(w, proposal, moment))
          expect(await w.stateOf(proposal), moment).to.equal(ProposalState[state as keyof typeof ProposalState])
        }
        for (const [column, action] of ACTIONS.entries()) {
          const words = (cells[column] as string).split('/')
          for (const [i, actor] of actors.entries()) {
            const word = words.length === 1 ? words[0] : words[i]
            const place = `${scene}, ${moment}, ${action}, actor ${i}`
            const call = attempt(w, proposal, action, actor)
            if (word === 'yes') {
              await call.catch((error: unknown) => {
                throw new Error(place, { cause: error })
              })
            } else {
              await refuses(call, ERRORS[word as string] as string).catch((error: unknown) => {
                throw new Error(`${place}: ${String(error)}`)
              })
            }
          }
        }
      }
    })
  }
})
