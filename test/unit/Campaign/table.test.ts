import type { HardhatEthersSigner } from '@nomicfoundation/hardhat-ethers/types'
import { expect } from 'chai'
import { ethers } from 'ethers'
import {
  AGREEMENT,
  type CampaignWorld,
  decide,
  type Decided,
  forVenture,
  GOAL,
  type Opened,
  State,
  useCampaign,
  WINDOW,
} from '../../utils/campaignWorld.ts'
import { refuses } from '../../utils/errors.ts'
import { DAY, ZERO } from '../../utils/world.ts'

/**
 * What is possible one second before, at and after every deadline. All are half-open: at the deadline itself the later side
 * holds. D: the campaign's deadline. P: last moment to propose a release. W: end of a proposal's window. R: release deadline.
 * L: 30 days after W. B: 90 days after the second stop.
 */
const TABLE = `
  scene            | moment | state    | pledge  | unpledge | cancel  | setRefundTo | propose | object  | withdraw | execute | refund  | passOn
  open             | D-1    | Open     | yes     | yes      | yes     | yes         | closed  | unknown | unknown  | unknown | notOver | notOver
  open             | D      | Failed   | notOpen | notOpen  | notOpen | yes         | closed  | unknown | unknown  | unknown | yes     | yes
  open             | D+1    | Failed   | notOpen | notOpen  | notOpen | yes         | closed  | unknown | unknown  | unknown | yes     | yes
  cancelled        | D-1    | Failed   | notOpen | notOpen  | notOpen | yes         | closed  | unknown | unknown  | unknown | yes     | yes
  cancelled        | D      | Failed   | notOpen | notOpen  | notOpen | yes         | closed  | unknown | unknown  | unknown | yes     | yes
  cancelled        | D+1    | Failed   | notOpen | notOpen  | notOpen | yes         | closed  | unknown | unknown  | unknown | yes     | yes
  funded           | D-1    | Funded   | notOpen | notOpen  | notOpen | yes         | yes     | unknown | unknown  | unknown | notOver | notOver
  funded           | D      | Funded   | notOpen | notOpen  | notOpen | yes         | yes     | unknown | unknown  | unknown | notOver | notOver
  funded           | D+1    | Funded   | notOpen | notOpen  | notOpen | yes         | yes     | unknown | unknown  | unknown | notOver | notOver
  funded           | P-1    | Funded   | notOpen | notOpen  | notOpen | yes         | yes     | unknown | unknown  | unknown | notOver | notOver
  funded           | P      | Funded   | notOpen | notOpen  | notOpen | yes         | late    | unknown | unknown  | unknown | notOver | notOver
  funded           | P+1    | Funded   | notOpen | notOpen  | notOpen | yes         | late    | unknown | unknown  | unknown | notOver | notOver
  funded           | R-1    | Funded   | notOpen | notOpen  | notOpen | yes         | late    | unknown | unknown  | unknown | notOver | notOver
  funded           | R      | Failed   | notOpen | notOpen  | notOpen | yes         | closed  | unknown | unknown  | unknown | yes     | yes
  funded           | R+1    | Failed   | notOpen | notOpen  | notOpen | yes         | closed  | unknown | unknown  | unknown | yes     | yes
  purchase made    | W-1    | Funded   | notOpen | notOpen  | notOpen | yes         | live    | yes     | yes      | early   | notOver | notOver
  purchase made    | W      | Funded   | notOpen | notOpen  | notOpen | yes         | live    | over    | yes      | yes     | notOver | notOver
  purchase made    | W+1    | Funded   | notOpen | notOpen  | notOpen | yes         | live    | over    | yes      | yes     | notOver | notOver
  purchase made    | R-1    | Funded   | notOpen | notOpen  | notOpen | yes         | late    | over    | yes      | yes     | notOver | notOver
  purchase made    | R      | Failed   | notOpen | notOpen  | notOpen | yes         | closed  | over    | yes      | closed  | yes     | yes
  purchase made    | R+1    | Failed   | notOpen | notOpen  | notOpen | yes         | closed  | over    | yes      | closed  | yes     | yes
  purchase stopped | W-1    | Funded   | notOpen | notOpen  | notOpen | yes         | yes     | done    | done     | done    | notOver | notOver
  purchase stopped | W      | Funded   | notOpen | notOpen  | notOpen | yes         | yes     | done    | done     | done    | notOver | notOver
  purchase stopped | W+1    | Funded   | notOpen | notOpen  | notOpen | yes         | yes     | done    | done     | done    | notOver | notOver
  twice stopped    | P-1    | Funded   | notOpen | notOpen  | notOpen | yes         | stopped | done    | done     | done    | notOver | notOver
  twice stopped    | R-1    | Funded   | notOpen | notOpen  | notOpen | yes         | late    | done    | done     | done    | notOver | notOver
  twice stopped    | R      | Failed   | notOpen | notOpen  | notOpen | yes         | closed  | done    | done     | done    | yes     | yes
  delivery made    | W-1    | Funded   | notOpen | notOpen  | notOpen | yes         | live    | yes     | yes      | early   | notOver | notOver
  delivery made    | W      | Funded   | notOpen | notOpen  | notOpen | yes         | live    | over    | yes      | yes     | notOver | notOver
  delivery made    | W+1    | Funded   | notOpen | notOpen  | notOpen | yes         | live    | over    | yes      | yes     | notOver | notOver
  delivery made    | R      | Failed   | notOpen | notOpen  | notOpen | yes         | closed  | over    | yes      | closed  | yes     | yes
  part delivered   | D      | Funded   | notOpen | notOpen  | notOpen | yes         | live    | over    | yes      | yes     | notOver | notOver
  part delivered   | R-1    | Funded   | notOpen | notOpen  | notOpen | yes         | late    | over    | yes      | yes     | notOver | notOver
  part delivered   | R      | Released | notOpen | notOpen  | notOpen | yes         | closed  | over    | yes      | closed  | yes     | yes
  part delivered   | R+1    | Released | notOpen | notOpen  | notOpen | yes         | closed  | over    | yes      | closed  | yes     | yes
  all delivered    | D      | Released | notOpen | notOpen  | notOpen | yes         | closed  | done    | done     | done    | nothing | yes
  all delivered    | R      | Released | notOpen | notOpen  | notOpen | yes         | closed  | done    | done     | done    | nothing | yes
  bought           | D-1    | Released | notOpen | notOpen  | notOpen | yes         | yes     | done    | done     | done    | yes     | yes
  bought           | D      | Released | notOpen | notOpen  | notOpen | yes         | yes     | done    | done     | done    | yes     | yes
  bought           | R-1    | Released | notOpen | notOpen  | notOpen | yes         | yes     | done    | done     | done    | yes     | yes
  bought           | R      | Released | notOpen | notOpen  | notOpen | yes         | yes     | done    | done     | done    | yes     | yes
  bought           | R+1    | Released | notOpen | notOpen  | notOpen | yes         | yes     | done    | done     | done    | yes     | yes
  bought for all   | R      | Released | notOpen | notOpen  | notOpen | yes         | yes     | done    | done     | done    | nothing | yes
  decision made    | W-1    | Released | notOpen | notOpen  | notOpen | yes         | live    | yes     | yes      | early   | nothing | yes
  decision made    | W      | Released | notOpen | notOpen  | notOpen | yes         | live    | over    | yes      | yes     | nothing | yes
  decision made    | W+1    | Released | notOpen | notOpen  | notOpen | yes         | live    | over    | yes      | yes     | nothing | yes
  decision made    | L-1    | Released | notOpen | notOpen  | notOpen | yes         | live    | over    | yes      | yes     | nothing | yes
  decision made    | L      | Released | notOpen | notOpen  | notOpen | yes         | yes     | over    | yes      | lapsed  | nothing | yes
  decision made    | L+1    | Released | notOpen | notOpen  | notOpen | yes         | yes     | over    | yes      | lapsed  | nothing | yes
  move made        | W-1    | Released | notOpen | notOpen  | notOpen | yes         | live    | yes     | yes      | early   | nothing | yes
  move made        | W      | Released | notOpen | notOpen  | notOpen | yes         | live    | over    | yes      | yes     | nothing | yes
  move made        | L-1    | Released | notOpen | notOpen  | notOpen | yes         | live    | over    | yes      | yes     | nothing | yes
  move made        | L      | Released | notOpen | notOpen  | notOpen | yes         | yes     | over    | yes      | lapsed  | nothing | yes
  bought, stopped  | B-1    | Released | notOpen | notOpen  | notOpen | yes         | stopped | done    | done     | done    | nothing | yes
  bought, stopped  | B      | Released | notOpen | notOpen  | notOpen | yes         | yes     | done    | done     | done    | nothing | yes
  bought, stopped  | B+1    | Released | notOpen | notOpen  | notOpen | yes         | yes     | done    | done     | done    | nothing | yes
  released to pool | R      | Released | notOpen | notOpen  | notOpen | yes         | closed  | done    | done     | done    | nothing | yes
`

/** Words of the table. */
const ERRORS: Record<string, string> = {
  notOpen: 'CampaignNotOpen',
  notOver: 'CampaignNotOver',
  nothing: 'RefundNothing',
  closed: 'ActionClosed',
  unknown: 'ProposalUnknown',
  done: 'ProposalNotLive',
  live: 'ProposalStillLive',
  late: 'ProposalTooLate',
  early: 'ProposalWindowOpen',
  over: 'ProposalWindowOver',
  lapsed: 'ProposalLapsed',
  stopped: 'ProposerStopped',
}

/** The campaign a scene is about, who proposes there, and what. The last proposal is the one that is objected to. */
type Scene = { of: Opened; proposer: HardhatEthersSigner; decision: Decided }
type Begin = (w: CampaignWorld, work: Opened) => Promise<Scene>

const purchase = (w: CampaignWorld) => decide.purchase(w.accounts.stranger, GOAL - 10_000n)
const buying = async (w: CampaignWorld): Promise<Scene> => {
  await w.fund()
  return { of: w.usual, proposer: w.accounts.steward3, decision: purchase(w) }
}
const working = async (w: CampaignWorld, work: Opened, amount: bigint): Promise<Scene> => {
  await w.fund(work)
  return { of: work, proposer: w.accounts.steward, decision: decide.delivery(amount) }
}
const owning = async (w: CampaignWorld, decision: Decided, spent = GOAL): Promise<Scene> => {
  await w.fund()
  await w.buy(w.usual, spent)
  return { of: w.usual, proposer: w.accounts.steward, decision }
}
const made = async (w: CampaignWorld, scene: Scene) => {
  await w.proposeAs(scene.of, scene.proposer, scene.decision)
  return scene
}
const stop = async (w: CampaignWorld, scene: Scene, times: number) => {
  for (let i = 0; i < times; i++) {
    await w.objectTo(scene.of, await w.proposeAs(scene.of, scene.proposer, scene.decision), w.accounts.alice)
  }
  return scene
}

const SCENES: Record<string, Begin> = {
  open: async (w) => {
    await w.pledge(w.usual, w.accounts.alice, GOAL / 4n)
    return { of: w.usual, proposer: w.accounts.steward3, decision: purchase(w) }
  },
  cancelled: async (w) => {
    await w.pledge(w.usual, w.accounts.alice, GOAL / 4n)
    await w.campaign.connect(w.accounts.founder).cancel()
    return { of: w.usual, proposer: w.accounts.steward3, decision: purchase(w) }
  },
  funded: buying,
  'purchase made': async (w) => made(w, await buying(w)),
  'purchase stopped': async (w) => stop(w, await buying(w), 1),
  'twice stopped': async (w) => stop(w, await buying(w), 2),
  'delivery made': async (w, work) => made(w, await working(w, work, GOAL)),
  'part delivered': async (w, work) => {
    const scene = await working(w, work, GOAL / 4n)
    await w.pass(work, scene.proposer, scene.decision)
    return made(w, scene)
  },
  'all delivered': async (w, work) => {
    const scene = await working(w, work, GOAL)
    await w.pass(work, scene.proposer, scene.decision)
    return scene
  },
  bought: (w) => owning(w, decide.custodian(w.accounts.bob), GOAL - 10_000n),
  'bought for all': (w) => owning(w, decide.custodian(w.accounts.bob)),
  'decision made': async (w) => made(w, await owning(w, decide.custodian(w.accounts.bob))),
  'move made': async (w) => made(w, await owning(w, decide.move(w.accounts.customer, w.accounts.bob))),
  'bought, stopped': async (w) => stop(w, await owning(w, decide.custodian(w.accounts.bob)), 2),
  'released to pool': async (w) => {
    const scene = await owning(w, decide.custodian(w.accounts.bob))
    await w.token.mint(w.M, 10n * GOAL)
    await (await w.hh.getContractAt('SharedEquipment', w.M)).sync(w.T)
    return scene
  },
}

describe('what is possible when', () => {
  let work: Opened
  const w = useCampaign(async (world) => {
    work = await world.open(forVenture)
    for (const of of [world.usual, work]) await world.mintFor(world.accounts.fee, of, GOAL / 4n)
  })

  const actions: Record<string, (scene: Scene, id: bigint) => Promise<unknown>> = {
    pledge: ({ of }) => of.campaign.connect(w.accounts.fee).pledge(GOAL / 4n, AGREEMENT, ZERO),
    unpledge: ({ of }) => of.campaign.connect(w.accounts.alice).unpledge(GOAL / 8n),
    cancel: ({ of }) => of.campaign.connect(w.accounts.founder).cancel(),
    setRefundTo: ({ of }) => of.campaign.connect(w.accounts.alice).setRefundTo(w.accounts.bob),
    propose: ({ of, proposer, decision: { action, data } }) =>
      of.campaign.connect(proposer).propose(action, data, ethers.ZeroHash, ''),
    object: ({ of }, id) => w.objectTo(of, id, w.accounts.carol),
    withdraw: ({ of, proposer }, id) => of.campaign.connect(proposer).withdrawProposal(id),
    execute: ({ of, decision }, id) => w.execute(of, id, decision),
    refund: ({ of }) => of.campaign.refund(w.accounts.alice),
    passOn: ({ of }) => of.campaign.passOn(),
  }
  /** When a moment of the table is. */
  const timeOf = async (moment: string, { of, proposer }: Scene, id: bigint) => {
    const { deadline, releaseDeadline } = of.terms
    const windowEnd = Number((await of.campaign.proposalOf(id)).readyAt)
    const times: Record<string, number> = {
      D: deadline,
      P: releaseDeadline - WINDOW,
      W: windowEnd,
      R: releaseDeadline,
      L: windowEnd + 30 * DAY,
      B: Number((await of.campaign.proposerOf(proposer)).stoppedAt) + 90 * DAY,
    }
    return (times[moment[0] as string] as number) + Number(moment.slice(1))
  }

  const [heads = [], ...rows] = TABLE.trim()
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))
  for (const [name, begin] of Object.entries(SCENES)) {
    describe(name, () => {
      let scene: Scene
      let id: bigint
      let prepared: Awaited<ReturnType<CampaignWorld['helpers']['takeSnapshot']>>
      beforeEach(async () => {
        scene = await begin(w, work)
        id = await scene.of.campaign.proposalCount()
        prepared = await w.helpers.takeSnapshot()
      })
      for (const [of, moment = '', state, ...cells] of rows) {
        if (of !== name) continue
        it(`${moment}: ${state}, ${cells.join(', ')}`, async () => {
          const at = await timeOf(moment, scene, id)
          await w.time.increaseTo(at)
          expect(await scene.of.campaign.state()).to.equal(State[state as keyof typeof State])
          for (const [i, cell] of cells.entries()) {
            await prepared.restore()
            await w.time.setNextBlockTimestamp(at)
            const act = actions[heads[i + 3] as string] as (typeof actions)[string]
            if (cell === 'yes') await act(scene, id)
            else await refuses(act(scene, id), ERRORS[cell] as string)
          }
        })
      }
    })
  }

  it('has a scene for every row, every action in every row, and a word for every cell', () => {
    expect([...new Set(rows.map(([name]) => name))].sort()).to.deep.equal(Object.keys(SCENES).sort())
    expect(heads.slice(3)).to.deep.equal(Object.keys(actions))
    for (const row of rows) {
      expect(row.length).to.equal(heads.length)
      for (const cell of row.slice(3)) expect(cell === 'yes' || cell in ERRORS, cell).to.equal(true)
    }
  })
})
