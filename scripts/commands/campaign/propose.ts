import type { Command } from 'commander'
import type { Address } from 'viem'
import {
  type CoOwnerDecision,
  describeDecision,
  parseAmount,
  prepareEnactDecision,
  prepareProposeAction,
  type Reference,
} from '@open-value/sdk'
import { campaignAbi } from '@open-value/sdk/abis'
import {
  type OpenCampaign,
  type OpenMachine,
  decisionNames,
  namedToken,
  openCampaign,
  openMachine,
  pledgerOf,
} from '../../internal/cli/campaigns.ts'
import { type Context, type NamedToken, findToken, openContext } from '../../internal/cli/context.ts'
import { hashOfDocument, sentence } from '../../internal/cli/documents.ts'
import { InputError } from '../../internal/cli/errors.ts'
import { campaignOption, sendOptions } from '../../internal/cli/options.ts'
import { print, when } from '../../internal/cli/output.ts'
import { eventIn } from '../../internal/cli/receipts.ts'
import { submit } from '../../internal/cli/submit.ts'

type Options = {
  document?: string
  uri?: string
  reason?: string
  remove?: boolean
  mute?: boolean
  maintenance?: string
  technician?: string
  coOwnersOnly?: boolean
  inKind?: boolean
  unit?: string
  decimals?: string
  supplier?: string
  token?: string
}

/** What can be proposed, with the words it takes. */
const USAGE = {
  purchase: '<supplier> <amount> --document <invoice>',
  delivery: '<amount> --document <note>',
  custodian: '<who>',
  steward: '<who> [--remove]',
  rate: '<scenario> <price per hour>',
  material: '<name> <price>',
  spend: '<recipient> <amount> --document <invoice>',
  token: '<address> [--mute]',
  move: '<from> <to>',
} as const

type What = keyof typeof USAGE

export function register(program: Command): void {
  campaignOption(sendOptions(program.command('campaign:propose <what> [words...]')))
    .description(
      'propose what pledgers, and later co-owners, decide: ' +
        Object.entries(USAGE)
          .map(([what, words]) => `\`${what} ${words}\``)
          .join(', '),
    )
    .option('--document <file>', 'invoice or delivery note, or its hash')
    .option('--uri <uri>', 'where the document can be read')
    .option('--reason <text>', 'why; it is public for ever')
    .option('--remove', 'the steward is none any more')
    .option('--maintenance <amount>', 'rate: fee per hour (default: as before)')
    .option('--technician <amount>', 'rate: what a technician gets per hour (default: as before)')
    .option('--co-owners-only', 'rate: for co-owners alone (default: as before)')
    .option('--no-co-owners-only', 'rate: for everybody')
    .option('--in-kind', 'rate: what the price leaves is contributed as machine hours (default: as before)')
    .option('--no-in-kind', 'rate: what the price leaves is paid')
    .option('--unit <unit>', 'material: what its price is for (default: as before)')
    .option('--decimals <number>', 'material: decimals of quantities (default: as before)')
    .option('--supplier <who>', 'material: who is reimbursed (default: as before)')
    .option('--token <token>', "spend: which money, by symbol or address (default: the machine's own)")
    .option('--mute', 'token: leave it out of automatic distribution')
    .action(async (what: string, words: string[], options) => {
      const context = await openContext(options)
      const campaign = await openCampaign(context)
      const isRelease = what === 'purchase' || what === 'delivery'
      const machine =
        campaign.state === 'released' && campaign.machine && !isRelease ? await openMachine(context, campaign.machine) : undefined
      const decision = await readDecision(context, { campaign, machine, what, words, options })
      const reference = referenceOf(decision, options)
      const tokens = [campaign.token, ...(machine?.tokens ?? [])]
      if (decision.type === 'token') tokens.push(await namedToken(context, decision.token))
      const told = describeDecision(decision, decisionNames(context, campaign, tokens))
      // Once it belongs to everyone, the governor decides at once.
      if (machine?.isReleased && decision.type !== 'move') {
        const prepared = prepareEnactDecision({ machine: machine.machine, decision })
        const [receipt] = await submit(context, [{ what: `Decide: ${told}.`, ...prepared }])
        return print(options, { machine: machine.machine, decision, transaction: receipt?.transactionHash }, [`Done: ${told}.`])
      }
      const prepared = prepareProposeAction({ campaign: campaign.campaign, decision, ...(reference ? { reference } : {}) })
      const [receipt] = await submit(context, [{ what: `Propose: ${told}.`, ...prepared }])
      const { id, readyAt } = eventIn(receipt, campaignAbi, 'ProposalMade', campaign.campaign)
      print(options, { id, readyAt, decision, transaction: receipt?.transactionHash }, [
        `Proposal ${id}: ${told}.`,
        `Pledgers may object until ${when(readyAt)}. If too few do, anyone carries it out: npm run ov -- campaign:execute ${id}`,
      ])
    })
}

type Asked = {
  campaign: OpenCampaign
  machine: OpenMachine | undefined
  what: string
  words: readonly string[]
  options: Options
}

async function readDecision(context: Context, { campaign, machine, what, words, options }: Asked): Promise<CoOwnerDecision> {
  const [first = '', second = ''] = words
  const count = wordsOf(what)
  if (words.length !== count) {
    throw new InputError(`"${what}" takes ${count} words, and there are ${words.length}.`, [usage(what as What)])
  }
  const { people } = context
  const { token } = campaign
  const inService = (): OpenMachine => {
    if (machine) return machine
    throw new InputError(`${campaign.name} has no machine in service yet, so there is nothing to decide about it.`)
  }
  switch (what as What) {
    case 'purchase':
      return {
        type: 'purchase',
        supplier: people.addressOf(first),
        amount: parseAmount(second, token),
        invoiceHash: documentHash(what as What, options),
      }
    case 'delivery':
      return { type: 'delivery', amount: parseAmount(first, token), noteHash: documentHash(what as What, options) }
    case 'custodian':
      return { type: 'custodian', account: people.addressOf(first) }
    case 'steward':
      return { type: 'steward', account: people.addressOf(first), appointed: !options.remove }
    case 'rate':
      return rate(inService(), first, second, options)
    case 'material':
      return material(context, inService(), first, second, options)
    case 'spend': {
      const paid = findToken(inService().tokens, options.token ?? token.token)
      return {
        type: 'spending',
        token: paid.token,
        recipient: people.addressOf(first),
        amount: parseAmount(second, paid),
        invoiceHash: documentHash(what as What, options),
      }
    }
    case 'token':
      return { type: 'token', token: tokenAddress(context, machine, first), muted: options.mute ?? false }
    case 'move':
      return {
        type: 'move',
        from: await pledgerOf(context, campaign.campaign, first),
        to: people.addressOf(second),
      }
  }
}

function wordsOf(what: string): number {
  if (what in USAGE) return USAGE[what as What].match(/(?<!--\w+ )<[^>]+>/g)?.length ?? 0
  throw new InputError(`"${what}" can't be proposed.`, [`There is ${Object.keys(USAGE).join(', ')}.`])
}

const usage = (what: What) => `Write campaign:propose ${what} ${USAGE[what]}.`

function documentHash(what: What, { document }: Options) {
  if (document === undefined) throw new InputError('Its invoice or delivery note is missing.', [usage(what)])
  return hashOfDocument(document)
}

/** A scenario of this name is replaced; otherwise it is a new one. */
function rate({ scenarios, token }: OpenMachine, name: string, price: string, options: Options): CoOwnerDecision {
  const before = scenarios.find((known) => known.name.toLowerCase() === name.toLowerCase())
  const amount = (written: string | undefined, current: bigint | undefined, option: string) => {
    if (written !== undefined) return parseAmount(written, token)
    if (current !== undefined) return current
    throw new InputError(`${name} would be new in the rate card.`, [`Give it ${option} too.`])
  }
  return {
    type: 'scenario',
    id: before?.id ?? scenarios.length,
    name: before?.name ?? name,
    scenario: {
      pricePerHour: parseAmount(price, token),
      maintenancePerHour: amount(options.maintenance, before?.maintenancePerHour, '--maintenance'),
      technicianPerHour: amount(options.technician, before?.technicianPerHour, '--technician'),
      coOwnersOnly: options.coOwnersOnly ?? before?.coOwnersOnly ?? false,
      inKind: options.inKind ?? before?.inKind ?? false,
    },
  }
}

/** A material of this name is replaced; otherwise it is a new one. */
function material(
  { people }: Context,
  { materials, token }: OpenMachine,
  name: string,
  price: string,
  options: Options,
): CoOwnerDecision {
  const before = materials.find((known) => known.name.toLowerCase() === name.toLowerCase())
  const unit = options.unit ?? before?.unit
  const supplier = options.supplier === undefined ? before?.supplier : people.addressOf(options.supplier)
  const decimals = options.decimals === undefined ? (before?.decimals ?? 0) : Number(options.decimals)
  if (unit === undefined || supplier === undefined) {
    throw new InputError(`${name} would be a new material.`, ['Give it --unit and --supplier too.'])
  }
  if (!Number.isInteger(decimals) || decimals < 0 || decimals > 18) {
    throw new InputError(`--decimals is "${options.decimals}", 0 to 18 is expected.`)
  }
  return {
    type: 'material',
    id: before?.id ?? materials.length,
    name: before?.name ?? name,
    unit,
    material: { supplier, price: parseAmount(price, token), decimals },
  }
}

function tokenAddress({ people }: Context, machine: OpenMachine | undefined, written: string): Address {
  const known = machine?.tokens.find(({ symbol }: NamedToken) => symbol.toLowerCase() === written.toLowerCase())
  return known?.token ?? people.addressOf(written)
}

/** Where it can be read, and the hash of what is there: the document, or a reason. */
function referenceOf(decision: CoOwnerDecision, { uri = '', reason, document }: Options): Reference | undefined {
  if (decision.type === 'purchase' || decision.type === 'spending') return { uri, hash: decision.invoiceHash }
  if (decision.type === 'delivery') return { uri, hash: decision.noteHash }
  if (document !== undefined) return { uri, hash: hashOfDocument(document) }
  return reason === undefined ? undefined : sentence(reason)
}
