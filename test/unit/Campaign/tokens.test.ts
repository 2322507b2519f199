import { expect } from 'chai'
import { ethers } from 'ethers'
import { AGREEMENT, decide, forVenture, GOAL, inEth, type Opened, State, useCampaign } from '../../utils/campaignWorld.ts'
import { refuses, revertData } from '../../utils/errors.ts'
import { coder, LATER, ZERO } from '../../utils/world.ts'

const MIN = GOAL / 200n
const QUARTER = GOAL / 4n
/** Of `OddToken`. */
const Odd = { None: 0, NoReturnValue: 1, ReturnsFalse: 2, TransferReverts: 3, TakesAFee: 4, TakesAll: 5 } as const
/** What may go through while a campaign pays or is paid, since it moves no money: as it might just before or just after. */
const UNLOCKED = [
  'cancel',
  'cancelNonce',
  'object',
  'propose',
  'refundBatch',
  'setRefundTo',
  'setRefundToSigned',
  'withdrawProposal',
]

describe('odd tokens and recipients', () => {
  const w = useCampaign()
  const pledgers = () => [w.accounts.alice, w.accounts.bob, w.accounts.carol, w.accounts.dave]

  describe('a token', () => {
    let odd: ethers.Contract
    let of: Opened
    beforeEach(async () => {
      odd = await w.mock('OddToken')
      const token = await odd.getAddress()
      of = await w.open(({ terms }) => (terms.token = token))
    })
    const be = (oddity: number) => odd.getFunction('be')(oddity)
    const balances = () => Promise.all(pledgers().map((account) => w.balanceOf(of, account)))

    it('that takes a fee is refused', async () => {
      await be(Odd.TakesAFee)
      await refuses(w.pledge(of, w.accounts.alice, MIN), 'PledgeTakesFee', [MIN - MIN / 100n, MIN])
      expect((await of.campaign.totals()).raised).to.equal(0n)
    })
    it('that keeps everything is refused', async () => {
      await be(Odd.TakesAll)
      await refuses(w.pledge(of, w.accounts.alice, MIN), 'PledgeTakesFee', [0, MIN])
    })
    it('that returns false is refused', async () => {
      await be(Odd.ReturnsFalse)
      await refuses(w.pledge(of, w.accounts.alice, MIN), 'SafeERC20FailedOperation', [of.terms.token])
    })
    it('that reverts is refused with what it says', async () => {
      await be(Odd.TransferReverts)
      const reason = coder.decode(['string'], `0x${(await revertData(w.pledge(of, w.accounts.alice, MIN))).slice(10)}`)
      expect([...reason]).to.deep.equal(['no'])
    })
    it('that returns nothing is as good as any', async () => {
      await be(Odd.NoReturnValue)
      await w.fund(of)
      await w.buy(of, GOAL - 100n)
      await of.campaign.refundBatch([...pledgers(), w.accounts.customer], 200_000)
      expect(await balances()).to.deep.equal([25n, 25n, 25n, 20n])
      expect([await w.balanceOf(of, of.M), await w.balanceOf(of, of.C)]).to.deep.equal([0n, 0n])
    })
    it('that takes a fee from some day on takes it from who is paid, and from nobody else', async () => {
      for (const account of pledgers()) await w.pledge(of, account, 10_000n)
      await be(Odd.TakesAFee)
      await w.time.increaseTo(of.terms.deadline)
      await of.campaign.refundBatch(pledgers(), 200_000)
      expect(await balances()).to.deep.equal([9_900n, 9_900n, 9_900n, 9_900n])
      expect((await of.campaign.totals()).paidBack).to.equal(40_000n)
    })
    it('that takes a fee from some day on takes it from the supplier', async () => {
      await w.fund(of)
      await be(Odd.TakesAFee)
      await w.buy(of, GOAL, w.accounts.fee)
      expect(await w.balanceOf(of, w.accounts.fee)).to.equal(GOAL - GOAL / 100n)
      expect((await of.campaign.totals()).spent).to.equal(GOAL)
    })
    it('that refuses to move keeps the money safe until it moves again', async () => {
      for (const account of pledgers()) await w.pledge(of, account, MIN)
      await w.time.increaseTo(of.terms.deadline)
      for (const oddity of [Odd.ReturnsFalse, Odd.TransferReverts]) {
        await be(oddity)
        expect(await of.campaign.refundBatch.staticCall(pledgers(), 200_000)).to.deep.equal([false, false, false, false])
      }
      await be(Odd.None)
      await of.campaign.refundBatch(pledgers(), 200_000)
      expect(await balances()).to.deep.equal([MIN, MIN, MIN, MIN])
    })
    it('that refuses to move nothing is never asked to', async () => {
      const zero = await w.hh.deployContract('ZeroRevertsToken')
      const token = await zero.getAddress()
      of = await w.open(({ terms }) => {
        Object.assign(terms, { token, minPledge: 1n, maxPledge: GOAL })
      })
      for (const [account, amount] of [[w.accounts.alice, GOAL - 1n] as const, [w.accounts.bob, 1n] as const]) {
        await zero.mint(account, amount)
        await of.campaign.connect(account).pledge(amount, AGREEMENT, ZERO)
      }
      await w.buy(of, GOAL - 5n)
      await of.campaign.refund(w.accounts.bob)
      await of.campaign.refund(w.accounts.alice)
      expect([await zero.balanceOf(w.accounts.alice), await zero.balanceOf(of.M)]).to.deep.equal([4n, 1n])
    })
    it('that shrinks by itself harms its own campaign alone', async () => {
      const shrinking = await w.hh.deployContract('RebasingToken')
      const token = await shrinking.getAddress()
      const own = await w.open(({ terms }) => (terms.token = token))
      for (const account of pledgers()) {
        await shrinking.mint(account, MIN)
        await own.campaign.connect(account).pledge(MIN, AGREEMENT, ZERO)
        await w.pledge(of, account, MIN)
      }
      await shrinking.rebase(9_000)
      await w.time.increaseTo(own.terms.deadline)
      expect(await own.campaign.refundBatch.staticCall(pledgers(), 200_000)).to.deep.equal([true, true, true, false])
      expect(await of.campaign.refundBatch.staticCall(pledgers(), 200_000)).to.deep.equal([true, true, true, true])
    })
  })

  /** Every function that changes anything, as somebody would call it who has every right there is. */
  const everyCall = (of: Opened, self: string, decision: { action: number; data: string }) => {
    const value = (input: ethers.ParamType): unknown => {
      if (input.baseType === 'tuple') return input.components!.map(value)
      if (input.baseType === 'array') return [w.accounts.bob.address, self]
      if (input.baseType === 'address') return input.name === 'account' ? w.accounts.bob.address : self
      if (input.type === 'bytes32') return input.name === 'agreementHash' ? AGREEMENT : ethers.ZeroHash
      if (input.type === 'bytes') return input.name === 'data' ? decision.data : '0x'
      if (input.type === 'bool') return false
      if (input.type === 'string') return ''
      if (input.name === 'action') return decision.action
      if (input.name === 'gasEach') return 200_000n
      if (input.name === 'deadline') return LATER
      return input.name === 'amount' ? MIN : 1n
    }
    return of.campaign.interface.fragments
      .filter((fragment): fragment is ethers.FunctionFragment => fragment.type === 'function')
      .filter((fragment) => !fragment.constant)
      .map((fragment) => ({
        name: fragment.name,
        data: of.campaign.interface.encodeFunctionData(fragment.name as 'pledge', fragment.inputs.map(value) as never),
      }))
  }
  type Caller = Pick<Awaited<ReturnType<typeof hookToken>>, 'arm' | 'seen' | 'times' | 'wentThrough'>
  const hookToken = () => w.hh.deployContract('HookToken')
  /** Calls everything in the middle of `act`; returns what went through, what `totals` said there, and what goes through afterwards. */
  const during = async (
    caller: Caller,
    self: string,
    of: Opened,
    act: () => Promise<unknown>,
    decision = decide.custodian(self),
  ) => {
    const calls = everyCall(of, self, decision)
    const view = of.campaign.interface.encodeFunctionData('totals')
    await caller.arm(
      of.C,
      calls.map(({ data }) => data),
      view,
    )
    await act()
    expect((await caller.times()) > 0n, 'it was called').to.equal(true)
    const bits = await caller.wentThrough()
    const through = calls.filter((_, i) => (bits >> BigInt(i)) & 1n).map(({ name }) => name)
    const seen = of.campaign.interface.decodeFunctionResult('totals', await caller.seen())[0] as {
      raised: bigint
      paidBack: bigint
    }
    await caller.arm(ZERO, [], '0x')
    const possible: string[] = []
    for (const { name, data } of calls) {
      const ok = await w.hh.provider.call({ from: self, to: of.C, data }).then(
        () => true,
        () => false,
      )
      if (ok) possible.push(name)
    }
    return { through, seen, possible }
  }
  const locked = (names: string[]) => names.filter((name) => !UNLOCKED.includes(name))
  /** What moves money did not go through, though it would have a moment later. */
  const onlyUnlocked = ({ through, possible }: { through: string[]; possible: string[] }) => {
    expect(locked(through)).to.deep.equal([])
    expect(locked(possible), 'something could have').not.to.deep.equal([])
  }

  for (const when of ['before', 'after']) {
    describe(`a token that calls every function ${when} it moves`, () => {
      let token: Awaited<ReturnType<typeof hookToken>>
      let T: string
      let of: Opened
      beforeEach(async () => {
        token = await hookToken()
        T = await token.getAddress()
        await token.setBefore(when === 'before')
      })
      /** The token itself is custodian and a pledger. */
      const open = async (...changes: Parameters<typeof w.open>) => {
        of = await w.open(...changes, ({ terms }) => {
          terms.token = T
          if (terms.custodian !== ZERO) terms.custodian = T
        })
        for (const account of [...pledgers(), w.accounts.fee]) await token.mint(account, GOAL)
        await token.mint(T, GOAL)
      }
      const pledge = (account = w.accounts.alice, amount = QUARTER) =>
        of.campaign.connect(account).pledge(amount, AGREEMENT, ZERO)
      const fund = async () => {
        await pledge(w.accounts.alice)
        await pledge(w.accounts.bob)
        await pledge(w.accounts.carol)
        await pledge(w.accounts.dave, QUARTER - MIN)
        await of.campaign.connect(w.accounts.fee).pledgeFor(T, MIN, AGREEMENT, ZERO, false)
      }

      it('finds everything that moves money locked: while it is pledged', async () => {
        await open()
        const result = await during(token, T, of, () => pledge())
        onlyUnlocked(result)
        expect([result.seen.raised, (await of.campaign.totals()).raised]).to.deep.equal([QUARTER, QUARTER])
        expect(await token.balanceOf(of.C)).to.equal(QUARTER)
      })
      it('finds everything that moves money locked: while it is unpledged', async () => {
        await open()
        await pledge()
        await pledge(w.accounts.bob)
        const result = await during(token, T, of, () => of.campaign.connect(w.accounts.alice).unpledge(MIN))
        onlyUnlocked(result)
        expect(result.seen.raised).to.equal(2n * QUARTER - MIN)
        expect(await token.balanceOf(of.C)).to.equal(2n * QUARTER - MIN)
      })
      it('finds everything that moves money locked: while it is refunded', async () => {
        await open()
        await fund()
        await w.time.increaseTo(of.terms.releaseDeadline)
        const result = await during(token, T, of, () => of.campaign.refund(w.accounts.alice))
        onlyUnlocked(result)
        expect(result.seen.paidBack).to.equal(QUARTER)
        expect(await token.balanceOf(of.C)).to.equal(3n * QUARTER)
        await of.campaign.refundBatch([w.accounts.bob, w.accounts.carol, w.accounts.dave, T], 500_000)
        expect([await token.balanceOf(of.C), await token.balanceOf(w.accounts.bob)]).to.deep.equal([0n, GOAL])
      })
      it('finds everything that moves money locked: while a machine is bought and a surplus passed on', async () => {
        await open()
        await fund()
        const { action, data } = decide.purchase(w.accounts.stranger, GOAL - 1n)
        await of.campaign.connect(await w.as(T)).propose(action, data, ethers.ZeroHash, '')
        await w.time.increase(of.terms.objectionWindow)
        const buy = () => of.campaign.connect(w.accounts.stranger).execute(1, action, data)
        onlyUnlocked(await during(token, T, of, buy, { action, data }))
        expect(await token.balanceOf(w.accounts.stranger)).to.equal(GOAL - 1n)
        expect(await token.balanceOf(of.C)).to.equal(1n)
        await token.mint(of.C, 50)
        onlyUnlocked(await during(token, T, of, () => of.campaign.passOn()))
        expect([await token.balanceOf(of.M), await token.balanceOf(of.C)]).to.deep.equal([50n, 1n])
      })
      it('finds everything that moves money locked: while work is delivered', async () => {
        await open(forVenture)
        await fund()
        const decision = decide.delivery(QUARTER)
        // The token tries to execute the first in the middle of the second.
        await w.proposeAs(of, w.accounts.steward, decision)
        const id = await w.proposeAs(of, w.accounts.steward2, decision)
        await w.wait(of, id)
        onlyUnlocked(await during(token, T, of, () => w.execute(of, id, decision), decision))
        expect([await token.balanceOf(w.V), await token.balanceOf(of.C)]).to.deep.equal([QUARTER, 3n * QUARTER])
        expect(await of.campaign.state()).to.equal(State.Funded)
      })
    })
  }

  describe('a recipient of ETH that calls every function', () => {
    const reenterer = async () => {
      const contract = await w.hh.deployContract('Reenterer')
      return { contract, address: await contract.getAddress() }
    }
    it('finds everything that moves money locked: as a pledger who gets a rest, an unpledge and a refund', async () => {
      const of = await w.open(inEth)
      const { contract, address } = await reenterer()
      for (const account of [w.accounts.alice, w.accounts.bob]) await w.pledge(of, account, QUARTER)
      const self = await w.as(address)
      const rest = await w.open(inEth, ({ terms }) => Object.assign(terms, { goal: QUARTER }))
      const { through } = await during(contract, address, rest, () => w.pledge(rest, self, QUARTER + 1n))
      expect(locked(through)).to.deep.equal([])
      expect(await w.balanceOf(rest, rest.C)).to.equal(QUARTER)

      await w.pledge(of, self, 2n * MIN)
      const result = await during(contract, address, of, () => of.campaign.connect(self).unpledge(MIN))
      onlyUnlocked(result)
      expect([result.seen.raised, await w.balanceOf(of, of.C)]).to.deep.equal([2n * QUARTER + MIN, 2n * QUARTER + MIN])

      await w.time.increaseTo(of.terms.deadline)
      onlyUnlocked(await during(contract, address, of, () => of.campaign.refund(self)))
      expect(await w.balanceOf(of, of.C)).to.equal(2n * QUARTER)
      const call = of.campaign.connect(w.accounts.stranger).refundBatch([w.accounts.alice, w.accounts.bob], 200_000)
      await expect(call).to.changeEtherBalances(w.hh, [w.accounts.alice, w.accounts.bob], [QUARTER, QUARTER])
    })
    it('finds everything that moves money locked: as a supplier and as the network', async () => {
      const { contract, address } = await reenterer()
      const of = await w.open(inEth, ({ terms }) => (terms.venture = address))
      await w.fund(of)
      const decision = decide.purchase(address, GOAL - 100n)
      const id = await w.proposeAs(of, w.accounts.steward3, decision)
      await w.wait(of, id)
      onlyUnlocked(await during(contract, address, of, () => w.execute(of, id, decision), decision))
      expect([await w.balanceOf(of, address), await w.balanceOf(of, of.C)]).to.deep.equal([GOAL - 100n, 100n])

      const failed = await w.open(inEth, ({ terms }) => Object.assign(terms, { venture: address, goal: GOAL - 1n }))
      await w.pledge(failed, w.accounts.alice, MIN)
      await w.hh.deployContract('Forcer', [failed.C], { value: 50 })
      await w.time.increaseTo(failed.terms.deadline)
      await contract.arm(
        failed.C,
        everyCall(failed, address, decision).map(({ data }) => data),
        '0x',
      )
      const call = failed.campaign.connect(w.accounts.stranger).refund(w.accounts.alice)
      await expect(call).to.changeEtherBalances(w.hh, [w.accounts.alice], [MIN])
      expect((await failed.campaign.totals()).paidBack).to.equal(MIN)
    })
  })
})
