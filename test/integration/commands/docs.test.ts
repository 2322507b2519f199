import { Command } from 'commander'
import { expect } from 'chai'
import { readFileSync } from 'node:fs'
import { examples } from '../../../scripts/commands/examples.ts'
import { registerCommands } from '../../../scripts/commands/index.ts'
import { inRoot } from '../../../scripts/deploy/artifacts.ts'
import { documentCommands } from '../../../scripts/internal/cli/document.ts'
import { ov } from './ov.ts'

describe('commands: docs/commands.md', () => {
  const program = registerCommands(new Command('ov'))

  it('says what the commands say of themselves', () => {
    const hint = 'node scripts/first-run/run.mjs scripts/commands/document.ts writes it'
    expect(readFileSync(inRoot('docs/commands.md'), 'utf8'), hint).to.equal(documentCommands(program))
  })

  it('has an example for each command, with options it knows', () => {
    expect(Object.keys(examples)).to.deep.equal(program.commands.map((command) => command.name()))
    for (const command of program.commands) {
      const example = examples[command.name()] ?? ''
      expect(example).to.match(new RegExp(`^npm run ov -- ${command.name()}( |$)`))
      const known = command.options.map(({ long }) => long)
      for (const [, option] of example.split(' -- ')[1]?.matchAll(/ (--[a-z-]+)/g) ?? [])
        expect(known, example).to.include(option)
    }
  })

  it('shows them in --help, which exits with 0; what it does not know exits with 2', async () => {
    const [help, unknown, sing] = await Promise.all([ov('payday', '--help'), ov('payday', '--never'), ov('sing')])
    expect(help.code).to.equal(0)
    expect(help.stdout).to.contain('Example: npm run ov -- payday --min 5.00')
    expect([unknown.code, sing.code]).to.deep.equal([2, 2])
  })
})
