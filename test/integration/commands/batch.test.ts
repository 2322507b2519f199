import { expect } from 'chai'
import { createServer, type Server } from 'node:http'
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { StandardMerkleTree } from '@openzeppelin/merkle-tree'
import type { Address, Hex } from 'viem'
import { LARGE_LEAF_ENCODING, verifyLargeProof } from '@open-value/sdk/batch'
import { inRoot } from '../../../scripts/deploy/artifacts.ts'
import { deployDemoVenture } from '../../../scripts/demo/stage.ts'
import { person } from '../../../scripts/demo/people.ts'
import { startChain } from '../../../scripts/internal/chain.ts'
import { deployShared, deployTestToken } from '../../../scripts/internal/contracts.ts'
import { type Ended, ov, ovHere, startOv } from './ov.ts'

const HEADER = 'date,affiliate,kind,quantity,evidence'
const CONFIG = inRoot('docs/examples/venture.json')
const PEOPLE = inRoot('docs/examples/people.csv')
const ANA = `0x${'11'.repeat(20)}` as const

describe('commands: large batches', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'open-value-large-'))
  const inFolder = (name: string) => path.join(folder, name)
  const filesOf = (name: string) => readdirSync(folder).filter((file) => file.startsWith(`${name}.`))
  const write = (name: string, rows: readonly string[]) => {
    writeFileSync(inFolder(name), [HEADER, ...rows, ''].join('\n'))
    return inFolder(name)
  }
  const build = (file: string, ...more: string[]) => ['batch:build', file, '--affiliates', PEOPLE, '--config', CONFIG, ...more]
  const json = <content>({ code, stdout, stderr }: Ended, expected = 0) => {
    expect(code, stderr).to.equal(expected)
    return JSON.parse(stdout) as content
  }
  after(() => rmSync(folder, { recursive: true, force: true }))

  describe('a few rows', () => {
    let file: string
    let server: Server
    let origin: string
    const check = (data: string, ...more: string[]) =>
      ovHere('batch:check', data, '--header', inFolder('work.large.json'), ...more)

    before(async () => {
      server = createServer((request, response) => {
        const right = readFileSync(inFolder('work.large.csv'), 'utf8')
        if (request.url === '/right') response.end(right)
        else if (request.url === '/wrong') response.end(right.replace(',250,', ',251,'))
        else response.writeHead(404).end()
      })
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
      file = write('work.csv', [
        '2026-03-02,Ana,design,2.5h,sketch',
        '2026-03-02,Bruno,build,1h15,"first, print"',
        '2026-03-04,Ana,build,90min,',
      ])
    })
    after(() => new Promise((resolve) => server.close(resolve)))
    type Proofs = { root: Hex; leaves: { index: number; affiliate: Address; kind: number; quantity: string; proof: Hex[] }[] }

    it('are checked in a dry run, and nothing is written', async () => {
      const { code, stdout } = await ovHere(...build(file, '--dry-run'))
      expect(code).to.equal(0)
      expect(stdout).to.contain('work.csv: 3 contributions of 2 people.').and.to.contain('Nothing is written.')
      expect(stdout).to.match(/Design hour +2\.5 h\n +Building hour +2\.75 h/)
      expect(filesOf('work')).to.deep.equal(['work.csv'])
    })

    it('are built without a chain, with a dump the library loads', async () => {
      const built = json<{ root: Hex; leaves: number; totals: unknown; files: string[] }>(
        await ovHere(...build(file, '--dump', '--json')),
      )
      expect(built.totals).to.deep.equal([
        { kind: 0, quantity: '250' },
        { kind: 1, quantity: '275' },
      ])
      expect(built.files.map((name) => path.basename(name))).to.deep.equal([
        'work.large.json',
        'work.large.csv',
        'work.large.tree',
        'work.large.dump.json',
      ])
      const dump = JSON.parse(readFileSync(inFolder('work.large.dump.json'), 'utf8')) as Parameters<
        typeof StandardMerkleTree.load
      >[0]
      expect(StandardMerkleTree.load(dump).root).to.equal(built.root)
    })

    it('are proved by index and by affiliate', async () => {
      const summary = inFolder('work.large.json')
      const ofAna = json<Proofs>(await ovHere('batch:proof', summary, '--affiliate', 'ana', '--people', PEOPLE, '--json'))
      expect(ofAna.leaves.map(({ index, affiliate }) => [index, affiliate])).to.deep.equal([
        [0, ANA],
        [2, ANA],
      ])
      const byIndex = json<Proofs>(await ovHere('batch:proof', summary, '--index', '1', '--json'))
      for (const { proof, quantity, ...leaf } of [...ofAna.leaves, ...byIndex.leaves]) {
        expect(verifyLargeProof(ofAna.root, { ...leaf, quantity: BigInt(quantity) }, proof)).to.equal(true)
        const values = [leaf.index, leaf.affiliate, leaf.kind, BigInt(quantity)]
        expect(StandardMerkleTree.verify(ofAna.root, [...LARGE_LEAF_ENCODING], values, proof)).to.equal(true)
      }
      const words = await ovHere('batch:proof', summary, '--affiliate', ANA, '--people', PEOPLE)
      expect(words.stdout).to.contain(`Leaf 2: 150 smallest units of kind 1 by Ana (${ANA})`)
    })

    it('have proofs that lead to their root, or none', async () => {
      const summary = inFolder('work.large.json')
      const changed = inFolder('other.large.json')
      writeFileSync(changed, readFileSync(summary, 'utf8').replace(/"root": "0x.{8}/, '"root": "0x00000000'))
      const refused: [args: string[], words: string][] = [
        [[changed, '--index', '0'], 'does not lead from leaf 0 to the root of the summary'],
        [[summary, '--index', '3'], 'The index was 3, expected 0 to 2.'],
        [[summary, '--index', '-1'], '--index is "-1", a number is expected.'],
        [[summary, '--affiliate', `0x${'44'.repeat(20)}`], 'has none of the 3 leaves'],
        [[summary, '--affiliate', 'Nobody'], 'Nobody is called "Nobody"'],
        [[summary], 'Which leaf?'],
        [[inFolder('none.json'), '--index', '0'], 'There is no file'],
      ]
      for (const [args, words] of refused) {
        const { code, stderr } = await ovHere('batch:proof', ...args)
        expect([code, stderr]).to.satisfy(([, text]: [number, string]) => text.includes(words), words)
        expect(code).to.equal(2)
      }
    })

    it('are checked behind a URI; with the tree, whoever checked them can prove them', async () => {
      const tree = inFolder('work.large.tree')
      const before = readFileSync(tree)
      rmSync(tree)
      const { code, stdout } = await check(`${origin}/right`, '--tree', tree)
      expect(code).to.equal(0)
      expect(stdout).to.contain('is the file the batch names: 3 leaves of 2 people, 2026-03-02 to 2026-03-04.')
      expect(readFileSync(tree).equals(before)).to.equal(true)
    })

    it('exit with 1 where the file behind the URI is another, 2 where there is none', async () => {
      const wrong = await check(`${origin}/wrong`)
      expect(wrong.code).to.equal(1)
      expect(wrong.stderr).to.contain('this is another file than the batch names')
      expect(wrong.stderr).to.contain('The leaves of kind 0 come to 251 smallest units, expected 250.')
      const told = json<{ isRight: boolean; problem: string }>(await check(`${origin}/wrong`, '--json'), 1)
      expect(told).to.deep.include({ isRight: false, problem: 'LargeDataHashError' })
      for (const uri of [`${origin}/gone`, 'http://127.0.0.1:1/', 'ipfs://bafy', inFolder('none.csv')]) {
        const { code, stderr } = await check(uri)
        expect(code, uri).to.equal(2)
        expect(stderr).to.contain('expected the data file of a large batch')
      }
    })

    it('are built anew where the file changed, and it says so', async () => {
      writeFileSync(file, `${readFileSync(file, 'utf8')}2026-03-05,Chen,design,1h,review\n`)
      const { code, stderr, stdout } = await ovHere(...build(file))
      expect(code).to.equal(0)
      expect(stderr).to.contain('work.csv is not what it was: it is built anew')
      expect(stdout).to.contain('4 contributions of 3 people')
      const again = await ovHere(...build(file))
      expect(again.stdout).to.contain('As before')
      expect(again.stderr).to.equal('')
    })

    it('are refused with every bad line, and nothing is written', async () => {
      const bad = write('bad.csv', ['2026-03-02,Nobody,design,1h,', '2026-03-02,Ana,cash,1,', '2026-03-02,Ana,design,0,'])
      for (const more of [[], ['--dry-run']]) {
        const { code, stderr } = await ovHere(...build(bad, ...more))
        expect(code).to.equal(2)
        expect(stderr).to.contain('bad.csv has 3 errors; nothing')
        expect(stderr).to.match(
          /Line 2, affiliate: was "Nobody"[^]*Line 3, kind: "cash" is a debt kind[^]*Line 4, quantity: was "0"/,
        )
      }
      expect(filesOf('bad')).to.deep.equal(['bad.csv'])
    })
  })

  it('take their kinds from a venture on a chain, where no config is given', async () => {
    const chain = await startChain({ port: 0 })
    try {
      const deployer = person('founder')
      const contracts = await deployShared(chain.client, deployer, { record: false })
      const token = await deployTestToken(chain.client, deployer, { name: 'Test dollar', symbol: 'USDT', decimals: 6 })
      const { venture } = await deployDemoVenture(
        { client: chain.client, token, contracts },
        {
          name: 'Large',
          pools: [{ type: 'equity' }],
          kinds: [{ name: 'Tide watch', unit: 'h', decimals: 1, pool: 1, rate: 1n }],
          equation: [{ pool: 1, basis: 'remaining', shareBps: 10_000 }],
        },
      )
      const file = write('watch.csv', ['2024-03-02,Ana,tide watch,2.5h,'])
      const args = ['batch:build', file, '--affiliates', PEOPLE, '--network', chain.rpcUrl ?? '', '--venture', venture]
      const built = json<{ totals: unknown }>(await ovHere(...args, '--json'))
      expect(built.totals).to.deep.equal([{ kind: 0, quantity: '25' }])
      const itself = write('itself.csv', [`2024-03-02,${venture},tide watch,1h,`])
      const { code, stderr } = await ovHere(...args.map((word) => (word === file ? itself : word)))
      expect(code).to.equal(2)
      expect(stderr).to.contain('neither the zero address nor the venture itself contributes')
    } finally {
      await chain.close()
    }
  })

  describe('60,000 rows whose build is killed again and again', () => {
    const ROWS = 60_000
    let file: string
    before(() => {
      const names = ['Ana', 'Bruno', 'Chen']
      file = write(
        'many.csv',
        Array.from(
          { length: ROWS },
          (_, i) => `2026-01-01,${names[i % 3]},${i % 2 ? 'design' : 'build'},${1 + (i % 8)}h,work ${i}${'.'.repeat(40)}`,
        ),
      )
    })
    const work = (name: string) => inFolder(path.join('many.large.work', name))
    const size = (name: string) => (existsSync(work(name)) ? statSync(work(name)).size : 0)
    const outputs = () => readdirSync(folder).filter((name) => /^many\.large\.\w+$/.test(name) && !name.endsWith('work'))

    /** Starts a build and kills it, without warning, as soon as something is so. */
    async function killWhen(isSo: () => boolean): Promise<void> {
      const { child, ended } = startOv(build(file, '--json'))
      while (child.exitCode === null && !isSo()) await sleep(1)
      child.kill('SIGKILL')
      const { signal, stderr } = await ended
      expect(signal, `it was killed before its end: ${stderr}`).to.equal('SIGKILL')
    }

    it('comes to what it comes to uninterrupted, and reads no row again', async () => {
      await killWhen(() => size('chunks') > 0)
      const first = size('chunks')
      await killWhen(() => size('chunks') > first)
      expect(outputs(), 'nothing is in place before all is done').to.deep.equal([])
      await killWhen(() => existsSync(work('progress.json')))

      const resumed = await ov(...build(file, '--json'))
      const { root, dataHash, leaves, resumedRows } = json<Record<string, unknown>>(resumed)
      expect(resumedRows).to.equal(ROWS)
      expect(resumed.stderr).to.contain('Interrupted after 60,000 rows: it goes on there.')
      expect(leaves).to.equal(ROWS)
      expect(existsSync(work('')), 'nothing is left over').to.equal(false)
      const files = outputs().map((name) => readFileSync(inFolder(name)).toString('hex'))

      for (const name of outputs()) rmSync(inFolder(name))
      const whole = json<Record<string, unknown>>(await ov(...build(file, '--json')))
      expect([whole.root, whole.dataHash, whole.resumedRows]).to.deep.equal([root, dataHash, 0])
      expect(outputs().map((name) => readFileSync(inFolder(name)).toString('hex'))).to.deep.equal(files)
    })
  })
})
