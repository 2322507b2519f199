import { expect } from 'chai'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { type Server, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { type BusyVenture, makeBusyVenture } from '../../../bench/offChain/busyVenture.ts'
import { type LocalChain, startChain } from '../../../scripts/internal/chain.ts'
import { ovHere, startOv } from './ov.ts'

/** The node gives so many blocks at once, so that there are many chunks. */
const MOST_BLOCKS = 8

type Report = { block: string; eventCount: number; figureCount: number; accounts: number; differences: unknown[] }

describe('commands: an audit that is killed', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'open-value-audit-'))
  const file = path.join(folder, 'events.jsonl')
  let chain: LocalChain
  let busy: BusyVenture
  let node: LimitedNode
  let whole: Report

  before(async () => {
    chain = await startChain({ port: 0 })
    busy = await makeBusyVenture(chain.client, { events: 1_500, accounts: 100 })
    node = await startLimitedNode(chain.rpcUrl ?? '')
    whole = (await audit('--cache', path.join(folder, 'whole.jsonl'))).report
  })
  after(async () => {
    node.server.closeAllConnections()
    node.server.close()
    await chain.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const args = (...more: string[]) => ['audit', busy.venture, '--network', node.url, '--json', ...more]

  /** Audits; what it found, what it said besides, and the first block it asked for. */
  async function audit(...more: string[]) {
    node.asked.length = 0
    const { code, stdout, stderr } = await ovHere(...args(...more))
    expect(code, stderr).to.equal(0)
    return { report: JSON.parse(stdout) as Report, stderr, from: Math.min(...node.asked), count: node.asked.length }
  }

  it('goes on where it was, and finds the same', async () => {
    expect(whole.differences).to.deep.equal([])
    node.holdsAfter(30)
    const { child, ended } = startOv(args('--cache', file))
    await node.isHolding()
    child.kill('SIGKILL')
    expect((await ended).signal).to.equal('SIGKILL')

    const { report, stderr, from } = await audit('--cache', file)
    expect(report).to.deep.equal(whole)
    const known = /Events until block (\d+) are known from before/.exec(stderr)
    expect(Number(known?.[1])).to.be.within(MOST_BLOCKS, Number(whole.block) - MOST_BLOCKS)
    expect(from).to.equal(Number(known?.[1]) + 1)
  })

  it('asks for new blocks only, and for all of them where it is told to', async () => {
    expect(await audit('--cache', file)).to.deep.include({ report: whole, from: Infinity, count: 0 })
    expect(await audit('--cache', file, '--fresh')).to.deep.include({ report: whole, from: 0, stderr: '' })
    await chain.client.mine({ blocks: 3 })
    const { report, from } = await audit('--cache', file)
    expect([report, from]).to.deep.equal([{ ...whole, block: String(Number(whole.block) + 3) }, Number(whole.block) + 1])
    whole = report
  })

  it('cuts off what a kill in the middle of a line left behind', async () => {
    truncateSync(file, statSync(file).size - 10)
    const { report, stderr, from } = await audit('--cache', file)
    expect(report).to.deep.equal(whole)
    const behind = Number(/is damaged or cut off: events behind block (\d+) are read again/.exec(stderr)?.[1])
    expect(from).to.equal(behind + 1)
    expect((await audit('--cache', file)).count).to.equal(0)
  })

  it('uses nothing from where the file is damaged on', async () => {
    const bytes = readFileSync(file)
    const middle = Math.floor(bytes.length / 2)
    bytes[middle] = (bytes[middle] ?? 0) ^ 1
    writeFileSync(file, bytes)
    const { report, stderr, from } = await audit('--cache', file)
    expect([report, from > 0]).to.deep.equal([whole, true])
    expect(stderr).to.contain('is damaged or cut off')

    // Nor lines that don't follow each other.
    const [question, first, second, ...rest] = readFileSync(file, 'latin1').split('\n')
    writeFileSync(file, [question, first, ...rest].join('\n'))
    expect(second).to.match(/^[0-9a-f]{32} \[/)
    const gap = await audit('--cache', file)
    expect([gap.report, gap.from]).to.deep.equal([whole, lastBlockOf(first) + 1])
  })

  it('begins anew where events of something else were kept, and takes no file that is none of its own', async () => {
    const lines = readFileSync(file, 'latin1').split('\n')
    writeFileSync(file, [lines[1], ...lines.slice(1)].join('\n'))
    const { report, stderr, from } = await audit('--cache', file)
    expect([report, from]).to.deep.equal([whole, 0])
    expect(stderr).to.contain('holds events of another chain or venture, or is damaged: all are read anew.')

    const mine = path.join(folder, 'mine.csv')
    writeFileSync(mine, 'day,affiliate\n')
    for (const more of [[], ['--fresh']]) {
      const refused = await ovHere(...args('--cache', mine, ...more))
      expect([refused.code, refused.stderr]).to.deep.equal([
        2,
        `${mine} holds something else than events.\nName another file with --cache, or delete it.\n`,
      ])
      expect(readFileSync(mine, 'utf8')).to.equal('day,affiliate\n')
    }
    mkdirSync(path.join(folder, 'a folder'))
    const noFile = await ovHere(...args('--cache', path.join(folder, 'a folder')))
    expect(noFile.code).to.equal(2)
    expect(noFile.stderr).to.match(/^Events can't be kept in .*a folder: .*\nName another file with --cache\.\n$/)
  })
})

const lastBlockOf = (line: string | undefined): number => (JSON.parse((line ?? '').slice(33)) as number[])[1] ?? 0

type LimitedNode = {
  url: string
  server: Server
  /** First blocks of all requests for logs that were given. */
  asked: number[]
  /** Gives so many more answers with logs, then leaves the next ones without any. */
  holdsAfter: (answers: number) => void
  /** Until it does; then it answers again. */
  isHolding: () => Promise<void>
}

/** Stands in front of a node, and refuses long ranges. */
async function startLimitedNode(behind: string): Promise<LimitedNode> {
  const asked: number[] = []
  let left = Infinity
  let onHold = () => {}
  const server = createServer(async (request, response) => {
    const body = await text(request)
    const { id, method, params } = JSON.parse(body) as { id: number; method: string; params: Record<string, string>[] }
    const reply = (answer: string) => response.setHeader('content-type', 'application/json').end(answer)
    if (method === 'eth_getLogs') {
      const [from, to] = [Number(params[0]?.['fromBlock']), Number(params[0]?.['toBlock'])]
      if (to - from + 1 > MOST_BLOCKS) {
        const error = { code: -32602, message: `at most ${MOST_BLOCKS} blocks` }
        return reply(JSON.stringify({ jsonrpc: '2.0', id, error }))
      }
      if (left-- <= 0) return onHold()
      asked.push(from)
    }
    const headers = { 'content-type': 'application/json' }
    return reply(await (await fetch(behind, { method: 'POST', headers, body })).text())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  let holding = Promise.resolve()
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    server,
    asked,
    holdsAfter(answers) {
      left = answers
      holding = new Promise((resolve) => (onHold = resolve))
    },
    async isHolding() {
      await holding
      left = Infinity
    },
  }
}
