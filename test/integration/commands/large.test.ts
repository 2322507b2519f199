import { expect } from 'chai'
import { readFileSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Address } from 'viem'
import { largeBatchesAbi } from '@open-value/sdk/abis'
import { ovHere, startOv } from './ov.ts'
import { type CommandWorld, type Json, PEOPLE, commandWorld } from './world.ts'

const HEADER = 'date,affiliate,kind,quantity,evidence'
const ROWS = 90

describe('commands: large batches, from a CSV file to the money', () => {
  let world: CommandWorld
  let summary: string
  let uri: string
  let batch: string

  /** Builds `name` of rows; its summary. */
  async function build(name: string, rows: readonly string[]): Promise<string> {
    const file = world.write(`${name}.csv`, [HEADER, ...rows, ''].join('\n'))
    await world.run('batch:build', file, '--affiliates', world.inFolder('people.csv'))
    return world.inFolder(`${name}.large.json`)
  }
  const activatedCount = async () => {
    const activated = await world.chain.client.getContractEvents({
      address: world.contracts.largeBatches,
      abi: largeBatchesAbi,
      eventName: 'LeavesActivated',
      fromBlock: 0n,
    })
    return activated.reduce((sum, { args }) => sum + (args.indices?.length ?? 0), 0)
  }
  /** A summary that says something else than its tree. */
  const changeTotal = (file: string, from: string, to: string) => {
    const text = readFileSync(file, 'utf8')
    expect(text).to.contain(`"quantity": "${from}"`)
    writeFileSync(file, text.replace(`"quantity": "${from}"`, `"quantity": "${to}"`))
  }
  const acceptLarge = async (id: string) => {
    await world.run('attest', id, '--as', 'Bruno')
    await world.run('wait', '4 days')
    await world.run('accept', id, '--as', 'relayer')
  }
  const statusOf = async () =>
    (await world.run('status')) as { waiting: (Json & { waitsFor: string[] })[]; activating: (Json & { batch: string })[] }

  before(async () => {
    world = await commandWorld('large-story')
    const names = ['Ana', 'Bruno', 'Chen']
    summary = await build(
      'work',
      Array.from(
        { length: ROWS },
        (_, i) => `2026-01-0${1 + (i % 9)},${names[i % 3]},${i % 2 ? 'design hour' : 'building hour'},2h,work ${i}`,
      ),
    )
    uri = `file://${world.inFolder('work.large.csv')}`
  })
  after(() => world.close())

  it('is proposed once its data can be read behind the URI, and once only', async () => {
    const propose = ['batch:propose', summary, '--as', 'Ana']
    await world.refused(2, 'Publish work.large.csv there first, or say --unchecked.', ...propose, '--uri', `${uri}.gone`)
    world.write('other.csv', `${readFileSync(world.inFolder('work.large.csv'), 'utf8')} `)
    await world.refused(2, 'another file than the batch names', ...propose, '--uri', `file://${world.inFolder('other.csv')}`)
    await world.refused(2, 'is no JSON', 'batch:propose', world.inFolder('work.large.csv'), '--uri', uri)
    await world.refused(2, 'the hash of a task is expected', ...propose, '--uri', uri, '--task', '7')
    const planned = await world.run(...propose, '--uri', uri, '--dry-run')
    expect(planned['dryRun']).to.equal(true)
    await world.refused(2, 'has no large batch of work.large.json', 'batch:activate', summary, '--all')

    batch = String((await world.run(...propose, '--uri', uri))['batch'])
    await world.refused(1, 'was proposed before', ...propose, '--uri', uri)
    const { waiting } = await statusOf()
    expect(waiting).to.have.length(1)
    expect(waiting[0]).to.deep.include({
      batch,
      leaves: String(ROWS),
      contents: [`a large batch of 90 contributions: ${uri}`, '90 h of Design hour', '90 h of Building hour'],
    })
    expect(waiting[0]?.waitsFor.join(' ')).to.contain('1 more attestation')
  })

  it('can be checked, and then activated, by whoever has the chain and the data alone', async () => {
    const check = (...args: string[]) => ovHere(...world.argsOf(['batch:check', ...args]))
    const { code, stdout, stderr } = await check('--batch', '1', '--out', world.inFolder('copy'))
    expect(code, stderr).to.equal(0)
    expect(stdout).to.contain(`${uri} is the file the batch names: 90 leaves of 3 people`)
    expect(readFileSync(world.inFolder('copy.large.tree')).equals(readFileSync(world.inFolder('work.large.tree')))).to.equal(true)
    const proved = await ovHere('batch:proof', world.inFolder('copy.large.json'), '--index', '89')
    expect([proved.code, proved.stderr]).to.deep.equal([0, ''])
    const other = await check(world.inFolder('other.csv'), '--batch', batch.slice(0, 10))
    expect([other.code, other.stderr]).to.satisfy(([, words]: [number, string]) =>
      words.includes('another file than the batch names'),
    )
    expect(other.code).to.equal(1)
    expect((await check()).stderr).to.contain('Which batch?')
    expect((await check('--batch', '7')).stderr).to.contain('No open batch is "7".')
  })

  it('is objected to, goes on, and is attested by stewards alone', async () => {
    await world.run('object', '1', '--reason', 'Let me read the data first', '--as', 'Chen')
    await world.refused(1, 'An objection stands', 'accept', '1')
    await world.run('withdraw', '1', '--as', 'Chen')
    const [first] = (await statusOf()).waiting
    expect(first?.waitsFor.join(' ')).to.contain('more attestation')
    await world.run('attest', '1', '--as', 'Bruno')
    await world.refused(1, 'wait', 'accept', '1')
    await world.run('wait', '4 days')
    const { accepted } = (await world.run('accept', '1')) as { accepted: { way: string; accepted: number }[] }
    expect(accepted.map(({ way, accepted: count }) => [way, count])).to.deep.equal([['attested', 2]])
    const { waiting, activating } = await statusOf()
    expect([waiting.length, activating[0]?.['activated'], activating[0]?.['leaves']]).to.deep.equal([0, 0, ROWS])
    expect(await world.read('status')).to.contain('0 of 90 contributions are activated')
  })

  it('earns from its acceptance on, and pays who is activated', async () => {
    await world.run('wait', '7 days')
    await world.mint(PEOPLE.customer, 1_000_000000n)
    await world.run('pay', '1000.00 USDC', '--as', 'customer')
    expect((await world.run('claim', 'Chen'))['paid']).to.deep.equal([])

    const activate = ['batch:activate', world.inFolder('copy.large.json')]
    await world.refused(2, 'Give one of --index, --affiliate and --all.', ...activate)
    await world.refused(2, '--index is "90", a number from 0 to 89 is expected.', ...activate, '--index', '90')
    await world.refused(2, 'has none of the 90 leaves', ...activate, '--affiliate', 'customer')
    await world.refused(2, '--at-once is "0"', ...activate, '--all', '--at-once', '0')
    const one = await world.run(...activate, '--index', '2', '--as', 'relayer')
    expect([(one['activated'] as Json[]).length, one['count']]).to.deep.equal([1, 1])
    expect((await world.run(...activate, '--index', '2'))['activated']).to.deep.equal([])
    const own = await world.run(...activate, '--affiliate', 'Chen')
    expect([(own['activated'] as Json[]).length, own['skipped'], own['count']]).to.deep.equal([29, 1, 30])

    // A third of the hours, of what is left after 3% and 5%.
    const before = await world.balanceOf(PEOPLE.Chen)
    await world.run('claim', 'Chen', '--as', 'relayer')
    const paid = (await world.balanceOf(PEOPLE.Chen)) - before
    const share = (1_000_000000n * 92n) / 300n
    expect(share - paid <= 1n && paid <= share, String(paid)).to.equal(true)
  })

  it('goes on activating where it was killed, and leaves out what is activated', async () => {
    const { child, ended } = startOv(world.argsOf(['batch:activate', summary, '--all', '--at-once', '3', '--json']))
    while (child.exitCode === null && (await activatedCount()) === 30) await sleep(5)
    child.kill('SIGKILL')
    expect((await ended).signal, 'it was killed before its end').to.equal('SIGKILL')
    const soFar = await activatedCount()
    expect(soFar).to.be.within(33, ROWS - 1)

    const resumed = await world.run('batch:activate', summary, '--all')
    expect([resumed['skipped'], (resumed['activated'] as Json[]).length, resumed['count'], resumed['cuts']]).to.deep.equal([
      soFar,
      ROWS - soFar,
      ROWS,
      [],
    ])
    expect(await world.read('batch:close', summary)).to.contain('Nothing is left of')
    expect((await statusOf()).activating).to.deep.equal([])
  })

  it('closes a rest that belongs to nobody', async () => {
    const file = await build('more', ['2026-02-01,Ana,design hour,3h,', '2026-02-02,Bruno,design hour,1h,'])
    changeTotal(file, '400', '500')
    const { batch: id } = await world.run(
      'batch:propose',
      file,
      '--uri',
      'https://example.org/more.large.csv',
      '--unchecked',
      '--as',
      'Ana',
    )
    await acceptLarge(String(id))
    await world.run('batch:activate', file, '--index', '0')
    await world.refused(1, '1 of 2', 'batch:close', file)
    await world.refused(2, '--announce and --reason go together.', 'batch:close', file, '--announce')
    const announce = ['batch:close', String(id).slice(0, 10), '--announce', '--reason', 'There is one hour too many']
    await world.refused(1, 'governor', ...announce, '--as', 'Bruno')
    await world.run(...announce, '--as', 'Ana')
    await world.run('batch:close', file, '--cancel', '--as', 'Ana')
    await world.run(...announce, '--as', 'Ana')
    expect((await statusOf()).activating[0]?.['closingReadyAt']).to.match(/^\d+$/)
    await world.refused(1, 'can be closed', 'batch:close', file)
    await world.run('batch:activate', file, '--all')
    expect(await world.read('status')).to.contain(`No more will come: npm run ov -- batch:close ${String(id).slice(0, 10)}`)
    const closed = await world.run('batch:close', file, '--as', 'relayer')
    expect(closed['closed']).to.deep.equal([{ kind: 0, units: '100' }])
  })

  it('tells of a contribution that got less than it says', async () => {
    const file = await build('less', ['2026-03-01,Ana,design hour,3h,', '2026-03-02,Chen,design hour,1h,'])
    changeTotal(file, '400', '350')
    const { batch: id } = await world.run(
      'batch:propose',
      file,
      '--uri',
      'https://example.org/less.large.csv',
      '--unchecked',
      '--as',
      'Ana',
    )
    await acceptLarge(String(id))
    const { cuts } = (await world.run('batch:activate', file, '--all')) as { cuts: Json[] }
    expect(cuts).to.deep.equal([{ index: 1, affiliate: PEOPLE.Chen, kind: 0, quantity: '50', asked: '100' }])
    const audit = await world.run('audit', world.venture, '--cache', world.inFolder('events.jsonl'))
    expect(audit['differences']).to.deep.equal([])
  })
})
