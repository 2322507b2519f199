import type { HardhatEthersSigner } from '@nomicfoundation/hardhat-ethers/types'
import { expect } from 'chai'
import { ethers } from 'ethers'
import { campaignDomain, pledgeTypes, refundToTypes } from '../../../sdk/src/batch/typedData.ts'
import { AGREEMENT, type CampaignWorld, decide, type Decided, GOAL, useCampaign } from '../../utils/campaignWorld.ts'
import { DAY, LATER, ZERO } from '../../utils/world.ts'

/**
 * Who gets through, in every phase. I: initiator. C: custodian. S: a steward of the machine. P: a pledger with 25%, alice.
 * X: somebody else. Proposed: the custodian has proposed a purchase; ready: its window is over.
 */
const TABLE = `
  function          | open  | funded | proposed | ready | released | failed
  cancel            | I     |        |          |       |          |
  cancelNonce       | ICSPX | ICSPX  | ICSPX    | ICSPX | ICSPX    | ICSPX
  execute           |       |        |          | ICSPX |          |
  object            |       |        | P        |       |          |
  passOn            |       |        |          |       | ICSPX    | ICSPX
  pledge            | ICSPX |        |          |       |          |
  pledgeFor         | ICSPX |        |          |       |          |
  pledgeSigned      | ICSPX |        |          |       |          |
  pledgeWithPermit  | ICSPX |        |          |       |          |
  propose           |       | CP     | P        | P     | CSP      |
  refund            |       |        |          |       | ICSPX    | ICSPX
  refundBatch       | ICSPX | ICSPX  | ICSPX    | ICSPX | ICSPX    | ICSPX
  setRefundTo       | P     | P      | P        | P     | P        | P
  setRefundToSigned | ICSPX | ICSPX  | ICSPX    | ICSPX | ICSPX    | ICSPX
  unpledge          | P     |        |          |       |          |
  withdrawProposal  |       |        | C        | C     |          |
`

const callers = ({ founder, steward3, steward, alice, stranger }: CampaignWorld['accounts']) => [
  founder,
  steward3,
  steward,
  alice,
  stranger,
]
const LETTERS = 'ICSPX'

describe('who may do what', () => {
  const w = useCampaign(async (world) => {
    for (const account of callers(world.accounts)) await world.mintFor(account, world.usual, AMOUNT)
    await world.mintFor(world.accounts.fee, world.usual, AMOUNT)
  })
  const NO_PERMIT = { value: 0n, deadline: 0n, v: 0, r: ethers.ZeroHash, s: ethers.ZeroHash }
  const AMOUNT = GOAL / 200n
  const purchase = () => decide.purchase(w.accounts.stranger, GOAL - 1_000n)
  const toRelease = async () => {
    await w.fund()
    await w.proposeAs(w.usual, w.accounts.steward3, purchase())
  }
  /** Leads to each phase; what is decided there. */
  const phases: Record<string, { begin: () => Promise<unknown>; decision: () => Decided }> = {
    open: { begin: () => w.pledge(w.usual, w.accounts.alice, GOAL / 5n), decision: purchase },
    funded: { begin: () => w.fund(), decision: purchase },
    proposed: { begin: toRelease, decision: purchase },
    ready: {
      begin: async () => {
        await toRelease()
        await w.wait(w.usual, 1n)
      },
      decision: purchase,
    },
    released: {
      begin: async () => {
        await w.fund()
        await w.buy(w.usual, GOAL - 1_000n)
      },
      decision: () => decide.custodian(w.accounts.bob),
    },
    failed: {
      begin: async () => {
        await w.fund()
        await w.time.increase(105 * DAY)
      },
      decision: purchase,
    },
  }
  /** What is sent, the same for everybody. */
  const argumentsOf = async ({ action, data }: Decided): Promise<Record<string, unknown[]>> => {
    const domain = campaignDomain({ chainId: w.chainId, campaign: w.C as `0x${string}` })
    const { alice, bob, fee, dave } = w.accounts
    const pledge = {
      pledger: fee.address,
      amount: AMOUNT,
      agreementHash: AGREEMENT,
      refundTo: ZERO,
      nonce: 1n,
      deadline: LATER,
    }
    const refundTo = { account: alice.address, refundTo: bob.address, nonce: 2n, deadline: LATER }
    return {
      cancel: [],
      cancelNonce: [9n],
      execute: [1n, action, data],
      object: [1n, ethers.ZeroHash, ''],
      passOn: [],
      pledge: [AMOUNT, AGREEMENT, ZERO],
      pledgeFor: [dave.address, AMOUNT, AGREEMENT, bob.address, true],
      pledgeSigned: [pledge, await w.sign(fee, pledgeTypes, pledge, domain), NO_PERMIT],
      pledgeWithPermit: [AMOUNT, AGREEMENT, ZERO, NO_PERMIT],
      propose: [action, data, ethers.ZeroHash, ''],
      refund: [alice.address],
      refundBatch: [[alice.address], 200_000n],
      setRefundTo: [bob.address],
      setRefundToSigned: [...Object.values(refundTo), await w.sign(alice, refundToTypes, refundTo, domain)],
      unpledge: [AMOUNT],
      withdrawProposal: [1n],
    }
  }
  const [heads = [], ...rows] = TABLE.trim()
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))

  it('is told of every function that changes anything', () => {
    const names = w.campaign.interface.fragments.flatMap((fragment) =>
      fragment.type === 'function' && !(fragment as ethers.FunctionFragment).constant
        ? [(fragment as ethers.FunctionFragment).name]
        : [],
    )
    expect(rows.map(([name]) => name)).to.deep.equal(names.sort())
    expect(heads.slice(1)).to.deep.equal(Object.keys(phases))
  })

  for (const [i, [phase, { begin, decision }]] of Object.entries(phases).entries()) {
    it(`while it is ${phase}`, async () => {
      await begin()
      const sent = await argumentsOf(decision())
      const actual: Record<string, string> = {}
      for (const [name = ''] of rows) {
        const data = w.campaign.interface.encodeFunctionData(name as 'pledge', sent[name] as never)
        const through = await Promise.all(
          callers(w.accounts).map((caller) =>
            w.hh.provider.call({ from: caller.address, to: w.C, data, blockTag: 'pending' }).then(
              () => true,
              () => false,
            ),
          ),
        )
        actual[name] = [...LETTERS].filter((_, index) => through[index]).join('')
      }
      expect(actual).to.deep.equal(Object.fromEntries(rows.map(([name, ...cells]) => [name, cells[i]])))
    })

    it(`while it is ${phase}, nothing a stranger does takes anything from a pledger`, async () => {
      await begin()
      const sent = await argumentsOf(decision())
      /** Alice's money wherever it may be, and her weight. */
      const worth = async ({ address }: HardhatEthersSigner) => {
        const { pledged, flags, refundTo } = await w.campaign.positionOf(address)
        const { raised, spent, isReleased } = await w.campaign.totals()
        const open = flags & 1n ? 0n : isReleased ? (pledged * (raised - spent)) / raised : pledged
        return [pledged, open + (await w.token.balanceOf(address)), refundTo]
      }
      const { alice, bob, stranger } = w.accounts
      const before = [await worth(alice), (await worth(bob))[0]]
      for (const [name = ''] of rows) {
        // These are what a pledger has signed itself, or what all of them have let pass.
        if (name.endsWith('Signed') || name === 'execute') continue
        const data = w.campaign.interface.encodeFunctionData(name as 'pledge', sent[name] as never)
        await stranger.sendTransaction({ to: w.C, data, gasLimit: 2_000_000n }).then(
          (response) => response.wait(),
          () => undefined,
        )
        expect([await worth(alice), (await worth(bob))[0]], name).to.deep.equal(before)
      }
    })
  }
})
