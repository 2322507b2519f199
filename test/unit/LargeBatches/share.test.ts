import { expect } from 'chai'
import { ethers } from 'ethers'
import { useLarge } from '../../utils/large.ts'
import { leaf } from '../../utils/leaf.ts'
import { Change, coder, DAY, DESIGN, ETH, type Item, packAll, PoolType, REVIEW, useWorld, type World } from '../../utils/world.ts'

const KINDS = [DESIGN, REVIEW]
type Deployed = Awaited<ReturnType<World['deploy']>>

/**
 * Two ventures that live through the same: in one the contributions come behind a root and their leaves are activated now or
 * later, in its twin they are entered at once.
 */
function useTwins(w: World) {
  let twin: Deployed
  let tokens: string[]
  const both = () => [{ venture: w.venture, ledger: w.ledger, V: w.V, L: w.L }, twin]

  const begin = async () => {
    twin = await w.deploy(w.config(), ethers.id('twin'))
    tokens = [w.T, ETH]
  }
  const give = async (...items: Item[]) => {
    for (const { L, venture } of both()) await venture.connect(await w.as(L)).addUnits(ethers.ZeroHash, packAll(items))
  }
  const remove = async (account: string, kind: number, quantity: bigint | number) => {
    for (const { L, venture } of both()) await venture.connect(await w.as(L)).removeUnits(account, kind, quantity)
  }
  /** The same money reaches both; it is distributed now or with whatever comes next. */
  const pay = async (token: string, amount: bigint, sync = true) => {
    for (const { V, venture } of both()) {
      if (token === ETH) await w.accounts.customer.sendTransaction({ to: V, value: amount })
      else await (token === w.T ? w.token : w.token.attach(token)).getFunction('mint')(V, amount)
      if (sync) await venture.sync(token)
    }
  }
  const change = async (kind: number, data: string) => {
    for (const { V } of both()) await w.board.connect(w.accounts.founder).announceChange(V, kind, data)
    await w.time.increase(8 * DAY)
    for (const { V } of both()) await w.board.applyChange(V, kind, data)
  }
  const closeKind = async (kind: number, successor: number) => {
    for (const { V } of both()) await w.board.connect(w.accounts.founder).closeKind(V, kind, successor)
  }
  const reweigh = (kind: number, weight: number) => change(Change.Weight, coder.encode(['uint8', 'uint32'], [kind, weight]))
  const list = async (token: string, muted = false) => {
    await change(Change.Token, coder.encode(['address', 'bool'], [token, muted]))
    if (!tokens.includes(token)) tokens.push(token)
  }
  const enter = async (items: Item[]) => {
    const large = await useLarge(w).enter(items)
    await twin.venture.connect(await w.as(twin.L)).addUnits(ethers.ZeroHash, packAll(merged(items)))
    return large
  }
  const claim = async (account: string) => {
    for (const { venture } of both()) await venture.claim(account, tokens, KINDS, 0)
  }

  /** What an account was paid and is owed, in each token. */
  const earned = async ({ venture }: Pick<Deployed, 'venture'>, account: string) => {
    const owed = await venture.previewClaim(account, tokens, KINDS)
    const events = await venture.queryFilter(venture.filters.Claimed(account))
    const paid = tokens.map((token) =>
      events.filter(({ args }) => args.token === token).reduce((sum, { args }) => sum + args.amount, 0n),
    )
    return owed.map((amount, i) => amount + (paid[i] as bigint))
  }
  /** Everyone named has earned the same in both, to the unit. */
  const compare = async (accounts: string[]) => {
    let sum = 0n
    for (const account of new Set(accounts)) {
      const [large, direct] = await Promise.all(both().map((of) => earned(of, account)))
      expect(large, account).to.deep.equal(direct)
      sum += (large as bigint[]).reduce((a, b) => a + b)
    }
    expect(sum, 'somebody has earned something').to.be.above(0n)
  }
  return { begin, give, remove, pay, reweigh, list, closeKind, enter, claim, compare }
}

/** Pairs of kind and account once each, as a batch of the ordinary kind wants them. */
function merged(items: Item[]): Item[] {
  const sums = new Map<string, Item>()
  for (const { to, kind = DESIGN, quantity } of items) {
    const key = `${kind} ${to}`
    sums.set(key, { to, kind, quantity: BigInt(quantity) + BigInt(sums.get(key)?.quantity ?? 0) })
  }
  return [...sums.values()]
}

describe('LargeBatches.share', () => {
  const w = useWorld()
  const twins = useTwins(w)
  const { activateAll: activate, rest } = useLarge(w)
  const people = () => [w.accounts.bob.address, w.accounts.carol.address, w.accounts.dave.address]
  const items = (): Item[] => [
    { to: w.accounts.bob.address, quantity: 101 },
    { to: w.accounts.carol.address, quantity: 207 },
    { to: w.accounts.bob.address, quantity: 33 },
    { to: w.accounts.bob.address, kind: REVIEW, quantity: 50 },
    { to: w.accounts.carol.address, kind: REVIEW, quantity: 71 },
  ]
  /** Dave and bob have something already, and some of it has earned. */
  const begin = async () => {
    await twins.begin()
    await twins.give({ to: w.accounts.dave.address, quantity: 377 }, { to: w.accounts.bob.address, quantity: 13 })
    await twins.pay(w.T, 7_919n)
    await twins.pay(ETH, 1_000_003n)
  }

  leaf(
    'given sales in a token and in ETH before and after',
    'it is what a direct entry at the acceptance would have brought, to the unit',
    async () => {
      await begin()
      const large = await twins.enter(items())
      await twins.pay(w.T, 10_007n)
      await activate(large, [0])
      await twins.compare([w.accounts.dave.address])
      await twins.pay(ETH, 999_983n)
      await twins.claim(w.accounts.dave.address)
      await activate(large, [1, 3])
      await twins.pay(w.T, 31n)
      // What has arrived and was not distributed changes nothing.
      await twins.pay(w.T, 4_001n, false)
      await activate(large, [2, 4])
      await twins.compare(people())
      await twins.claim(w.accounts.bob.address)
      await twins.compare(people())
    },
  )
  leaf(
    'given kinds were re-weighed before and after',
    'it is what a direct entry at the acceptance would have brought, to the unit',
    async () => {
      await begin()
      await twins.reweigh(DESIGN, 53)
      await twins.pay(w.T, 2_003n)
      const large = await twins.enter(items())
      await twins.pay(w.T, 10_007n)
      await twins.reweigh(DESIGN, 97)
      await activate(large, [0])
      await twins.pay(w.T, 5_003n)
      await twins.reweigh(REVIEW, 11)
      await twins.pay(ETH, 777_777n)
      await twins.reweigh(DESIGN, 1)
      await activate(large, [1, 2, 3, 4])
      await twins.pay(w.T, 501n)
      await twins.compare(people())
    },
  )
  leaf(
    'given a token was muted or listed later',
    'it is what a direct entry at the acceptance would have brought, to the unit',
    async () => {
      await begin()
      const later = await (await w.hh.deployContract('TestToken', ['Later', 'LTR', 2])).getAddress()
      const latest = await (await w.hh.deployContract('TestToken', ['Latest', 'LTS', 2])).getAddress()
      await twins.list(later)
      await twins.list(w.T, true)
      await twins.pay(w.T, 3_001n, false)
      const large = await twins.enter(items())
      await twins.pay(later, 10_007n)
      await activate(large, [0, 3])
      await twins.list(latest)
      await twins.pay(latest, 20_011n)
      await twins.pay(w.T, 4_003n)
      await activate(large, [1])
      await twins.list(later, true)
      await twins.pay(later, 6_007n)
      await activate(large, [2, 4])
      await twins.compare(people())
      for (const account of people()) await twins.claim(account)
      await twins.compare(people())
    },
  )
  leaf(
    'given a kind was closed and others joined and left',
    'it is what a direct entry at the acceptance would have brought, to the unit',
    async () => {
      await begin()
      const { bob, dave } = w.accounts
      const large = await twins.enter(items())
      await twins.pay(w.T, 10_007n)
      await twins.closeKind(DESIGN, REVIEW)
      await twins.give({ to: dave.address, kind: REVIEW, quantity: 500 })
      await twins.pay(ETH, 123_457n)
      await twins.remove(dave.address, DESIGN, 77)
      await twins.remove(bob.address, DESIGN, 13)
      await twins.pay(w.T, 991n)
      await activate(large)
      await twins.pay(w.T, 13n)
      await twins.remove(bob.address, DESIGN, 134)
      await twins.pay(w.T, 17_011n)
      await twins.compare(people())
    },
  )
  leaf(
    'given any of it happens in any order',
    'it is what a direct entry at the acceptance would have brought, to the unit',
    async () => {
      for (const seed of [1n, 2n, 3n]) {
        const snapshot = await w.helpers.takeSnapshot()
        const random = randomOf(seed)
        await begin()
        const waiting = new Map<Awaited<ReturnType<typeof twins.enter>>, number[]>()
        for (let step = 0; step < 30; step++) {
          const open = [...waiting].filter(([, left]) => left.length > 0)
          const chosen = open[random(Math.max(1, open.length))]
          const what = random(8)
          if (what < 3) await twins.pay([w.T, ETH][random(2)] as string, BigInt(1 + random(100_000)), random(3) !== 0)
          else if (what === 3) await twins.reweigh(random(2), 1 + random(200))
          else if (what === 4 && waiting.size < 4) {
            const large = await twins.enter(items().map((item) => ({ ...item, quantity: 1 + random(150) })))
            waiting.set(large, [0, 1, 2, 3, 4])
          } else if (what === 5) await twins.claim(w.accounts.dave.address)
          else if (chosen) await activate(chosen[0], chosen[1].splice(random(chosen[1].length), 1))
        }
        for (const [large, left] of waiting) await activate(large, left)
        await twins.compare(people())
        await snapshot.restore()
      }
    },
  )
  leaf('given the rest is still there', "it leaves everyone else's share as it would be", async () => {
    await begin()
    const large = await twins.enter(items())
    await twins.pay(w.T, 10_007n)
    await twins.pay(ETH, 99_991n)
    expect(await rest(large)).to.equal(341n)
    await twins.compare([w.accounts.dave.address])
  })
})

describe('LargeBatches.share', () => {
  const opensLater = ({ pools }: { pools: { poolType: number; openingPeriod: number }[] }) => {
    for (const pool of pools) if (pool.poolType === PoolType.Equity) pool.openingPeriod = 40 * DAY
  }
  const w = useWorld(undefined, opensLater)
  const { enter, activate } = useLarge(w)
  leaf(
    'given revenue was parked until the pool opened',
    'it is what a direct entry at the acceptance would have brought, to the unit',
    async () => {
      const twin = await w.deploy(w.config(opensLater), ethers.id('twin'))
      const items = [
        { to: w.accounts.bob.address, quantity: 101 },
        { to: w.accounts.carol.address, quantity: 207 },
      ]
      const pay = async (amount: bigint) => {
        for (const { V, venture } of [w, twin]) {
          await w.token.mint(V, amount)
          await venture.sync(w.T)
        }
      }
      const owed = async ({ venture }: Pick<Deployed, 'venture'>) =>
        Promise.all(items.map(async ({ to }) => (await venture.previewClaim(to, [w.T], [DESIGN]))[0]))
      await pay(1_009n)
      const large = await enter(items)
      await twin.venture.connect(await w.as(twin.L)).addUnits(ethers.ZeroHash, packAll(items))
      await pay(2_003n)
      await activate(large, [0])
      expect(await owed(w)).to.deep.equal([0n, 0n])
      await w.time.increase(40 * DAY)
      await pay(10_007n)
      await activate(large, [1])
      await pay(5n)
      const both = [await owed(w), await owed(twin)]
      expect(both[0]).to.deep.equal(both[1])
      expect(both[0]?.[0]).to.be.above(3_000n)
    },
  )
})

/** Numbers below a bound, the same ones for the same seed. */
function randomOf(seed: bigint): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state * 6364136223846793005n + 1442695040888963407n) % 2n ** 64n
    return Number(state >> 33n) % below
  }
}
