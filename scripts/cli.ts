// npm run ov -- <command>
import { Command, CommanderError } from 'commander'
import { registerCommands } from './commands/index.ts'
import { DoneError, EXIT, exitCodeOf, wordsOf } from './internal/cli/errors.ts'
import dotenv from 'dotenv'

dotenv.config({ quiet: true })

const program = new Command('ov')
  .description('Open value networks on a chain: log contributions, accept them together, share revenue.')
  .addHelpText(
    'after',
    '\nExit codes: 0 done, 1 the chain refused, 2 input, 3 interrupted. docs/commands.md has an example of each command.',
  )
  .exitOverride()
  .configureHelp({ showGlobalOptions: true })

process.on('SIGINT', () => {
  console.error('\nInterrupted. Run the same again to go on where it was.')
  process.exit(EXIT.interrupted)
})
process.on('SIGTERM', () => process.exit(EXIT.interrupted))

try {
  await registerCommands(program).parseAsync()
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? EXIT.done : EXIT.input
  else {
    process.exitCode = exitCodeOf(error)
    if (!(error instanceof DoneError)) console.error(wordsOf(error))
  }
}
