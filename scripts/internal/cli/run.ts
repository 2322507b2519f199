import { Command, CommanderError } from 'commander'
import dotenv from 'dotenv'
import { registerCommands } from '../../commands/index.ts'
import { DoneError, exitCodeOf, wordsOf } from './errors.ts'
import { EXIT } from './exit.ts'

/** Runs the command the arguments name; the exit code. Default: those of this process. */
export async function runCommand(args: readonly string[] = process.argv.slice(2)): Promise<number> {
  dotenv.config({ quiet: true })
  const program = new Command('ov')
    .description('Open value networks on a chain: log contributions, accept them together, share revenue.')
    .addHelpText(
      'after',
      '\nExit codes: 0 done, 1 the chain refused, 2 input, 3 interrupted. docs/commands.md has an example of each command.',
    )
    .exitOverride()
  try {
    await registerCommands(program).parseAsync(args, { from: 'user' })
    return typeof process.exitCode === 'number' ? process.exitCode : EXIT.done
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.input
    if (!(error instanceof DoneError)) console.error(wordsOf(error))
    return exitCodeOf(error)
  }
}
