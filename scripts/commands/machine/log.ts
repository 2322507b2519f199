import type { Command } from 'commander'
import type { Address } from 'viem'
import {
  formatAmount,
  formatQuantity,
  parseAmount,
  parseQuantity,
  prepareContributeMachineHours,
  prepareLogAndPayUse,
  prepareLogUse,
  quoteUse,
  type UseDetails,
} from '@open-value/sdk'
import { contributionLedgerAbi, sharedEquipmentAbi } from '@open-value/sdk/abis'
import { unpackEntry } from '@open-value/sdk/batch'
import { type OpenMachine, allow, openMachine } from '../../internal/cli/campaigns.ts'
import {
  type Context,
  type NamedKind,
  type OpenVenture,
  findKind,
  openContext,
  openVenture,
  senderOf,
} from '../../internal/cli/context.ts'
import { sentence } from '../../internal/cli/documents.ts'
import { InputError } from '../../internal/cli/errors.ts'
import { collect, machineOption, sendOptions } from '../../internal/cli/options.ts'
import { print } from '../../internal/cli/output.ts'
import { eventIn } from '../../internal/cli/receipts.ts'
import { submit } from '../../internal/cli/submit.ts'
import { findNamed, findScenario, hours, invoiceLines, overdueWarning } from '../../internal/cli/uses.ts'

type Options = {
  scenario?: string
  material: string[]
  technician?: string
  for?: string
  job?: string
  pay?: boolean
  fromDeposit?: boolean
  venture?: string
  kind: string
  evidence?: string
  json?: boolean
}

export function register(program: Command): void {
  machineOption(sendOptions(program.command('machine:log <duration>')))
    .description('log a use of a machine, which makes its invoice: `machine:log 2h --scenario commercial --pay`')
    .option('--scenario <name>', 'line of the rate card (default: the first; with --venture the first that is contributed)')
    .option('--material <name=quantity>', 'material used, such as PLA=30g; once for each', collect, [])
    .option('--technician <who=duration>', 'a steward who helped; without a duration as long as the use')
    .option('--for <who>', 'who used it and is invoiced (default: who sends)')
    .option('--job <amount>', 'agreed price, all-in')
    .option('--pay', 'pay the invoice in the same transaction')
    .option('--from-deposit', 'pay it from what you put by')
    .option('--venture <name>', 'use for a project: what the price leaves is contributed to it as hours of the machine')
    .option('--kind <kind>', 'kind of the venture that these hours are', 'machine')
    .option('--evidence <text>', 'a link, a file name, a sentence')
    .action(async (written: string, options: Options) => {
      const context = await openContext(options)
      const machine = await openMachine(context)
      const project = options.venture === undefined ? undefined : await openProject(context, options.venture, options.kind)
      const use = readUse(context, machine, written, options)
      const { client, contracts, people } = context
      const sender = senderOf(context).address
      const quote = await quoteUse(client, {
        ...use,
        machine: machine.machine,
        logger: sender,
        machineRules: contracts.machineRules,
      })
      const { overdue, lines: careful } = await overdueWarning(context, machine, use.user)
      const scenario = machine.scenarios[use.scenario]?.name ?? ''
      const rate = use.agreedPrice === undefined ? `at ${scenario}` : 'as a job'
      const told = `${hours(use.durationMinutes)} of ${machine.name} ${rate} for ${people.both(use.user)}`
      if (!options.json) console.error([...careful, ...invoiceLines(quote, use.materials ?? [], machine, context)].join('\n'))
      if (project && quote.invoice.inKind === 0n) {
        throw new InputError(`Nothing of the price of ${scenario} is left to be contributed.`, [
          `Scenarios in kind: ${machine.scenarios
            .filter(({ inKind }) => inKind)
            .map(({ name }) => name)
            .join(', ')}.`,
        ])
      }
      const isPaid = options.pay === true || options.fromDeposit === true
      const common = { ...use, machine: machine.machine }
      const { token } = machine
      const amount = (units: bigint) => formatAmount(units, token)
      const rest = project ? `; then contribute ${amount(quote.invoice.inKind)} as hours to ${project.venture.name}` : ''
      const what = `Log ${told}${isPaid ? ` and pay ${amount(quote.total)}` : ''}${rest}.`
      const funding = options.fromDeposit ? 'deposit' : 'wallet'
      const planned = isPaid
        ? [
            ...(options.fromDeposit ? [] : await allow(context, token, machine.machine, quote.total)),
            { what, ...prepareLogAndPayUse({ ...common, token: token.token, funding, limit: quote.total }) },
          ]
        : [{ what, ...prepareLogUse(common) }]
      const receipts = await submit(context, planned)
      const logged = receipts.at(-1)
      const { id, invoice, total } = eventIn(logged, sharedEquipmentAbi, 'UseLogged', machine.machine)
      const contributed = project ? await contribute(context, machine, project, id) : undefined
      print(
        options,
        {
          machine: machine.machine,
          id,
          number: invoice.number,
          user: use.user,
          invoice,
          total,
          isPaid,
          overdue: overdue.map(({ number }) => number),
          contributed,
          transaction: logged?.transactionHash,
          gas: logged?.gasUsed,
        },
        [
          `Use ${invoice.number}: ${told}.`,
          isPaid || total === 0n
            ? `${amount(total)} are paid, with ${logged?.gasUsed.toLocaleString('en-US')} gas.`
            : `${amount(total)} are to be paid: npm run ov -- machine:pay ${invoice.number}`,
          ...(contributed ? [`${contributed.hours} were proposed to ${contributed.venture} as ${contributed.batch}.`] : []),
        ],
      )
    })
}

/** What was typed, looked up in the rate card. */
function readUse({ people, account }: Context, machine: OpenMachine, written: string, options: Options): UseDetails {
  const durationMinutes = minutesOf(written)
  const scenario =
    options.scenario === undefined
      ? (machine.scenarios.find(({ inKind }) => options.venture === undefined || inKind) ?? machine.scenarios[0])
      : findScenario(machine, options.scenario)
  if (!scenario) throw new InputError('The machine has no rate card.')
  const user = options.for === undefined ? account?.address : people.addressOf(options.for)
  if (user === undefined) throw new InputError('Who used it?', ['Name them with --for.'])
  const materials = options.material.map((text) => {
    const [name = '', quantity = ''] = text.split('=')
    const material = findNamed(machine.materials, name, 'material')
    return { material: material.id, quantity: parseQuantity(quantity, material) }
  })
  const [technician, duration] = options.technician?.split('=') ?? []
  return {
    user,
    scenario: scenario.id,
    durationMinutes,
    materials,
    ...(technician === undefined
      ? {}
      : {
          technician: people.addressOf(technician),
          technicianMinutes: duration === undefined ? durationMinutes : minutesOf(duration),
        }),
    ...(options.job === undefined ? {} : { agreedPrice: parseAmount(options.job, machine.token) }),
    ...(options.evidence === undefined ? {} : { evidence: sentence(options.evidence) }),
  }
}

function minutesOf(written: string): number {
  return Number(parseQuantity(written, { unit: 'min', decimals: 0, max: 1_000_000n }))
}

type Project = { venture: OpenVenture; kind: NamedKind }

async function openProject(context: Context, name: string, kind: string): Promise<Project> {
  const venture = await openVenture(context, name)
  return { venture, kind: findKind(venture.kinds, kind) }
}

/** The machine is an affiliate of the venture: what was not paid is its contribution. */
async function contribute(
  context: Context,
  { machine }: OpenMachine,
  { venture, kind }: Project,
  id: `0x${string}`,
): Promise<{ venture: Address; batch: string; hours: string }> {
  const { client, contracts } = context
  const parameters = { machine, id, venture: venture.venture, kind: kind.kind }
  const prepared = await prepareContributeMachineHours(client, { ...parameters, ...contracts })
  const what = `Contribute the hours to ${venture.name} as ${kind.name}.`
  const [receipt] = await submit(context, [{ what, ...prepared }])
  const { batch, entries } = eventIn(receipt, contributionLedgerAbi, 'BatchProposed', venture.ledger)
  const quantity = entries.reduce((sum, entry) => sum + unpackEntry(entry).quantity, 0n)
  return { venture: venture.venture, batch, hours: formatQuantity(quantity, kind) }
}
