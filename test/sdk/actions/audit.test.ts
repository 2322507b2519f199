import { expect } from 'chai'
import { type EIP1193RequestFn, createPublicClient, custom, parseEther } from 'viem'
import { hardhat } from 'viem/chains'
import {
  type AuditProgress,
  ETH,
  type LogCache,
  type LogChunk,
  type LogQuestion,
  type MinedLog,
  openValueActions,
} from '@open-value/sdk'
import { ventureAbi } from '@open-value/sdk/abis'
import { type BusyVenture, makeBusyVenture } from '../../../bench/offChain/busyVenture.ts'
import { person } from '../../../scripts/demo/people.ts'
import { type LocalChain, mined, startChain } from '../../../scripts/internal/chain.ts'
import { decodeHistory } from '../../../sdk/src/actions/internal/history.ts'
import { prepareDistribute, preparePay } from '../../../sdk/src/actions/venture/index.ts'
import { rejection } from './world.ts'

type Request = { method: string; params: [{ fromBlock?: string; toBlock?: string; to?: string }, ...unknown[]] }
type Node = {
  /** Refuses longer ranges. */
  mostBlocks?: number
  /** Refuses longer answers. */
  mostLogs?: number
  /** Logs without the time of their block. */
  isOld?: boolean
  /** Refuses calls of code that comes with them. */
  refusesCode?: boolean
}

describe('auditVenture: a long history', () => {
  let chain: LocalChain
  let busy: BusyVenture

  before(async () => {
    chain = await startChain()
    busy = await makeBusyVenture(chain.client, { events: 1_000, accounts: 150 })
  })
  after(() => chain.close())

  /** A client of a node that doesn't give all it is asked for, and what was asked of it. */
  function through({ mostBlocks = Infinity, mostLogs = Infinity, isOld, refusesCode }: Node = {}) {
    const asked: Request[] = []
    const ask = chain.client.request as unknown as (request: Request) => Promise<unknown>
    async function request(asking: Request): Promise<unknown> {
      asked.push(asking)
      const { method, params } = asking
      if (method === 'eth_call' && refusesCode && params[0].to === undefined) throw refusal('no code')
      if (method !== 'eth_getLogs') return ask(asking)
      const { from, to } = blocksOf(asking)
      if (to - from + 1 > mostBlocks) throw refusal(`more than ${mostBlocks} blocks`)
      const logs = (await ask(asking)) as { blockTimestamp?: string }[]
      if (logs.length > mostLogs) throw refusal(`more than ${mostLogs} results`)
      return isOld ? logs.map(({ blockTimestamp: _, ...log }) => log) : logs
    }
    const transport = custom({ request: request as unknown as EIP1193RequestFn }, { retryCount: 0 })
    const client = createPublicClient({ chain: hardhat, transport, cacheTime: 0 }).extend(openValueActions(busy.contracts))
    return { client, asked, of: (method: string) => asked.filter((request) => request.method === method) }
  }

  /** Somebody buys something, and it is distributed. */
  async function sell(): Promise<void> {
    const { venture } = busy
    for (const call of [
      preparePay({ venture, token: ETH, amount: parseEther('0.1') }),
      prepareDistribute({ venture, token: ETH }),
    ]) {
      await mined(chain.client, chain.client.sendTransaction({ account: person('founder'), chain: hardhat, ...call }))
    }
  }

  /** What an audit says, without the model. */
  async function audit(client: ReturnType<typeof through>['client'], cache?: LogCache) {
    const { model: _, ...report } = await client.auditVenture({ venture: busy.venture, cache })
    return report
  }

  it('recomputes every event and compares every account', async () => {
    const report = await audit(through().client)
    expect(report.differences).to.deep.equal([])
    expect([report.name, report.accounts.length >= busy.accounts]).to.deep.equal(['Busy venture', true])
    // Every account: four kinds of hours and one of cash, two tokens.
    expect(report.figureCount).to.be.above(report.accounts.length * 7)
    expect(report.eventCount).to.be.above(busy.events / 2)
  })

  it('asks for as many blocks, and as many events, as the node gives', async () => {
    const { events } = await through().client.getVentureEvents({ venture: busy.venture })
    expect(events.length).to.equal(busy.events + 1)
    for (const limits of [{ mostBlocks: 7 }, { mostLogs: 300 }]) {
      const { client, of } = through(limits)
      expect((await client.getVentureEvents({ venture: busy.venture })).events).to.deep.equal(events)
      expect(of('eth_getLogs').length, JSON.stringify(limits)).to.be.within(10, 100)
    }
  })

  it('lets others have their turn while it decodes', async () => {
    const { venture } = busy
    const logs = (await chain.client.getLogs({ address: venture, fromBlock: 0n })) as unknown as MinedLog[]
    const many = Array.from({ length: 5 }, () => logs).flat()
    let turns = 0
    const timer = setInterval(() => turns++, 0)
    const sources = { venture: { abi: ventureAbi, address: venture } }
    const events = await decodeHistory(chain.client, sources, many, false)
    clearInterval(timer)
    expect(events.length).to.equal(many.length).and.to.be.above(3_000)
    expect(turns).to.be.above(2)
  })

  it('says how far it is, step by step', async () => {
    const told: AuditProgress[] = []
    const { client } = through({ mostBlocks: 20 })
    await client.auditVenture({ venture: busy.venture, onProgress: (progress) => told.push(progress) })
    const steps = [...new Set(told.map(({ step }) => step))]
    expect(steps).to.deep.equal(['fetching', 'reading', 'recomputing', 'comparing'])
    for (const step of steps) {
      const [done, totals] = [told.filter((progress) => progress.step === step), new Set<number>()]
      for (const { total } of done) totals.add(total)
      expect(totals.size, step).to.equal(1)
      expect(done.at(-1)?.done, step).to.equal(done.at(-1)?.total)
      expect(done.map((progress) => progress.done)).to.deep.equal(done.map((progress) => progress.done).sort((a, b) => a - b))
    }
    expect(told.filter(({ step }) => step === 'fetching').length).to.be.above(3)
  })

  it('asks for many accounts at once, and for each where the node refuses code', async () => {
    const { client, of } = through()
    const report = await audit(client)
    expect(of('eth_call').length).to.be.below(report.accounts.length / 2)
    const refusing = through({ refusesCode: true })
    expect(await audit(refusing.client)).to.deep.equal(report)
    expect(refusing.of('eth_call').length).to.be.above(report.accounts.length * 2)
  })

  it('asks for new blocks only, where the others were kept', async () => {
    const cache = memory()
    const before = await audit(through().client, cache)
    await sell()
    const { client, of } = through()
    const report = await audit(client, cache)
    expect(of('eth_getLogs').map((request) => blocksOf(request).from)).to.satisfy((blocks: number[]) =>
      blocks.every((from) => from === Number(before.asOf.blockNumber) + 1),
    )
    expect(report).to.deep.equal(await audit(through().client))
    expect(report.eventCount).to.equal(before.eventCount + 1)
    const { events } = await through().client.getVentureEvents({ venture: busy.venture, cache, toBlock: before.asOf.blockNumber })
    expect(events.length).to.equal((await client.getVentureEvents({ venture: busy.venture })).events.length - 1)
  })

  it('goes on where it was interrupted', async () => {
    const cache = memory(3)
    const { client } = through({ mostBlocks: 7 })
    expect((await rejection(audit(client, cache))).message).to.equal('interrupted')
    const known = cache.chunks.at(-1)?.toBlock ?? 0n
    expect(cache.chunks.length).to.equal(3)
    const again = through({ mostBlocks: 7 })
    expect(await audit(again.client, cache)).to.deep.equal(await audit(through().client))
    expect(Math.min(...again.of('eth_getLogs').map((request) => blocksOf(request).from))).to.equal(Number(known) + 1)
  })

  it('reads again what the chain has dropped', async () => {
    const cache = memory()
    await audit(through().client, cache)
    const snapshot = await chain.client.snapshot()
    await sell()
    await audit(through().client, cache)
    expect(cache.chunks.length).to.equal(2)
    await chain.client.revert({ id: snapshot })

    // A chain that is shorter, then one of the same length that went another way.
    expect(await audit(through().client, cache)).to.deep.equal(await audit(through().client))
    expect(cache.chunks.length).to.equal(1)
    const other = await chain.client.snapshot()
    await sell()
    await audit(through().client, cache)
    await chain.client.revert({ id: other })
    await chain.client.mine({ blocks: 2 })
    const { client, of } = through()
    expect(await audit(client, cache)).to.deep.equal(await audit(through().client))
    expect(new Set(of('eth_getLogs').map((request) => blocksOf(request).from)).size).to.equal(1)
    expect(cache.kept).to.deep.equal([1, 1])
  })

  it('takes nothing from a cache that answers another question', async () => {
    const cache = memory()
    await audit(through().client, cache)
    await through().client.getVentureEvents({ venture: busy.venture, cache, fromBlock: 1n })
    expect(cache.chunks[0]?.fromBlock).to.equal(1n)
    expect(cache.question).to.deep.include({ chainId: hardhat.id, fromBlock: 1n })
    expect(cache.question?.genesisHash).to.equal((await chain.client.getBlock({ blockNumber: 0n })).hash)
  })

  it('asks for the time of a block once, where the node sends none along', async () => {
    const cache = memory()
    const { client, of } = through({ isOld: true })
    const { events } = await client.getVentureEvents({ venture: busy.venture, cache })
    expect(of('eth_getBlockByNumber').length).to.be.above(20)
    const again = through({ isOld: true })
    expect((await again.client.getVentureEvents({ venture: busy.venture, cache })).events).to.deep.equal(events)
    expect(again.of('eth_getBlockByNumber').length).to.be.below(5)
    expect(events).to.deep.equal((await through().client.getVentureEvents({ venture: busy.venture })).events)
  })
})

/** Keeps chunks in memory; fails after so many, once. */
function memory(failsAfter?: number) {
  const state = { question: undefined as LogQuestion | undefined, chunks: [] as LogChunk[], kept: [] as number[] }
  const asText = (question: LogQuestion | undefined) =>
    JSON.stringify(question, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value))
  const cache: LogCache = {
    open: async (question) => {
      if (asText(question) !== asText(state.question)) Object.assign(state, { question, chunks: [] })
      return [...state.chunks]
    },
    append: async (chunk) => {
      if (state.chunks.length === failsAfter) {
        failsAfter = undefined
        throw new Error('interrupted')
      }
      state.chunks.push(chunk)
    },
    keep: async (count) => {
      state.kept.push(count)
      state.chunks.length = count
    },
  }
  return Object.assign(state, cache)
}

const blocksOf = ({ params: [{ fromBlock, toBlock }] }: Request) => ({ from: Number(fromBlock), to: Number(toBlock) })
const refusal = (message: string) => Object.assign(new Error(message), { code: -32602 })
