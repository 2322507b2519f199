import { expect } from 'chai'
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { contributionLedgerAbi } from '@open-value/sdk/abis'
import { unpackEntry } from '@open-value/sdk/batch'
import { addressOf, affiliate, person } from '../../../scripts/demo/people.ts'
import { type DeployedVenture, deployDemoVenture } from '../../../scripts/demo/stage.ts'
import { type LocalChain, startChain } from '../../../scripts/internal/chain.ts'
import { deployShared, deployTestToken } from '../../../scripts/internal/contracts.ts'
import { type Ended, ov, startOv } from './ov.ts'

const ROWS = 600
const BATCH_ROWS = 100
const PEOPLE = 12

describe('commands: an import that is killed again and again', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'open-value-import-'))
  const file = path.join(folder, 'contributions.csv')
  const people = path.join(folder, 'people.csv')
  let chain: LocalChain
  let venture: DeployedVenture
  let state: string

  before(async () => {
    chain = await startChain({ port: 0 })
    const deployer = person('founder')
    const contracts = await deployShared(chain.client, deployer, { record: false })
    const token = await deployTestToken(chain.client, deployer, { name: 'Test dollar', symbol: 'USDT', decimals: 6 })
    venture = await deployDemoVenture(
      { client: chain.client, token, contracts },
      {
        name: 'Import',
        pools: [{ type: 'equity' }],
        kinds: ['Design', 'Making'].map((name) => ({ name, unit: 'h', decimals: 2, pool: 1, rate: 1n })),
        equation: [{ pool: 1, basis: 'remaining', shareBps: 10_000 }],
      },
    )
    state = path.join(folder, `imports-31337-${venture.ledger.toLowerCase()}`)
    const names = Array.from({ length: PEOPLE }, (_, i) => `affiliate-${String(i + 1).padStart(3, '0')}`)
    const rows = Array.from(
      { length: ROWS },
      (_, i) => `2024-01-01,${names[i % PEOPLE]},${i % 2 ? 'Design' : 'Making'},1h,row ${i}`,
    )
    writeFileSync(file, ['date,affiliate,kind,quantity,evidence', ...rows, ''].join('\n'))
    writeFileSync(people, ['name,address', ...names.map((name) => `${name},${affiliate(name).address}`), ''].join('\n'))
  })

  after(async () => {
    await chain.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const options = () => {
    const target = ['--network', chain.rpcUrl ?? '', '--venture', venture.venture, '--as', addressOf('founder')]
    return ['import', file, '--affiliates', people, '--batch-rows', String(BATCH_ROWS), '--json', ...target]
  }
  const proposed = () =>
    chain.client.getContractEvents({
      address: venture.ledger,
      abi: contributionLedgerAbi,
      eventName: 'BatchProposed',
      fromBlock: 0n,
    })
  const batchFile = (number: number) => existsSync(path.join(state, `batch-000${number}.json`))
  const pending = async () => (await chain.client.getBlock({ blockTag: 'pending' })).transactions.length > 0

  /** Starts it and kills it, without warning, as soon as something is so; polls as fast as it can. */
  async function killWhen(isSo: (startedAt: number) => boolean | Promise<boolean>): Promise<Ended> {
    const { child, ended } = startOv(options())
    const startedAt = Date.now()
    while (child.exitCode === null && !(await isSo(startedAt))) await sleep(2)
    child.kill('SIGKILL')
    return ended
  }

  it('logs each row once', async () => {
    // Before anything was written down.
    await killWhen((startedAt) => Date.now() - startedAt > 400)
    expect(batchFile(1)).to.equal(false)

    // Sent, and not mined: whether it arrived is unknown when it goes on.
    await chain.client.setAutomine(false)
    expect((await killWhen(pending)).signal).to.equal('SIGKILL')
    expect(await proposed()).to.have.length(0)
    await chain.client.mine({ blocks: 1 })
    await chain.client.setAutomine(true)
    expect(await proposed()).to.have.length(1)

    // Written down, perhaps sent.
    await killWhen(() => batchFile(2))

    // Sent, and lost: the node forgot it.
    await chain.client.setAutomine(false)
    expect((await killWhen(pending)).signal).to.equal('SIGKILL')
    const lost = await chain.client.getBlock({ blockTag: 'pending' })
    for (const hash of lost.transactions) await chain.client.dropTransaction({ hash })
    await chain.client.setAutomine(true)

    // In the middle of it.
    const before = (await proposed()).length
    await killWhen(async () => (await proposed()).length > before)

    const { code, stderr } = await ov(...options())
    expect(code, stderr).to.equal(0)
    const events = await proposed()
    const entries = events.flatMap(({ args }) => args.entries ?? []).map(unpackEntry)
    expect(events).to.have.length(ROWS / BATCH_ROWS)
    expect(entries.reduce((sum, { quantity }) => sum + quantity, 0n)).to.equal(BigInt(ROWS) * 100n)

    const keys = readdirSync(state)
      .filter((name) => name.endsWith('.json'))
      .flatMap((name) => {
        const { rowKeys, status } = JSON.parse(readFileSync(path.join(state, name), 'utf8')) as {
          rowKeys: string
          status: string
        }
        expect(status, name).to.equal('proposed')
        return rowKeys.slice(2).match(/.{32}/g) ?? []
      })
    expect([keys.length, new Set(keys).size]).to.deep.equal([ROWS, ROWS])
  })

  it('logs nothing when it is repeated', async () => {
    const { code, stdout } = await ov(...options())
    expect(code).to.equal(0)
    expect(JSON.parse(stdout)).to.deep.equal({ batches: [], rows: 0, loggedRows: ROWS })
    expect(await proposed()).to.have.length(ROWS / BATCH_ROWS)
  })

  it('reports every bad line, logs nothing, and exits with 2', async () => {
    const bad = path.join(folder, 'bad.csv')
    writeFileSync(
      bad,
      'date,affiliate,kind,quantity,evidence\n2024-01-01,Nobody,Design,1h,\n2024-01-01,affiliate-001,Singing,1h,\n',
    )
    const { code, stderr } = await ov(...options().map((option) => (option === file ? bad : option)))
    expect(code).to.equal(2)
    expect(stderr).to.contain('bad.csv has 2 errors; nothing was logged.')
    expect(stderr).to.contain('Nobody').and.to.contain('Singing')
  })

  it('sends nothing in a dry run', async () => {
    const more = path.join(folder, 'more.csv')
    writeFileSync(more, 'date,affiliate,kind,quantity,evidence\n2024-02-01,affiliate-001,Design,1h,new\n')
    const block = await chain.client.getBlockNumber()
    const { code, stdout } = await ov(...options().map((option) => (option === file ? more : option)), '--dry-run')
    expect(code).to.equal(0)
    expect((JSON.parse(stdout) as { transactions: unknown[] }).transactions).to.have.length(1)
    expect(await chain.client.getBlockNumber()).to.equal(block)
  })
})
