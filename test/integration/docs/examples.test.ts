import { Command } from 'commander'
import { expect } from 'chai'
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { acceptBatchAndWait, proposeBatchAndWait, proposeLargeBatchAndWait, signAttestation } from '@open-value/sdk'
import { registerCommands } from '../../../scripts/commands/index.ts'
import { inRoot } from '../../../scripts/deploy/artifacts.ts'
import { buildLargeBatch } from '../../../sdk/src/batch/node/index.ts'
import { DAY, DESIGN, type World, createWorld } from '../../sdk/actions/world.ts'
import { activateOwn, claimWithoutGas } from './examples.ts'

const PAGES = ['README.md', ...readdirSync(inRoot('docs')).flatMap((name) => (name.endsWith('.md') ? [`docs/${name}`] : []))]
const read = (page: string) => readFileSync(inRoot(page), 'utf8')

describe('docs: examples', () => {
  let world: World

  /** What stands in a page between ```ts and ```, and in examples.ts between its marks. */
  const inPage = (page: string) => [...read(page).matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code]) => code)
  const inExamples = (page: string) => {
    const [, code = ''] =
      new RegExp(`/\\* ${page} \\*/\\n([\\s\\S]*?)\\n */\\* ends \\*/`).exec(read('test/integration/docs/examples.ts')) ?? []
    return `${code.replace(/^ {2}/gm, '').replace('(file)', "('work.large.tree')")}\n`
  }

  before(async () => {
    world = await createWorld()
  })

  it('hold commands that exist, with options they know', () => {
    const commands = new Map(registerCommands(new Command('ov')).commands.map((command) => [command.name(), command]))
    const found = PAGES.flatMap((page) =>
      [...read(page).matchAll(/^npm run ov -- (\S+)(.*)$/gm)].map(([line, name = '', rest = '']) => ({ page, line, name, rest })),
    )
    for (const { page, line, name, rest } of found) {
      if (name === '--help') continue
      const command = commands.get(name)
      expect(command, `${page}: ${line}`).to.not.equal(undefined)
      const known = command?.options.map(({ long }) => long) ?? []
      for (const [, option] of rest.replace(/"[^"]*"/g, '').matchAll(/ (--[a-z-]+)/g))
        expect(known, `${page}: ${line}`).to.include(option)
    }
    expect(found.length).to.be.above(60)
  })

  it('of without-gas.md pays whoever has no gas', async () => {
    expect(inPage('docs/without-gas.md')).to.deep.equal([inExamples('docs/without-gas.md')])
    const { founder, steward, customer, ana, ben, stranger, token } = world
    const { venture, ledger } = await founder.deployVentureAndWait({ config: world.config() })
    const contributions = [{ affiliate: ana.address, kind: DESIGN, quantity: 100n, day: await world.today() }]
    const { batch } = await proposeBatchAndWait(ben.client, { ledger, contributions }, { account: ben.address })
    const attestations = [await signAttestation(steward.client, { ledger, batch }, { account: steward.address })]
    await acceptBatchAndWait(ben.client, { ledger, batch, attestations }, { account: ben.address })
    await customer.payAndWait({ venture, token, amount: 100_000_000n })
    await world.setBalance(ana.address, 0n)
    const bank = stranger.address
    const before = await world.balanceOf(bank)
    const results = await claimWithoutGas({ maria: ana.client, anybody: ben.client, venture, bank })
    expect(results).to.deep.equal([{ status: 'done' }])
    // 100.00 less 3% and 5%.
    expect((await world.balanceOf(bank)) - before).to.equal(92_000_000n)
  })

  it('of large-batches.md activates what is Ana’s', async () => {
    expect(inPage('docs/large-batches.md')).to.deep.equal([inExamples('docs/large-batches.md')])
    const folder = mkdtempSync(path.join(os.tmpdir(), 'open-value-docs-'))
    try {
      const { founder, steward, steward2, ana, ben } = world
      const { venture, ledger } = await founder.deployVentureAndWait({ config: world.config({ name: 'Large' }) })
      const file = path.join(folder, 'work.csv')
      writeFileSync(
        file,
        'date,affiliate,kind,quantity,evidence\n2020-01-02,Ana,design,1h,\n2020-01-03,Ben,design,2h,\n2020-01-04,Ana,design,3h,\n',
      )
      const people = new Map([
        ['Ana', ana.address],
        ['Ben', ben.address],
      ])
      const kinds = [{ kind: DESIGN, name: 'design', unit: 'h', decimals: 2 }]
      const { summary, files } = await buildLargeBatch({ file, people, kinds })
      const proposal = { ledger, venture, content: summary, dataURI: 'https://example.org/work.large.csv' }
      const { batch } = await proposeLargeBatchAndWait(ben.client, proposal, { account: ben.address })
      const attestations = await Promise.all(
        [steward, steward2].map(({ client, address }) => signAttestation(client, { ledger, batch }, { account: address })),
      )
      await world.time.increase(3 * DAY)
      await acceptBatchAndWait(ben.client, { ledger, batch, attestations }, { account: ben.address })
      const activated = await activateOwn({ client: ben.client, ledger, batch, ana: ana.address, file: files.tree })
      expect(activated.map(({ index, quantity }) => [index, quantity])).to.deep.equal([
        [0, 100n],
        [2, 300n],
      ])
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})
