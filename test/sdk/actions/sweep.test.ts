import { expect } from 'chai'
import { type Address, type Hex, getAddress, parseAbi } from 'viem'
import { getTransactionReceipt, sendTransaction, writeContract } from 'viem/actions'
import { ETH, type VentureConfig } from '@open-value/sdk'
import { orderHops } from '../../../sdk/src/actions/internal/upstream.ts'
import { DAY, DESIGN, EQUITY, type World, ZERO, createWorld, rejection } from './world.ts'

const SALE = 1_000_000n
const equity = { account: ZERO, pool: EQUITY, basis: 1, shareBps: 10_000 }
const line = (account: Address, shareBps: number) => ({ account, pool: 0, basis: 0, shareBps })

let world: World

before(async () => {
  world = await createWorld()
})

let count = 0

/** A venture whose equation names others. */
async function venture(lines: VentureConfig['equation'], change: Partial<VentureConfig> = {}): Promise<Address> {
  const config = world.config({ name: `Upstream ${count++}`, equation: [...lines, equity], ...change })
  return (await world.founder.deployVentureAndWait({ config })).venture
}

const sell = (to: Address, token: Address = world.token, amount = SALE) =>
  world.customer.payAndWait({ venture: to, token, amount })

/** Another equation, after its notice. */
async function rename(of: Address, account: Address, shareBps: number) {
  const lines = [
    { account, basis: 'gross' as const, shareBps },
    { pool: EQUITY, basis: 'remaining' as const, shareBps: 10_000 },
  ]
  const equation = { venture: of, lines, remainder: world.network.address }
  await world.founder.announceEquationAndWait(equation)
  await world.time.increase(8 * DAY)
  await world.stranger.applyEquationAndWait(equation)
}

const paid = (account: Address, amount: bigint, token: Address = world.token) => ({
  status: 'paid',
  paid: [{ token, amount, recipient: account }],
})

describe('sweep', () => {
  it('pays before it passes on, where ways meet again', async () => {
    const { stranger } = world
    const top = await venture([])
    const left = await venture([line(top, 1_000)])
    const right = await venture([line(left, 1_000), line(top, 1_000)])
    // The line to `left` comes first, yet `right` pays it, too.
    const maker = await venture([line(left, 1_000), line(right, 1_000)])
    await sell(maker)
    const { hops, cycles } = await stranger.sweepAndWait({ venture: maker })
    expect(cycles).to.deep.equal([])
    expect(hops).to.deep.equal([
      { venture: maker, account: left, ...paid(left, 100_000n) },
      { venture: maker, account: right, ...paid(right, 100_000n) },
      { venture: right, account: left, ...paid(left, 10_000n) },
      { venture: right, account: top, ...paid(top, 10_000n) },
      { venture: left, account: top, ...paid(top, 11_000n) },
    ])
  })

  it('goes round a circle once, and says so', async () => {
    const { stranger, reader, token } = world
    const b = await venture([])
    const a = await venture([line(b, 5_000)], { contributorsFloorBps: 5_000 })
    const c = await venture([line(a, 2_000)])
    await rename(b, c, 2_000)
    await sell(a)
    const planned = await stranger.prepareSweep({ venture: a })
    expect(planned.cycles).to.deep.equal([[a, b, c]])
    const { hops } = await stranger.sweepAndWait({ venture: a })
    expect(hops).to.deep.equal([
      { venture: a, account: b, ...paid(b, 500_000n) },
      { venture: b, account: c, ...paid(c, 100_000n) },
      { venture: c, account: a, ...paid(a, 20_000n) },
    ])
    // What came round is a's revenue, and goes on with the next.
    expect((await reader.getClaim({ venture: a, account: b })).claimable).to.deep.equal([{ token, amount: 10_000n }])
    const next = await stranger.sweepAndWait({ venture: a })
    expect(next.hops.map(({ account }) => account)).to.deep.equal([b, c, a])
  })

  it('claims the units upstream holds, the remainder, and every token', async () => {
    const { founder, steward, stranger, token, reader } = world
    const upstream = await venture([])
    const config = world.config({ name: `Units ${count++}`, equation: [line(upstream, 3_000)], remainder: upstream })
    config.equation = [{ ...equity, shareBps: 7_000, basis: 0 }]
    const { venture: maker, ledger } = await founder.deployVentureAndWait({ config })
    const contributions = [{ affiliate: upstream, kind: DESIGN, quantity: 1_000n, day: 20_000 }]
    const { batch } = await stranger.proposeBatchAndWait({ ledger, contributions })
    await steward.acceptBatchAndWait({ ledger, batch })
    await sell(maker)
    await sell(maker, ETH, 10n ** 18n)
    const { hops } = await stranger.prepareSweep({ venture: maker })
    expect(hops).to.have.length(1)
    expect(hops[0]).to.deep.include({ account: upstream, kinds: [DESIGN], tokens: [token, ETH] })
    const swept = await stranger.sweepAndWait({ venture: maker, tokens: [ETH] })
    expect(swept.hops).to.deep.equal([{ venture: maker, account: upstream, ...paid(upstream, 10n ** 18n, ETH) }])
    expect((await reader.getClaim({ venture: maker, account: upstream })).claimable).to.deep.equal([{ token, amount: SALE }])
  })

  it('leaves out what would fail, token by token', async () => {
    const { stranger, token } = world
    const bad = await blocklistToken()
    const top = await venture([])
    const middle = await venture([line(top, 1_000)], { tokens: [token, bad] })
    const maker = await venture([line(middle, 1_000)], { tokens: [bad, token] })
    await world.mint(bad, maker, SALE)
    await sell(maker)
    await block(bad, middle)
    const { hops, failing } = await stranger.sweepAndWait({ venture: maker })
    expect(hops).to.deep.equal([
      { venture: maker, account: middle, ...paid(middle, 100_000n) },
      { venture: middle, account: top, ...paid(top, 10_000n) },
    ])
    expect(failing.map(({ venture: payer, account, tokens }) => [payer, account, tokens])).to.deep.equal([[maker, middle, [bad]]])
  })

  it('goes as far as it is asked to, and says from where to go on', async () => {
    const { stranger } = world
    const top = await venture([])
    const middle = await venture([line(top, 1_000)])
    const maker = await venture([line(middle, 1_000)])
    await sell(maker)
    const { hops, notFollowed } = await stranger.sweepAndWait({ venture: maker, maxDepth: 1 })
    expect(hops).to.deep.equal([{ venture: maker, account: middle, ...paid(middle, 100_000n) }])
    expect(notFollowed).to.deep.equal([middle])
    const rest = await stranger.sweepAndWait({ venture: middle })
    expect(rest.hops).to.deep.equal([{ venture: middle, account: top, ...paid(top, 10_000n) }])
    for (const maxDepth of [0, 33, 1.5]) {
      const error = await rejection(stranger.prepareSweep({ venture: maker, maxDepth }))
      expect(error.name).to.equal('ParameterOutOfBoundsError')
    }
  })

  it('orders any net of ventures: who is paid is paid by all before it pays', () => {
    const address = (i: number): Address => getAddress(`0x${String(i).padStart(40, '0')}`)
    let state = 7
    const random = (below: number) => (state = (state * 48_271) % 2_147_483_647) % below
    for (let round = 0; round < 200; round++) {
      const size = 2 + random(8)
      const nodes = Array.from({ length: size }, (_, i) => address(i + 1))
      // Lines lead to later ventures only: no circles.
      const upstream = new Map(nodes.map((node, i) => [node, nodes.slice(i + 1).filter(() => random(2) === 0)]))
      const { hops, cycles } = orderHops(address(1), upstream)
      expect(cycles).to.deep.equal([])
      hops.forEach(({ account }, i) => {
        const own = hops.findIndex(({ venture: payer }) => payer === account)
        if (own !== -1) expect(own, `${account} pays before it is paid`).to.be.above(i)
      })
      const reached = new Set([address(1), ...hops.map(({ account }) => account)])
      const expected = nodes.filter((node) => reached.has(node)).reduce((sum, node) => sum + (upstream.get(node)?.length ?? 0), 0)
      expect(hops).to.have.length(expected)
    }
  })
})

/** A token that refuses whom somebody has blocked. */
async function blocklistToken(): Promise<Address> {
  const artifact = await import('../../../artifacts/contracts/mocks/OddTokens.sol/BlocklistToken.json', {
    with: { type: 'json' },
  })
  const { client, address: account } = world.stranger
  const hash = await sendTransaction(client, { account, chain: null, data: artifact.default.bytecode as Hex })
  const { contractAddress } = await getTransactionReceipt(client, { hash })
  return getAddress(contractAddress ?? ZERO)
}

async function block(token: Address, account: Address) {
  const { client, address: sender } = world.stranger
  const abi = parseAbi(['function setBlocked(address account, bool blocked)'])
  const args = [account, true] as const
  await writeContract(client, { account: sender, chain: null, abi, address: token, functionName: 'setBlocked', args })
}
