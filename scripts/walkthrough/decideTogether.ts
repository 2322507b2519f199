import { readFileSync } from 'node:fs'
import path from 'node:path'
import { type RunStep, openExamples } from './examples.ts'
import { type Shell, StepFailedError } from './shell.ts'

const SECTION = '## Deciding together'

/** What docs/commands.md shows of deciding, with the venture that `npm start` leaves behind. */
export async function decideTogether(shell: Shell, run: RunStep): Promise<void> {
  const page = readFileSync(path.join(shell.cwd, 'docs/commands.md'), 'utf8')
  const [, section = ''] = page.split(SECTION)
  const [, block = ''] = section.split(/```(?:sh no-run)?\n/)
  const commands = [...block.matchAll(/^npm run ov -- (.+)$/gm)].map(([, command = '']) => command)
  if (commands.length === 0) throw new StepFailedError(SECTION, 'docs/commands.md shows no commands there', page)
  await openExamples(shell, run).ov(commands)
}
