import { expect } from 'chai'
import { ethers } from 'ethers'
import { AGREEMENT, type CampaignWorld, decide, Funding, GOAL, inEth, useCampaign } from '../../utils/campaignWorld.ts'
import { callsOf } from '../../utils/calls.ts'
import { refuses, revertData } from '../../utils/errors.ts'
import { type Machine, PAYBACK, serve, type Use, useMachine, UseStatus } from '../../utils/machineWorld.ts'
import { ETH, ZERO } from '../../utils/world.ts'

const Odd = {
  None: 0,
  NoReturnValue: 1,
  ReturnsFalse: 2,
  TransferReverts: 3,
  TakesAFee: 4,
  TakesAll: 5,
  BalanceReverts: 6,
  BalanceShort: 7,
  BalanceBurnsGas: 8,
} as const
const gasLimit = 3_000_000

const send = async (contract: ethers.Contract, name: string, ...args: unknown[]) =>
  ((await contract.getFunction(name)(...args)) as ethers.TransactionResponse).wait()

/** A token that is odd on demand, and a machine that lives on it. */
async function oddMachine(w: CampaignWorld, spent?: bigint) {
  const odd = await w.mock('OddToken')
  const O = await odd.getAddress()
  const of = await w.open(({ terms }) => void (terms.token = O))
  return { odd, O, m: await serve(w, of, spent === undefined ? {} : { spent }) }
}

describe('a machine with an odd token', () => {
  let odd: ethers.Contract
  let O: string
  let m: Machine
  const w = useCampaign(async (world) => {
    ;({ odd, O, m } = await oddMachine(world))
  })
  const be = (oddity: number) => send(odd, 'be', oddity)
  /** Everything that moves money of a machine, all of which would go through. */
  const moves = async () => {
    const { alice, stranger, dave } = w.accounts
    const use = await m.log()
    await m.earn(10_000)
    await m.depositFor(stranger, 1000)
    await m.endow(stranger, 5000)
    const machine = m.machine.connect(stranger)
    return {
      use,
      calls: {
        payUse: () => machine.payUse(use.invoice, Funding.Wallet, 1350),
        logAndPay: () => machine.logAndPay(m.input(), Funding.Wallet, 1350),
        deposit: () => machine.deposit(stranger.address, 100),
        withdrawDeposit: () => machine.withdrawDeposit(stranger.address, 100),
        pay: () => machine.pay(O, 100, ethers.ZeroHash),
        claim: () => m.claim(alice),
        claimTo: async () => m.machine.connect(alice).claimTo(alice.address, dave.address, [O], [], 0),
        enact: () => m.enact(decide.spending(O, dave, 10n)),
      },
    }
  }

  it('takes a fee: what arrives counts', async () => {
    const { stranger, alice } = w.accounts
    const use = await m.log()
    await be(Odd.TakesAFee)
    await m.payUse(use, 1350)
    expect([...(await m.machine.useState(use.id))]).to.deep.equal([UseStatus.Logged, 1n, 1337n])
    await m.payUse(use, 13)
    expect((await m.machine.useState(use.id)).status).to.equal(UseStatus.Paid)
    const { id } = await m.loggedIn(m.logAndPay({}, 1350))
    expect((await m.machine.useState(id)).paid).to.equal(1337n)
    await m.depositFor(stranger, 1000)
    expect([await m.machine.depositOf(stranger.address), await m.accounted()]).to.deep.equal([990n, 1350n + 1337n + 990n])
    expect(await m.held(m.M)).to.equal(await m.accounted())
    await m.claim(alice)
    expect((await m.held(m.M)) >= (await m.accounted())).to.equal(true)
  })
  it('takes all: nothing is paid', async () => {
    const { calls } = await moves()
    await be(Odd.TakesAll)
    for (const name of ['payUse', 'logAndPay', 'deposit', 'pay'] as const) await refuses(calls[name](), 'PaymentEmpty', [O])
  })
  it('returns nothing: all goes through', async () => {
    const { calls, use } = await moves()
    await be(Odd.NoReturnValue)
    for (const call of Object.values(calls)) await call()
    expect((await m.machine.useState(use.id)).status).to.equal(UseStatus.Paid)
    expect(await m.machine.sync.staticCall(O)).to.equal(0n)
    expect(await m.held(m.M)).to.equal(await m.accounted())
  })
  for (const oddity of ['ReturnsFalse', 'TransferReverts'] as const) {
    it(`${oddity}: nothing goes through and nothing changes`, async () => {
      const { calls, use } = await moves()
      const before = await books(m, w)
      await be(Odd[oddity])
      for (const call of Object.values(calls)) {
        if (oddity === 'ReturnsFalse') await refuses(call(), 'SafeERC20FailedOperation', [O])
        else await revertData(call())
      }
      expect(await books(m, w)).to.deep.equal(before)
      await be(Odd.None)
      for (const call of Object.values(calls)) await call()
      expect((await m.machine.useState(use.id)).status).to.equal(UseStatus.Paid)
    })
  }
  it('brings more than was asked: the invoice takes its own and the rest is revenue', async () => {
    const { stranger } = w.accounts
    const use = await m.log()
    await m.endow(stranger, 5000)
    await send(odd, 'callBack', O, odd.interface.encodeFunctionData('mint', [m.M, 2n ** 90n]))
    await m.machine.connect(stranger).payUse(use.invoice, Funding.Wallet, 1000)
    expect([...(await m.machine.useState(use.id))]).to.deep.equal([UseStatus.Logged, 1n, 1000n])
    await be(Odd.None)
    expect(await m.machine.sync.staticCall(O)).to.equal(2n ** 90n)
    await m.payUse(use, 350)
    expect([...(await m.machine.useState(use.id))]).to.deep.equal([UseStatus.Paid, 1n, 1350n])
  })
  for (const oddity of ['BalanceReverts', 'BalanceShort', 'BalanceBurnsGas'] as const) {
    it(`${oddity}: what is put by still pays, and revenue waits`, async () => {
      const { stranger } = w.accounts
      const use = await m.log()
      await m.depositFor(stranger, 1350)
      await m.endow(stranger, 1350)
      await m.send(1000)
      await be(Odd[oddity])
      const machine = m.machine.connect(stranger)
      await refuses(machine.payUse(use.invoice, Funding.Wallet, 1350, { gasLimit }), 'PaymentEmpty', [O])
      await expect(machine.payUse(use.invoice, Funding.Deposit, 1350, { gasLimit }))
        .to.emit(m.machine, 'TokenSkipped')
        .withArgs(O)
      expect([...(await m.machine.useState(use.id))]).to.deep.equal([UseStatus.Paid, 1n, 1350n])
      await be(Odd.None)
      expect(await m.machine.sync.staticCall(O)).to.equal(1000n)
    })
  }
})

describe('a machine with an odd token besides its own', () => {
  let odd: ethers.Contract
  let O: string
  const w = useMachine(async (world) => {
    odd = await world.mock('OddToken')
    O = await odd.getAddress()
    await world.enact(decide.token(O))
    await send(odd, 'mint', world.M, 1000)
  })
  for (const oddity of ['BalanceReverts', 'BalanceShort', 'BalanceBurnsGas'] as const) {
    it(`${oddity}: it is skipped and holds up nothing, the release neither`, async () => {
      await send(odd, 'be', Odd[oddity])
      await expect(w.machine.sync(O, { gasLimit })).to.emit(w.machine, 'TokenSkipped').withArgs(O)
      await w.earn(1_700_000)
      const use = await w.log(w.job(100_000))
      await w.endow(w.accounts.stranger, 100_000)
      const sent = w.machine.connect(w.accounts.stranger).payUse(use.invoice, Funding.Wallet, 100_000, { gasLimit })
      await expect(sent).to.emit(w.machine, 'TokenSkipped').withArgs(O)
      expect(await w.machine.isReleased()).to.equal(true)
      await w.claim(w.accounts.alice)
      expect(await w.held(w.accounts.alice)).to.equal(300_000n)
      await send(odd, 'be', Odd.None)
      await expect(w.machine.sync(O)).to.emit(w.machine, 'Distributed').withArgs(O, 1000, [330, 670, 0, 0])
    })
  }
  it('takes no more than its gas from the release when too little is given', async () => {
    await w.send(1_800_000)
    await refuses(w.machine.sync(w.T, { gasLimit: 300_000 }), 'TokenGasTooLow')
    expect(await w.machine.isReleased()).to.equal(false)
  })
})

describe('a machine with a token that blocks somebody', () => {
  let m: Machine
  let token: ethers.Contract
  const w = useCampaign(async (world) => {
    const { alice, bob, carol, dave } = world.accounts
    const blocklist = await world.hh.deployContract('BlocklistToken')
    token = blocklist as unknown as ethers.Contract
    const of = await world.open(({ terms }) => void (terms.token = blocklist.target as string))
    for (const account of [alice, bob, carol, dave]) {
      await blocklist.mint(account.address, GOAL / 4n)
      await of.campaign.connect(account).pledge(GOAL / 4n, AGREEMENT, ZERO)
    }
    m = await serve(world, of, { pledges: [] })
    await m.earn(10_000)
    await blocklist.setBlocked(alice.address, true)
  })
  it('pays everybody else, and the blocked one elsewhere', async () => {
    const { alice, bob, customer } = w.accounts
    await revertData(m.claim(alice))
    await m.claim(bob)
    expect(await m.held(bob)).to.equal(1750n)
    await m.machine.connect(alice).claimTo(alice.address, customer.address, [m.own], [], 0)
    expect(await m.held(customer)).to.equal(1750n)
  })
  it('pays what was moved, and is released without them', async () => {
    const { alice, bob, carol, dave, customer, fund } = w.accounts
    await m.release()
    for (const account of [bob, carol, dave]) await m.claim(account)
    expect(await m.machine.isReleased()).to.equal(true)
    await m.enact(decide.move(alice, customer))
    await m.claim(alice)
    expect(await m.held(customer)).to.equal(300_000n)
    await m.claim(fund)
    expect(await m.accounted()).to.equal(await m.machine.maintenanceOf(m.own))
    expect(await token.getFunction('balanceOf')(m.M)).to.equal(await m.accounted())
  })
})

describe('a machine whose token calls its sender in the middle of a transfer', () => {
  const w = useCampaign()
  it('takes what comes besides for revenue, not for the deposit of the sender', async () => {
    const { alice, bob, carol, dave, stranger } = w.accounts
    const hook = await w.hh.deployContract('HookToken')
    const of = await w.open(({ terms }) => void (terms.token = hook.target as string))
    for (const account of [alice, bob, carol, dave]) {
      await hook.mint(account.address, GOAL / 4n)
      await of.campaign.connect(account).pledge(GOAL / 4n, AGREEMENT, ZERO)
    }
    const machine = await w.buy(of, GOAL - 10n)
    await hook.mint(of.C, 50_000n)
    await hook.mint(stranger.address, 1n)
    await hook.setBefore(true)
    // A donation that waits in the campaign comes in while the sender's unit is on its way.
    await hook.arm(of.C, [of.campaign.interface.encodeFunctionData('passOn')], '0x')
    await machine.connect(stranger).deposit(stranger.address, 1n)
    expect(await hook.wentThrough()).to.equal(1n)
    expect(await machine.depositOf(stranger.address)).to.equal(1n)
    await expect(machine.sync(hook)).to.emit(machine, 'Distributed').withArgs(hook.target, 50_000, [5_000, 10_000, 35_000, 0])
  })
})

describe('a machine that is paid in ETH', () => {
  let m: Machine
  const hostile: string[] = []
  const w = useCampaign(async (world) => {
    const { alice } = world.accounts
    const of = await world.open(inEth)
    for (const name of ['RevertingRecipient', 'GasBurner', 'ReturnBomb'] as const) {
      const recipient = await world.hh.deployContract(name)
      hostile.push(await recipient.getAddress())
      await world.pledge(of, hostile.at(-1) as string, GOAL / 4n, { payer: alice, refundTo: alice })
    }
    m = await serve(world, of, { pledges: [[alice, GOAL / 4n]] })
    await m.earn(10_000)
  })
  it('pays everybody else where a recipient refuses, burns all gas or answers at length', async () => {
    for (const account of hostile) {
      await refuses(m.machine.claim(account, [ETH], [], 0, { gasLimit: 250_000 }), 'ClaimEthRefused', [account, 1750])
    }
    const requests = [...hostile, w.accounts.alice.address].map((account) => ({
      venture: m.M,
      account,
      tokens: [ETH],
      kinds: [],
      maxDebtEntries: 0,
    }))
    const before = await m.held(w.accounts.alice)
    const sent = w.claimBatch.connect(w.accounts.stranger).claim(requests, 150_000, { gasLimit })
    await expect(sent).to.emit(w.claimBatch, 'ClaimFailed')
    expect((await m.held(w.accounts.alice)) - before).to.equal(1750n)
  })
  it('moves nothing of a contract, which may not be able to object', async () => {
    const { dave } = w.accounts
    for (const account of hostile) {
      await refuses(m.enact(decide.move(account, dave)), 'MachineAccountInvalid', [account])
      expect(await m.due(account)).to.equal(1750n)
    }
  })
  it('takes ETH that is forced on it as revenue', async () => {
    await w.hh.deployContract('Forcer', [m.M], { value: 1000 })
    await expect(m.machine.sync(ETH)).to.emit(m.machine, 'Distributed').withArgs(ETH, 1000, [100, 200, 700, 0])
  })
  it('keeps a deposit whose recipient refuses', async () => {
    const { stranger } = w.accounts
    await m.depositFor(stranger, 500)
    const machine = m.machine.connect(stranger)
    await refuses(machine.withdrawDeposit(hostile[0] as string, 500), 'ClaimEthRefused', [hostile[0], 500])
    expect(await m.machine.depositOf(stranger.address)).to.equal(500n)
  })
})

describe('a machine on which ETH is forced though it is no token of it', () => {
  const w = useMachine()
  it('goes on as before', async () => {
    await w.hh.deployContract('Forcer', [w.M], { value: 1000 })
    await w.payAll(await w.log())
    await w.release()
    await w.claim(w.accounts.alice)
    expect(await w.held(w.M, ETH)).to.equal(1000n)
    expect(await w.held(w.accounts.alice)).to.equal(300_000n)
  })
})

/** All that a machine's books say about the usual people. */
async function books({ machine, own, of, M }: Machine, w: CampaignWorld) {
  const { alice, bob, carol, dave, customer, fund, fee, stranger, steward } = w.accounts
  const people = [alice, bob, carol, dave, customer, fund, fee, stranger, steward, { address: M }]
  const perAccount = people.map(async ({ address }) => [
    await machine.previewClaim(address, [own], []),
    await machine.depositOf(address),
    await of.campaign.positionOf(address),
  ])
  return [
    await machine.tokenBook(own),
    await machine.debtPool(PAYBACK),
    await of.campaign.totals(),
    await Promise.all(perAccount),
  ].map((value) => String(value))
}

/** Of a machine: whose doors are no part of the lock, and what they say to a caller in the middle. */
const MACHINE_UNLOCKED: Record<string, string> = { initialize: 'MachineBegun', setPayee: 'ClaimHolderOnly' }
/** Of a campaign: what is refused before the lock, or does no more than the caller may do at any time. */
const CAMPAIGN_UNLOCKED: Record<string, string> = {
  propose: 'ActionClosed',
  object: 'ProposalNotLive',
  withdrawProposal: 'ProposalNotLive',
  setRefundTo: 'PledgeMissing',
  setRefundToSigned: 'SignatureExpired',
  pledgeSigned: 'SignatureExpired',
  cancel: 'CampaignInitiatorOnly',
  cancelNonce: 'goes through',
  refundBatch: 'goes through',
}

describe('whoever is called in the middle', () => {
  let odd: ethers.Contract
  let m: Machine
  let use: Use
  let proposal: bigint
  let other: Awaited<ReturnType<CampaignWorld['open']>>
  const w = useCampaign(async (world) => {
    let O: string
    ;({ odd, O, m } = await oddMachine(world, (GOAL * 9n) / 10n))
    const { stranger, steward3 } = world.accounts
    use = await m.log()
    await m.earn(10_000)
    await m.depositFor(stranger, 1000)
    await m.endow(stranger, 5000)
    // A second campaign of the same token, just before its purchase.
    other = await world.open(({ terms }) => {
      Object.assign(terms, { token: O, goal: GOAL / 2n })
    })
    await world.fund(other)
    proposal = await world.proposeAs(other, steward3, decide.purchase(stranger, GOAL / 2n))
    await world.wait(other, proposal)
  })
  const moves = () => {
    const { alice, stranger, dave } = w.accounts
    const machine = m.machine.connect(stranger)
    const campaign = m.of.campaign.connect(stranger)
    return {
      machine: {
        payUse: () => machine.payUse(use.invoice, Funding.Wallet, 1350, { gasLimit }),
        logAndPay: () => machine.logAndPay(m.input(), Funding.Wallet, 1350, { gasLimit }),
        deposit: () => machine.deposit(stranger.address, 100, { gasLimit }),
        withdrawDeposit: () => machine.withdrawDeposit(stranger.address, 100, { gasLimit }),
        pay: () => machine.pay(m.own, 100, ethers.ZeroHash, { gasLimit }),
        claim: () => machine.claim(alice.address, [m.own], [], 0, { gasLimit }),
        claimTo: () => m.machine.connect(alice).claimTo(alice.address, dave.address, [m.own], [], 0, { gasLimit }),
        enact: () => m.enact(decide.spending(m.own, dave, 10n)),
      },
      campaign: { refund: () => campaign.refund(alice.address, { gasLimit }) },
    }
  }
  /** What happened to the call in the middle: it went through, or an error by its name. */
  const outcome = async (contract: { interface: ethers.Interface }) => {
    if ((await odd.getFunction('callbackOk')()) as boolean) return 'goes through'
    const data = (await odd.getFunction('callbackResult')()) as string
    return contract.interface.parseError(data)?.name ?? data
  }
  /** Runs a move with each call in its middle; the books end as without. */
  const reenter = async (
    move: () => Promise<unknown>,
    contract: { interface: ethers.Interface },
    target: string,
    expected: (name: string) => string | undefined,
  ) => {
    const start = await w.helpers.takeSnapshot()
    await move()
    const after = await books(m, w)
    await start.restore()
    for (const { name, data } of callsOf(contract, w.accounts.bob.address)) {
      await send(odd, 'callBack', target, data)
      await move()
      const wanted = expected(name)
      const actual = await outcome(contract)
      if (wanted !== undefined) expect(actual, name).to.equal(wanted)
      expect(await books(m, w), `books after ${name}, which ${actual}`).to.deep.equal(after)
      await start.restore()
    }
  }
  const LOCKED = 'ReentrancyGuardReentrantCall'

  for (const name of ['payUse', 'logAndPay', 'deposit', 'withdrawDeposit', 'pay', 'claim', 'claimTo', 'enact'] as const) {
    it(`of ${name} finds every door of the machine that moves money locked`, () =>
      reenter(moves().machine[name], m.machine, m.M, (inner) => MACHINE_UNLOCKED[inner] ?? LOCKED))
  }
  for (const name of ['claim', 'payUse'] as const) {
    it(`of ${name} changes nothing by calling another campaign of the token`, () =>
      reenter(moves().machine[name], other.campaign, other.C, () => undefined))
  }
  it('of a refund finds every door of the campaign that moves money locked', () =>
    reenter(moves().campaign.refund, m.of.campaign, m.of.C, (inner) => CAMPAIGN_UNLOCKED[inner] ?? LOCKED))
  it('of a purchase finds a machine that has begun, and all its doors without money', async () => {
    const start = await w.helpers.takeSnapshot()
    const buy = () => w.execute(other, proposal, decide.purchase(w.accounts.stranger, GOAL / 2n))
    for (const { name, data } of callsOf(m.machine, w.accounts.bob.address)) {
      await send(odd, 'callBack', other.M, data)
      await buy()
      if (name === 'initialize') expect(await outcome(m.machine)).to.equal('MachineBegun')
      const machine = m.machine.attach(other.M) as typeof m.machine
      const { end, repaid } = await machine.debtPool(PAYBACK)
      expect([end, repaid, await machine.custodian()], name).to.deep.equal([600_000n, 0n, w.accounts.steward3.address])
      expect((await other.campaign.totals()).spent, name).to.equal(GOAL / 2n)
      await start.restore()
    }
    for (const { name, data } of callsOf(other.campaign, w.accounts.bob.address)) {
      await send(odd, 'callBack', other.C, data)
      await buy()
      const wanted = CAMPAIGN_UNLOCKED[name]
      expect(await outcome(other.campaign), name).to.equal(wanted ?? LOCKED)
      await start.restore()
    }
  })
  it('reads previews that are right already', async () => {
    const { alice, bob, dave } = w.accounts
    const { machine } = moves()
    for (const [who, expected] of [
      [alice, 0n],
      [bob, 1750n],
      [dave, 1400n],
    ] as const) {
      const start = await w.helpers.takeSnapshot()
      const data = m.machine.interface.encodeFunctionData('previewClaim', [who.address, [m.own], []])
      await send(odd, 'callBack', m.M, data)
      await machine.claim()
      const result = (await odd.getFunction('callbackResult')()) as string
      expect(m.machine.interface.decodeFunctionResult('previewClaim', result)[0]).to.deep.equal([expected])
      await start.restore()
    }
  })
})

describe('whoever is paid ETH', () => {
  let wallet: ethers.Contract
  let m: Machine
  const w = useCampaign(async (world) => {
    const { alice, bob, carol } = world.accounts
    wallet = await world.mock('Wallet')
    const of = await world.open(inEth)
    await world.pledge(of, wallet.target as string, GOAL / 4n, { payer: alice, refundTo: alice })
    m = await serve(world, of, { pledges: [alice, bob, carol].map((account) => [account, GOAL / 4n] as const) })
    await m.earn(10_000)
    await m.depositFor(wallet.target as string, 1000)
  })
  it('finds every door of the machine that moves money locked, and is paid once', async () => {
    const address = wallet.target as string
    const withdraw = m.machine.interface.encodeFunctionData('withdrawDeposit', [address, 1000])
    const start = await w.helpers.takeSnapshot()
    for (const [name, move, amount] of [
      ['claim', () => m.machine.claim(address, [ETH], [], 0, { gasLimit }), 1750n],
      ['withdrawDeposit', () => send(wallet, 'run', m.M, withdraw), 1000n],
      ['enact', () => m.enact(decide.spending(ETH, address, 500n)), 500n],
    ] as const) {
      for (const { name: inner, data } of callsOf(m.machine, address)) {
        await send(wallet, 'callBack', m.M, data)
        await move()
        expect(await m.held(address), `${name}, ${inner}`).to.equal(amount)
        const ok = (await wallet.getFunction('callbackOk')()) as boolean
        const result = (await wallet.getFunction('callbackResult')()) as string
        const outcome = ok ? 'goes through' : m.machine.interface.parseError(result)?.name
        // What is paid is the holder of its own account.
        const wanted = inner === 'setPayee' ? 'goes through' : (MACHINE_UNLOCKED[inner] ?? 'ReentrancyGuardReentrantCall')
        expect(outcome, `${name}, ${inner}`).to.equal(wanted)
        await start.restore()
      }
    }
  })
})
