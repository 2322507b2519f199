// node scripts/first-run/run.mjs scripts/commands/document.ts: writes docs/commands.md
import { writeFileSync } from 'node:fs'
import { Command } from 'commander'
import { inRoot } from '../deploy/artifacts.ts'
import { documentCommands } from '../internal/cli/document.ts'
import { registerCommands } from './index.ts'

writeFileSync(inRoot('docs/commands.md'), documentCommands(registerCommands(new Command('ov'))))
