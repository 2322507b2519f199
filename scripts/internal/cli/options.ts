import { type Command, Option } from 'commander'

/** Options of every command that talks to a chain. */
export function chainOptions(command: Command): Command {
  return command
    .option('--network <name>', 'local, mainnet, base, optimism, arbitrum, sepolia, or the URL of an RPC node', 'local')
    .option('--people <file>', 'CSV with names and addresses, for names in and out')
    .option('--json', 'print JSON')
}

/** The venture a command is about. */
export function ventureOption(command: Command): Command {
  return command.option('--venture <name>', 'name or address (default: the one deployed last)')
}

/** The campaign a command is about. */
export function campaignOption(command: Command): Command {
  return command.option('--campaign <name>', 'name or address (default: the one deployed last)')
}

/** The machine a command is about. */
export function machineOption(command: Command): Command {
  return command.option('--machine <name>', 'name of its campaign, or address (default: of the one deployed last)')
}

/** Options that can be given more than once. */
export const collect = (value: string, before: string[]) => [...before, value]

/** Options of every command that sends. */
export function sendOptions(command: Command): Command {
  return chainOptions(command)
    .option('--as <who>', 'account of the node that sends: its number, name or address (default: the first)')
    .addOption(
      new Option('--keystore <file>', 'encrypted key file that sends; its password is in OPEN_VALUE_PASSWORD').conflicts('as'),
    )
    .option('--dry-run', 'print what would be sent, send nothing')
    .option('--yes', 'send without a question')
}
