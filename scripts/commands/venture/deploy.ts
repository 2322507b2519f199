import type { Command } from 'commander'
import { readFileSync } from 'node:fs'
import { zeroHash } from 'viem'
import { deployVentureAndWait, formatDuration, formatShare, predictVenture, prepareDeployVenture } from '@open-value/sdk'
import {
  type VentureConfig,
  type VentureConfigInput,
  presets,
  resolveConfig,
  sizes,
  toDeployArguments,
} from '@open-value/sdk/config'
import { type Context, existing, openContext, senderOf } from '../../internal/cli/context.ts'
import { InputError } from '../../internal/cli/errors.ts'
import { readLocalChain, rememberVenture } from '../../internal/cli/local.ts'
import { collect, sendOptions } from '../../internal/cli/options.ts'
import { counted, print, table } from '../../internal/cli/output.ts'
import { announce } from '../../internal/cli/submit.ts'

export function register(program: Command): void {
  sendOptions(program.command('venture:deploy [config]'))
    .description('deploy a venture, from a config file (docs/config.md) or a preset')
    .option('--preset <preset>', Object.keys(presets).join(', '))
    .option('--size <size>', `${Object.keys(sizes).join(', ')} (3, 11, 300 people)`)
    .option('--name <name>', 'name of the venture')
    .option('--founder <who>', 'default: who sends')
    .option(
      '--lazy-consensus',
      'those who contribute decide, by the rules of the size (docs/governance.md): at once, or after a hand-over from the founder',
    )
    .option('--in <network>', 'venture this one belongs to: gets infrastructure lines and the remainder')
    .option('--account <name=who>', 'address of a name in the equation, such as exchangeFirm; once for each', collect, [])
    .option(
      '--token <token>',
      'payout token, ETH or an address; once for each (default: the demo token locally, else ETH)',
      collect,
      [],
    )
    .action(async (file: string | undefined, options) => {
      const context = await openContext(options)
      const config = resolveConfig(inputOf(context, file, options))
      const parameters = { factory: context.contracts.factory, config: toDeployArguments(config) }
      const sender = senderOf(context).address
      const { venture, governor, isDeployed } = await predictVenture(context.client, { ...parameters, sender })
      const what = `Deploy ${config.name} at ${venture}${isDeployed ? ', where it stands already' : ''}.`
      if (!options.json) console.error(describe(context, config).join('\n'))
      await announce(context, [{ what, ...prepareDeployVenture(parameters) }])
      const { ledger, isNew, receipt } = await deployVentureAndWait(
        context.client,
        { ...parameters, salt: zeroHash },
        { account: senderOf(context) },
      )
      const isKnownChain = !context.isLocal || context.local !== undefined || readLocalChain() === undefined
      if (isKnownChain)
        rememberVenture(context.chainId, { name: config.name, venture, ledger, kindIds: config.kinds.map(({ id }) => id) })
      print(options, { venture, ledger, governor, isNew, transaction: receipt.transactionHash, gas: receipt.gasUsed }, [
        ...table([
          ['venture', venture, 'the address on the invoice'],
          ['ledger', ledger, 'where contributions are logged'],
          ...(governor ? [['governor', governor, 'where those who contribute decide']] : []),
        ]),
        isNew ? `Deployed with ${receipt.gasUsed.toLocaleString('en-US')} gas.` : 'It stood there already; nothing changed.',
        `Go on: npm run ov -- log 2.5h ${config.kinds[0]?.id ?? 'work'}`,
      ])
    })
}

type Options = {
  preset?: string
  size?: string
  name?: string
  founder?: string
  in?: string
  account: string[]
  token: string[]
  lazyConsensus?: boolean
}

function inputOf(context: Context, file: string | undefined, options: Options): VentureConfigInput {
  const written = file === undefined ? {} : readJson(file)
  const { people } = context
  const named = options.account.map((pair) => {
    const [name = '', who = ''] = pair.split('=')
    if (name === '' || who === '') throw new InputError(`"${pair}" names nobody.`, ['Write --account exchangeFirm=0x….'])
    return [name, people.addressOf(who)] as const
  })
  if (file === undefined && (options.preset === undefined || options.name === undefined)) {
    throw new InputError('A venture needs a config file, or --preset and --name.', [
      `Presets: ${Object.keys(presets).join(', ')}.`,
    ])
  }
  const tokens = options.token.length > 0 ? options.token : undefined
  const founder = options.founder === undefined ? undefined : people.addressOf(options.founder)
  // The schema checks whatever the file holds.
  return {
    ...(file === undefined ? { founder: senderOf(context).address, ...localToken(context) } : {}),
    ...written,
    ...(options.preset === undefined ? {} : { preset: options.preset }),
    ...(options.size === undefined ? {} : { size: options.size }),
    ...(options.lazyConsensus && !hasGovernance(written) ? { lazyConsensus: {} } : {}),
    ...(options.name === undefined ? {} : { name: options.name }),
    ...(founder === undefined ? {} : { founder }),
    ...(options.in === undefined ? {} : { network: people.addressOf(options.in) }),
    ...(tokens === undefined ? {} : { tokens }),
    ...(named.length === 0 ? {} : { accounts: { ...(written as { accounts?: object }).accounts, ...Object.fromEntries(named) } }),
  } as VentureConfigInput
}

/** Whether a file says by itself how decisions are made. */
function hasGovernance(file: { governor?: unknown; lazyConsensus?: unknown }): boolean {
  return file.lazyConsensus !== undefined || typeof file.governor === 'object'
}

function localToken({ local }: Context): Partial<VentureConfigInput> {
  return local ? { tokens: { [local.token.symbol]: { address: local.token.address, decimals: local.token.decimals } } } : {}
}

function readJson(file: string): object {
  try {
    return JSON.parse(readFileSync(existing(file), 'utf8')) as object
  } catch (error) {
    if (error instanceof SyntaxError) throw new InputError(`${file} is no JSON: ${error.message}`)
    throw error
  }
}

function describe({ people }: Context, config: VentureConfig): string[] {
  const lines = config.equation.map((line) => {
    if ('remainder' in line) return `what is left goes to ${people.both(line.remainder)}`
    const to = line.pool ?? people.both(line.account)
    return `${formatShare(line.shareBps)} of ${line.basis === 'gross' ? 'each sale' : 'what then remains'} goes to ${to}`
  })
  return [
    `${config.name}: ${lines.join('; ')}.`,
    `Accepted by ${config.attestationsRequired} attesting or by ${formatDuration(config.objectionWindow)} of silence; rules change after ${formatDuration(config.noticePeriod)}.`,
    governanceWords(config, people.both(config.governor)),
  ]
}

/** Who decides, and from when on. */
function governanceWords({ lazyConsensus }: VentureConfig, governor: string): string {
  if (!lazyConsensus) return `Governed by ${governor}.`
  const { rules, handOver } = lazyConsensus
  const { accounts, affiliates, period } = handOver
  const before = affiliates === 0 ? '' : `, or before, once ${affiliates} show their voice`
  const when =
    accounts === 0
      ? 'Those who contribute decide from the beginning.'
      : `Governed by ${governor}; after ${formatDuration(period)}${before}, ${accounts} who contribute take over.`
  return `${when} Lazy decisions pass after ${formatDuration(rules.lazyWindow)} unless ${formatShare(rules.stopBps)} of the voice or ${counted(rules.stopHeads, 'head objects', 'heads object')}.`
}
