import type { HardhatEthersSigner } from '@nomicfoundation/hardhat-ethers/types'
import { expect } from 'chai'
import { ethers } from 'ethers'
import { randomFrom, seedOfRun } from '../../model/random.ts'
import { deployVoice, useVoice } from '../../utils/voice.ts'
import { DESIGN, pack, REVIEW, useWorld, ZERO } from '../../utils/world.ts'

type Tx = Promise<{ hash: string }>

const STEPS = 75
/** Every so many steps somebody moves. */
const MOVES = 25

describe('voice in a ledger, against the Votes of OpenZeppelin', () => {
  // Several blocks share a second (T70), as on chains that make more than one.
  const w = useWorld(undefined, undefined, { allowBlocksWithSameTimestamp: true })
  const { count } = useVoice(w)

  it('a history gives the same events, and the same votes at every second there was', async () => {
    const random = randomFrom(seedOfRun())
    const plain = await deployVoice(w, 'PlainVotes')
    const twin = (name: string, ...args: unknown[]) => plain.getFunction(name)(...args) as Tx
    const ledger = w.venture.connect(await w.as(w.L))
    const people = (await w.hh.getSigners()).slice(12, 18)
    /** Who goes on for whom. */
    const holders = new Map<HardhatEthersSigner, HardhatEthersSigner>()
    const units = new Map<HardhatEthersSigner, bigint>()
    const counts: Record<string, number> = {}

    const holderOf = (who: HardhatEthersSigner): HardhatEthersSigner => {
      const next = holders.get(who)
      return next ? holderOf(next) : who
    }
    const staying = () => people.filter((who) => !holders.has(who)) as [HardhatEthersSigner, ...HardhatEthersSigner[]]
    const start = await w.time.latest()
    let now = start
    /** In a block of this second. */
    const send = async <T>(transaction: () => Promise<T>): Promise<T> => {
      await w.time.setNextBlockTimestamp(now)
      return transaction()
    }
    /** What is told about voice, in its order. */
    const told = async ({ hash }: { hash: string }) => {
      const receipt = await w.hh.provider.getTransactionReceipt(hash)
      const logs = (receipt?.logs ?? []).flatMap((log) => plain.interface.parseLog(log) ?? [])
      return logs.map(({ name, args }) => [name, ...args].join(' '))
    }
    /** Counts what somebody has by now, in both. */
    const countBoth = async (who: HardhatEthersSigner, change: bigint) => {
      const holder = holderOf(who)
      const all = (units.get(holder) ?? 0n) + change
      units.set(holder, all)
      return [() => count(who, [REVIEW, DESIGN]), () => twin('setUnits', holder.address, all)] as const
    }

    const acts: Record<string, () => Promise<readonly [() => Tx, () => Tx] | undefined>> = {
      earn: async () => {
        const who = random.pick(people as [HardhatEthersSigner])
        const quantity = 1n + random.big(random.once(4) ? 2n ** 60n : 1_000n)
        const entry = pack({ to: who.address, kind: random.pick([DESIGN, REVIEW]), quantity })
        await send(() => ledger.addUnits(ethers.ZeroHash, [entry]))
        return countBoth(who, quantity)
      },
      lose: async () => {
        const who = random.pick(people as [HardhatEthersSigner])
        const held = await w.venture.unitsOf(who.address, DESIGN)
        if (held === 0n) return undefined
        const quantity = random.once(3) ? held : 1n + random.big(held)
        await send(() => ledger.removeUnits(who.address, DESIGN, quantity))
        return countBoth(who, -quantity)
      },
      delegate: async () => {
        const who = random.pick(staying())
        const to = random.once(5) ? ZERO : random.pick(people as [HardhatEthersSigner]).address
        return [() => w.ledger.connect(who).delegate(to), () => twin('setDelegate', who.address, to)]
      },
      move: async () => {
        const from = random.pick(staying())
        const to = random.pick(staying().filter((who) => who !== from) as [HardhatEthersSigner])
        holders.set(from, to)
        units.set(to, (units.get(to) ?? 0n) + (units.get(from) ?? 0n))
        units.set(from, 0n)
        return [() => w.move(from, to), () => twin('move', from.address, to.address)]
      },
    }
    const usual = ['earn', 'earn', 'lose', 'delegate', 'delegate'] as const

    for (let step = 0; step < STEPS; step++) {
      now += random.pick([0, 0, 1, 1, 2, 3])
      const name = step % MOVES === MOVES - 1 ? 'move' : random.pick(usual)
      const both = await (acts[name] as (typeof acts)[string])()
      if (!both) continue
      counts[name] = (counts[name] ?? 0) + 1
      const [ours, theirs] = [await told(await send(both[0])), await told(await send(both[1]))]
      expect(ours, `${name}, step ${step}`).to.deep.equal(theirs)
    }
    expect(Object.keys(counts).sort()).to.deep.equal(Object.keys(acts).sort())
    now++
    await send(() => w.helpers.mine())

    const wanted = people.flatMap(({ address }) => ['getVotes', 'delegates'].map((name) => [name, address] as const))
    const at = Array.from({ length: now - start + 1 }, (_, i) => start - 1 + i)
    const past = at.flatMap((second) => [
      ['getPastTotalSupply', second] as const,
      ...people.map(({ address }) => ['getPastVotes', address, second] as const),
    ])
    for (const [name, ...args] of [...wanted, ...past]) {
      const data = plain.interface.encodeFunctionData(name, args)
      const [ours, theirs] = await Promise.all([w.L, String(plain.target)].map((to) => w.hh.provider.call({ to, data })))
      expect(ours, `${name}(${args.join(', ')})`).to.equal(theirs)
    }
  })
})
