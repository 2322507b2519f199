import type { Command } from 'commander'
import { readFileSync } from 'node:fs'
import { type Address, isAddressEqual, isHash, keccak256, zeroAddress } from 'viem'
import {
  ETH,
  formatAmount,
  parseAmount,
  preparePledge,
  preparePledgeFor,
  preparePledgeSigned,
  signPermit,
  signPledge,
} from '@open-value/sdk'
import { campaignAbi } from '@open-value/sdk/abis'
import { time } from '../../../sdk/src/errors/words.ts'
import { type OpenCampaign, allow, openCampaign, placeholderOf } from '../../internal/cli/campaigns.ts'
import { type Context, existing, openContext, senderOf } from '../../internal/cli/context.ts'
import { InputError } from '../../internal/cli/errors.ts'
import { campaignOption, sendOptions } from '../../internal/cli/options.ts'
import { confirm, print } from '../../internal/cli/output.ts'
import { eventIn } from '../../internal/cli/receipts.ts'
import { readSignedAct, writeSigned } from '../../internal/cli/signedFile.ts'
import { submit } from '../../internal/cli/submit.ts'

type Options = {
  for?: string
  refundTo?: string
  placeholder?: boolean
  agreement?: string
  sign?: string
  submit?: string
  json?: boolean
  yes?: boolean
}

export function register(program: Command): void {
  campaignOption(sendOptions(program.command('campaign:pledge [amount]')))
    .description('pledge to a campaign, with its agreement; the last pledge is taken in part')
    .option('--for <who>', 'whose pledge it is (default: who sends)')
    .option('--placeholder', 'they have no wallet yet; --refund-to is needed then')
    .option('--refund-to <who>', 'where the money goes back to (default: the pledger, or as before)')
    .option('--agreement <file>', 'the text you have read, or its hash: refused unless it is the one of the campaign')
    .option('--sign <file>', 'sign the pledge into a file and send nothing; whoever has gas submits it')
    .option('--submit <file>', 'send what somebody has signed')
    .action(async (written: string | undefined, options: Options) => {
      const context = await openContext(options)
      if (options.submit !== undefined) return submitSigned(context, options.submit)
      const campaign = await openCampaign(context)
      if (written === undefined) throw new InputError('How much?', ['Write campaign:pledge 100.00.'])
      const amount = parseAmount(written, campaign.token)
      await agree(context, campaign, options)
      if (options.sign !== undefined) return sign(context, campaign, { amount, file: options.sign })
      return pledge(context, campaign, amount)
    })
}

/** Shows which text is signed with the pledge, and asks; a text given has to be that one. */
async function agree({ isLocal }: Context, campaign: OpenCampaign, options: Options): Promise<void> {
  const { agreementHash } = campaign.terms
  const { agreement: given } = options
  if (given !== undefined) {
    const hash = isHash(given) ? given : keccak256(readFileSync(existing(given)))
    if (hash.toLowerCase() === agreementHash) return
    throw new InputError(`The agreement of ${campaign.name} has another hash than yours.`, [
      `Yours is ${hash}, the campaign's ${agreementHash}.`,
      ...where(campaign),
    ])
  }
  if (!options.json) {
    console.error(`The agreement of ${campaign.name}, signed with the pledge: ${agreementHash}`)
    for (const line of where(campaign)) console.error(line)
  }
  if (!options.yes && !isLocal) await confirm('Have you read it, and do you agree?')
}

function where({ agreementURI, agreementFile }: OpenCampaign): string[] {
  const places = [agreementURI, agreementFile].filter((place) => place !== undefined && place !== '')
  return places.length > 0 ? [`Its text: ${places.join(', ')}`] : ['Ask its initiator for the text.']
}

function recipients({ people }: Context, { campaign }: OpenCampaign, options: Options, sender: Address) {
  if (options.placeholder && (options.for === undefined || options.refundTo === undefined)) {
    throw new InputError('A placeholder has a name and somebody who gets the money back.', [
      'Write --for "Old Marie" --placeholder --refund-to custodian.',
    ])
  }
  const refundTo = options.refundTo === undefined ? undefined : people.addressOf(options.refundTo)
  if (options.for === undefined) return { account: sender, refundTo }
  if (!options.placeholder) return { account: people.addressOf(options.for), refundTo }
  const account = placeholderOf(campaign, options.for)
  people.add([[options.for, account]])
  return { account, refundTo }
}

async function pledge(context: Context, campaign: OpenCampaign, amount: bigint): Promise<void> {
  const { people } = context
  const options = context.options as Options
  const { token, terms, raised } = campaign
  const sender = senderOf(context).address
  const { account, refundTo } = recipients(context, campaign, options, sender)
  const room = terms.goal - raised
  const taken = amount < room ? amount : room
  const common = { campaign: campaign.campaign, token: token.token, amount, agreementHash: terms.agreementHash, refundTo }
  const isOwn = isAddressEqual(account, sender) && !options.placeholder
  const prepared = isOwn
    ? preparePledge(common)
    : preparePledgeFor({ ...common, account, isPlaceholder: options.placeholder ?? false })
  const part = taken < amount && taken > 0n ? `; ${formatAmount(taken, token)} of it are missing, the rest stays with you` : ''
  const what = `Pledge ${formatAmount(amount, token)} to ${people.both(campaign.campaign)} for ${people.both(account)}${part}.`
  const receipts = await submit(context, [
    ...(await allow(context, token, campaign.campaign, isAddressEqual(token.token, ETH) ? amount : taken)),
    { what, ...prepared },
  ])
  report(context, campaign, receipts.at(-1))
}

function report(context: Context, { campaign, token, terms }: OpenCampaign, receipt: Parameters<typeof eventIn>[0]): void {
  const { people, options } = context
  const event = eventIn(receipt, campaignAbi, 'Pledged', campaign)
  const { account, amount, pledged, refundTo, raised } = event
  print(
    options,
    { campaign, account, amount, pledged, refundTo, raised, transaction: receipt?.transactionHash, gas: receipt?.gasUsed },
    [
      `${people.both(account)} has pledged ${formatAmount(pledged, token)}; refunds go to ${people.both(refundTo)}.`,
      raised === terms.goal
        ? `The goal is reached. Go on: npm run ov -- campaign:status`
        : `${formatAmount(raised, token)} of ${formatAmount(terms.goal, token)} are pledged.`,
    ],
  )
}

/** Signs instead of sending, with an allowance where the token takes one by signature. */
async function sign(
  context: Context,
  { campaign, name, token, terms }: OpenCampaign,
  { amount, file }: { amount: bigint; file: string },
): Promise<void> {
  const { client, chainId, people } = context
  const options = context.options as Options
  const account = senderOf(context)
  if (isAddressEqual(token.token, ETH)) throw new InputError('A campaign in ETH takes no signed pledges.')
  if (options.for !== undefined || options.placeholder) throw new InputError('Only your own pledge can be signed.')
  const refundTo = options.refundTo === undefined ? zeroAddress : people.addressOf(options.refundTo)
  const signed = await signPledge(client, { campaign, amount, agreementHash: terms.agreementHash, refundTo }, { account })
  const permit = await signPermit(client, { token: token.token, spender: campaign, amount }, { account }).catch(() => undefined)
  const { deadline } = signed.signed
  const path = writeSigned(file, {
    act: 'Pledge',
    what: `Pledge ${formatAmount(amount, token)} to ${name} for ${people.both(account.address)}`,
    goodUntil: time(deadline),
    chainId,
    content: { ...signed, ...(permit ? { permit } : {}) },
  })
  print(options, { file: path, pledger: account.address, amount, deadline, hasPermit: permit !== undefined }, [
    `Signed, and nothing sent: ${formatAmount(amount, token)} to ${name}.`,
    permit ? 'The allowance is in it.' : `${token.symbol} takes no allowance by signature: approve ${campaign} first.`,
    `Anyone can submit it: npm run ov -- relay ${file}`,
  ])
}

async function submitSigned(context: Context, file: string): Promise<void> {
  const { campaign: address, signed, signature, permit } = readSignedAct(file, context.chainId, 'Pledge').content
  const campaign = await openCampaign(context, address)
  const { pledger, amount } = signed
  const what = `Submit the pledge of ${formatAmount(amount, campaign.token)} that ${context.people.both(pledger)} has signed.`
  const prepared = preparePledgeSigned({ campaign: address, signed, signature, ...(permit ? { permit } : {}) })
  const [receipt] = await submit(context, [{ what, ...prepared }])
  report(context, campaign, receipt)
}
