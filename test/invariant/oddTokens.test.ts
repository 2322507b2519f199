import { expect } from 'chai'
import { type FunctionFragment, keccak256, type ParamType, ZeroAddress } from 'ethers'
import { artifactOf } from './artifacts.ts'
import { Chain, coder, type Log } from './chain.ts'
import { eventsOf } from './invariants.ts'
import { ZERO_HASH } from './signing.ts'
import { ETH, hashEntries } from './world.ts'

const ALL = 2n ** 256n - 1n
const DAY = 86_400
const abi = {
  venture: artifactOf('Venture').abi,
  ledger: artifactOf('ContributionLedger').abi,
  review: artifactOf('ReviewBoard').abi,
  factory: artifactOf('VentureFactory').abi,
  batch: artifactOf('ClaimBatch').abi,
}

/** A venture with one equity kind, 5% for a fund, and people with units. */
type Scene = Awaited<ReturnType<typeof scene>>

async function scene(chain: Chain, tokens: string[], holders: readonly (readonly [account: string, units: bigint])[]) {
  const [governor = '', steward = '', proposer = '', fund = '', customer = ''] = chain.accounts
  const decisions = await chain.deploy('DecisionBoard')
  const handOvers = await chain.deploy('HandOverBoard')
  const governorCode = await chain.deploy('LazyConsensusGovernor', [decisions])
  const board = await chain.deploy('NoticeBoard', [decisions, handOvers])
  const review = await chain.deploy('ReviewBoard', [governorCode])
  const accounts = await chain.deploy('AccountBoard')
  const boards = [board, review, await chain.deploy('GrowthBoard'), accounts]
  for (const name of ['LargeBatches', 'VoiceBoard']) boards.push(await chain.deploy(name))
  const ventureCode = await chain.deploy('Venture', [board, accounts])
  const ledgerCode = await chain.deploy('ContributionLedger', boards)
  const factory = await chain.deploy('VentureFactory', [ventureCode, ledgerCode, governorCode, board, handOvers])
  const parameters = {
    attestationsRequired: 1,
    attestorMinPoints: 1,
    objectorMinPoints: 1,
    objectionWindow: 2 * DAY,
    resolutionDeadline: 2 * DAY,
    instantGrowthBps: 0,
    instantGrowthPoints: 10n ** 9n,
    silentGrowthBps: 0,
    silentGrowthPoints: 0,
  }
  const config = {
    name: 'Odd',
    uri: '',
    network: ZeroAddress,
    founder: governor,
    governor,
    stewards: [steward],
    contributorsFloorBps: 9000,
    noticePeriod: 2 * DAY,
    parameters,
    tokens,
    pools: [{ poolType: 1, token: ZeroAddress, capBps: 0, openingPeriod: 0 }],
    kinds: [{ name: `0x${'41'.repeat(32)}`, unit: `0x${'42'.repeat(32)}`, decimals: 0, pool: 1, rate: 1, voice: 1 }],
    equation: [
      { account: fund, pool: 0, basis: 0, shareBps: 500 },
      { account: ZeroAddress, pool: 1, basis: 1, shareBps: 10_000 },
    ],
    remainder: fund,
  }
  const deployed = await send(chain, {
    from: governor,
    to: factory,
    data: abi.factory.encodeFunctionData('deploy', [config, ZERO_HASH]),
  })
  const born = deployed.map((log) => abi.factory.parseLog(log)).find((event) => event?.name === 'VentureDeployed')
  const venture = String(born?.args.venture).toLowerCase()
  const ledger = String(born?.args.ledger).toLowerCase()

  const entries = holders.map(([account, units]) => (BigInt(account) << 96n) | units).sort((a, b) => (a < b ? -1 : 1))
  const days = `0x${'00004e20'.repeat(entries.length)}`
  const proposal = [entries, days, ZERO_HASH, '', ZERO_HASH, 1n]
  await send(chain, { from: proposer, to: ledger, data: abi.ledger.encodeFunctionData('propose', [proposal]) })
  const header = [hashEntries(entries), keccak256(days), ZERO_HASH, proposer, 1n]
  const attestation = [steward, [], ALL, '0x']
  const accept = abi.review.encodeFunctionData('acceptAttested', [ledger, header, entries, 0, entries.length, [attestation]])
  await send(chain, { from: steward, to: review, data: accept })

  const claimData = (account: string, list: readonly string[]) =>
    abi.venture.encodeFunctionData('claim', [account, list, [0], ALL])
  return {
    venture,
    ledger,
    fund,
    customer,
    governor,
    claimData,
    sync: (token: string) => send(chain, { from: customer, to: venture, data: abi.venture.encodeFunctionData('sync', [token]) }),
    preview: async (account: string, token: string): Promise<bigint> =>
      (await chain.call(venture, abi.venture, 'previewClaim', [account, [token], [0]]))[0][0],
    accounted: async (token: string): Promise<bigint> =>
      (await chain.call(venture, abi.venture, 'tokenBook', [token]))[0].accounted,
    /** What a claim paid, per token. */
    claim: async (account: string, list: readonly string[], from = customer): Promise<Map<string, bigint>> => {
      const logs = await send(chain, { from, to: venture, data: claimData(account, list) })
      return new Map(eventsOf(logs, venture).flatMap((event) => (event.name === 'Claimed' ? [[event.token, event.amount]] : [])))
    },
  }
}

async function send(chain: Chain, tx: Parameters<Chain['send']>[0]): Promise<Log[]> {
  const outcome = await chain.send(tx)
  if (!outcome.ok) throw new Error(`refused with ${chain.nameOf(outcome)}`)
  return (await chain.receipt(outcome.hash)).logs
}

describe('odd tokens and odd recipients', () => {
  let chain: Chain
  let alice: string
  let bob: string
  beforeEach(async () => {
    chain = await Chain.open()
    alice = chain.accounts[6] as string
    bob = chain.accounts[7] as string
  })
  afterEach(() => chain.close())

  const people = () =>
    [
      [alice, 60n],
      [bob, 40n],
    ] as const
  const odd = (name: string, args: unknown[] = []) =>
    chain.deploy(name, args, name.endsWith('Token') ? 'OddTokens' : 'OddRecipients')

  async function tell(name: string, to: string, method: string, args: unknown[], file = 'OddTokens') {
    return send(chain, {
      from: chain.accounts[0] as string,
      to,
      data: artifactOf(name, file).abi.encodeFunctionData(method, args),
    })
  }
  const holds = async (token: string, account: string): Promise<bigint> =>
    (await chain.call(token, artifactOf('NoReturnToken', 'OddTokens').abi, 'balanceOf', [account]))[0]

  /** Sells by transfer and by invoice. */
  async function sellBoth(name: string, token: string, { venture, customer }: Scene, amount: bigint) {
    const token_ = artifactOf(name, 'OddTokens').abi
    await tell(name, token, 'mint', [customer, 2n * amount])
    await send(chain, { from: customer, to: token, data: token_.encodeFunctionData('transfer', [venture, amount]) })
    return send(chain, { from: customer, to: venture, data: abi.venture.encodeFunctionData('pay', [token, amount, ZERO_HASH]) })
  }

  for (const name of ['NoReturnToken', 'ReturnsFalseToken', 'ZeroRevertsToken', 'BlocklistToken', 'HookToken']) {
    it(`pays ${name} like any other`, async () => {
      const token = await odd(name)
      const venture = await scene(chain, [token], people())
      await sellBoth(name, token, venture, 1000n)
      expect((await venture.claim(alice, [token])).get(token)).to.equal(1140n)
      expect((await venture.claim(bob, [token])).get(token)).to.equal(760n)
      expect((await venture.claim(venture.fund, [token])).get(token)).to.equal(100n)
      expect([await holds(token, alice), await holds(token, bob), await holds(token, venture.fund)]).to.deep.equal([
        1140n,
        760n,
        100n,
      ])
      expect((await venture.claim(alice, [token])).get(token) ?? 0n).to.equal(0n)
    })
  }

  it('keeps a claim whole when a token returns false', async () => {
    const token = await odd('ReturnsFalseToken')
    const venture = await scene(chain, [token], people())
    await sellBoth('ReturnsFalseToken', token, venture, 1000n)
    await tell('ReturnsFalseToken', token, 'setRefuses', [true])
    const refused = await chain.send({ from: alice, to: venture.venture, data: venture.claimData(alice, [token]) })
    expect(refused.ok).to.equal(false)
    expect(await venture.preview(alice, token)).to.equal(1140n)
    await tell('ReturnsFalseToken', token, 'setRefuses', [false])
    expect((await venture.claim(alice, [token])).get(token)).to.equal(1140n)
  })

  it('counts what arrives of a token that keeps 1%', async () => {
    const token = await odd('FeeToken', [100])
    const venture = await scene(chain, [token], people())
    const logs = await sellBoth('FeeToken', token, venture, 1000n)
    const paid = logs.map((log) => abi.venture.parseLog(log)).find((event) => event?.name === 'Paid')
    expect(paid?.args.amount).to.equal(990n)
    await venture.sync(token)
    expect(await venture.accounted(token)).to.equal(1980n)
    await venture.claim(alice, [token])
    await venture.claim(bob, [token])
    await venture.claim(venture.fund, [token])
    expect((await holds(token, venture.venture)) >= (await venture.accounted(token))).to.equal(true)
  })

  it('refuses an invoice of which nothing arrives', async () => {
    const token = await odd('FeeToken', [10_000])
    const venture = await scene(chain, [token], people())
    const refusal = await sellBoth('FeeToken', token, venture, 1000n).catch((error: Error) => error.message)
    expect(refusal).to.contain('PaymentEmpty')
    await venture.sync(token)
    expect(await venture.accounted(token)).to.equal(0n)
  })

  it('shares what a token grows by, and pays first come first served when it shrank', async () => {
    const token = await odd('RebasingToken')
    const good = await chain.deploy('TestToken', ['Good', 'G', 6])
    const venture = await scene(chain, [token, good], people())
    await sellBoth('RebasingToken', token, venture, 1000n)
    await venture.sync(token)
    await tell('RebasingToken', token, 'rebase', [20_000])
    expect(await venture.preview(alice, token)).to.equal(2280n)
    await venture.sync(token)
    await tell('RebasingToken', token, 'rebase', [10_000])
    // 4,000 in the books, 2,000 there: no new revenue, nobody else's share falls.
    expect(await venture.preview(alice, token)).to.equal(2280n)
    expect((await venture.claim(bob, [token])).get(token)).to.equal(1520n)
    const refused = await chain.send({ from: alice, to: venture.venture, data: venture.claimData(alice, [token]) })
    expect(refused.ok).to.equal(false)
    await tell('TestToken', good, 'mint', [venture.venture, 1000n], 'TestToken')
    expect((await venture.claim(alice, [good])).get(good)).to.equal(570n)
  })

  for (const [answer, name] of [
    [1, 'reverts'],
    [3, 'burns all gas'],
    [4, 'answers with 5 bytes'],
    [5, 'answers with 100,000 bytes'],
  ] as const) {
    it(`skips a token whose balance ${name}, and stops nothing else`, async () => {
      const token = await odd('BalanceToken')
      const good = await chain.deploy('TestToken', ['Good', 'G', 6])
      const venture = await scene(chain, [token, good], people())
      await tell('BalanceToken', token, 'mint', [venture.venture, 1000n])
      await venture.sync(token)
      await tell('BalanceToken', token, 'mint', [venture.venture, 500n])
      await tell('TestToken', good, 'mint', [venture.venture, 1000n], 'TestToken')
      await tell('BalanceToken', token, 'setAnswer', [answer])
      const logs = await venture.sync(token)
      expect(logs.map((log) => abi.venture.parseLog(log)?.name)).to.deep.equal(['TokenSkipped'])
      expect((await venture.claim(alice, [good])).get(good)).to.equal(570n)
      const reduce = abi.ledger.encodeFunctionData('reduceOwnUnits', [bob, 0, 1n])
      await send(chain, { from: bob, to: venture.ledger, data: reduce })
      // What was distributed before can still be claimed.
      expect((await venture.claim(alice, [token])).get(token)).to.equal(570n)
      await tell('BalanceToken', token, 'setAnswer', [0])
      await venture.sync(token)
      expect(await venture.accounted(token)).to.equal(930n)
    })
  }

  it('takes no more into its books than they can hold of a token that claims to be endless', async () => {
    const token = await odd('BalanceToken')
    const venture = await scene(chain, [token], people())
    await tell('BalanceToken', token, 'setAnswer', [2])
    await venture.sync(token)
    expect(await venture.accounted(token)).to.equal(2n ** 128n - 1n)
    await venture.sync(token)
    await send(chain, { from: bob, to: venture.ledger, data: abi.ledger.encodeFunctionData('reduceOwnUnits', [bob, 0, 40n]) })
  })

  it('can not be made to skip a token by too little gas', async () => {
    const token = await chain.deploy('TestToken', ['Good', 'G', 6])
    const venture = await scene(chain, [token], people())
    await tell('TestToken', token, 'mint', [venture.venture, 1000n], 'TestToken')
    const data = abi.venture.encodeFunctionData('sync', [token])
    let refused = 0
    for (let gas = 40_000n; gas < 400_000n; gas += 6_000n) {
      const outcome = await chain.dry({ from: bob, to: venture.venture, data, gas })
      // Either the whole call fails, or all of it is distributed.
      if (outcome.ok) expect(BigInt(outcome.data)).to.equal(1000n)
      else refused += chain.errors.get(outcome.selector) === 'TokenGasTooLow' ? 1 : 0
    }
    expect(refused).to.be.greaterThan(10)
  })

  it('pays others while one is blocked, and the blocked one elsewhere', async () => {
    const token = await odd('BlocklistToken')
    const venture = await scene(chain, [token], people())
    await sellBoth('BlocklistToken', token, venture, 1000n)
    await tell('BlocklistToken', token, 'setBlocked', [alice, true])
    expect((await chain.send({ from: bob, to: venture.venture, data: venture.claimData(alice, [token]) })).ok).to.equal(false)
    expect((await venture.claim(bob, [token])).get(token)).to.equal(760n)
    const data = abi.venture.encodeFunctionData('claimTo', [alice, venture.customer, [token], [0], ALL])
    await send(chain, { from: alice, to: venture.venture, data })
    expect(await holds(token, venture.customer)).to.equal(1140n)
  })

  /** Every function of a venture that changes anything, with arguments that would pay or change if it ran. */
  function everyCall(venture: Scene, token: string, account: string): { name: string; data: string }[] {
    const functions = abi.venture.fragments.filter((fragment): fragment is FunctionFragment => fragment.type === 'function')
    const value = (input: ParamType): unknown => {
      if (input.baseType === 'array')
        return input.arrayChildren?.baseType === 'address' ? [token] : input.name === 'kinds' ? [0] : []
      if (input.baseType === 'address')
        return input.name === 'token' ? token : input.name === 'venture' ? venture.venture : account
      if (input.baseType === 'bytes32') return ZERO_HASH
      return input.baseType === 'bytes' ? '0x' : input.name === 'maxDebtEntries' ? ALL : 1n
    }
    return functions
      .filter((fragment) => !fragment.constant)
      .map((fragment) => ({ name: fragment.name, data: abi.venture.encodeFunctionData(fragment, fragment.inputs.map(value)) }))
  }

  async function expectLocked(caller: string, name: string, file: string, calls: { name: string }[], now: bigint) {
    const { abi: of } = artifactOf(name, file)
    const [times] = await chain.call(caller, of, 'times')
    expect(times > 0n, 'it was called').to.equal(true)
    const [bits] = await chain.call(caller, of, 'wentThrough')
    const through = calls.filter((_, i) => (bits >> BigInt(i)) & 1n).map((call) => call.name)
    expect(through.filter((call) => call !== 'setPayee')).to.deep.equal([])
    const [seen] = await chain.call(caller, of, 'seen')
    expect(coder.decode(['uint256[]'], seen)[0][0], 'the view in the middle').to.equal(now)
  }

  for (const isBefore of [true, false]) {
    it(`is locked and its views are right ${isBefore ? 'before' : 'after'} a token moves`, async () => {
      const token = await odd('HookToken')
      const venture = await scene(chain, [token, ETH], people())
      await sellBoth('HookToken', token, venture, 1000n)
      await tell('HookToken', token, 'setBefore', [isBefore])
      for (const account of [alice, bob]) {
        const calls = everyCall(venture, token, bob)
        const view = abi.venture.encodeFunctionData('previewClaim', [bob, [token], [0]])
        await tell('HookToken', token, 'arm', [venture.venture, calls.map(({ data }) => data), view])
        await venture.claim(account, [token])
        await expectLocked(token, 'HookToken', 'OddTokens', calls, await venture.preview(bob, token))
      }
      expect(await venture.preview(bob, token)).to.equal(0n)
      expect([await holds(token, alice), await holds(token, bob)]).to.deep.equal([1140n, 760n])
    })
  }

  it('is locked and its views are right while it pays ETH', async () => {
    const recipient = await odd('Reenterer')
    const venture = await scene(
      chain,
      [ETH],
      [
        [recipient, 60n],
        [bob, 40n],
      ],
    )
    await send(chain, { from: venture.customer, to: venture.venture, value: 1000n })
    const calls = everyCall(venture, ETH, bob)
    const view = abi.venture.encodeFunctionData('previewClaim', [bob, [ETH], [0]])
    await tell('Reenterer', recipient, 'arm', [venture.venture, calls.map(({ data }) => data), view], 'OddRecipients')
    expect((await venture.claim(recipient, [ETH])).get(ETH)).to.equal(570n)
    await expectLocked(recipient, 'Reenterer', 'OddRecipients', calls, 380n)
    expect((await venture.claim(bob, [ETH])).get(ETH)).to.equal(380n)
  })

  it('pays 47 of 50 while three refuse, burn and bomb', async () => {
    const bad = [await odd('RevertingRecipient'), await odd('GasBurner'), await odd('ReturnBomb')]
    const good = Array.from({ length: 47 }, (_, i) => `0x${(0xa11ce00 + i).toString(16).padStart(40, '0')}`)
    const all = [...good.slice(0, 20), ...bad, ...good.slice(20)]
    const venture = await scene(
      chain,
      [ETH],
      all.map((account) => [account, 2n]),
    )
    const batch = await chain.deploy('ClaimBatch')
    await send(chain, { from: venture.customer, to: venture.venture, value: 1_000_000n })
    await venture.sync(ETH)
    const requests = all.map((account) => [venture.venture, account, [ETH], [0], ALL])
    const logs = await send(chain, { from: bob, to: batch, data: abi.batch.encodeFunctionData('claim', [requests, 200_000n]) })
    const failed = logs.flatMap((log) => abi.batch.parseLog(log)?.args.account?.toLowerCase() ?? [])
    expect(failed).to.deep.equal(bad)
    for (const account of good) expect(BigInt((await chain.ask('eth_getBalance', account, 'latest')) as string)).to.equal(19_000n)
    for (const account of bad) expect(await venture.preview(account, ETH)).to.equal(19_000n)
  })

  it('counts ETH that was forced in as revenue', async () => {
    const venture = await scene(chain, [ETH], people())
    const { abi: of, bytecode } = artifactOf('Forcer', 'OddRecipients')
    await send(chain, { from: bob, data: bytecode + of.encodeDeploy([venture.venture]).slice(2), value: 1000n })
    expect(await venture.preview(alice, ETH)).to.equal(570n)
    expect((await venture.claim(alice, [ETH])).get(ETH)).to.equal(570n)
  })
})
