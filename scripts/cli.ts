// npm run ov -- <command>
import { EXIT } from './internal/cli/exit.ts'

// Before everything else is loaded, so that Ctrl-C means the same from the first moment.
process.on('SIGINT', () => {
  console.error('\nInterrupted. Run the same again to go on where it was.')
  process.exit(EXIT.interrupted)
})
process.on('SIGTERM', () => process.exit(EXIT.interrupted))

const { runCommand } = await import('./internal/cli/run.ts')
process.exitCode = await runCommand()
