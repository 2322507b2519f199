import type { Command } from 'commander'
import { type Address, isAddressEqual } from 'viem'
import {
  claimAndWait,
  claimToAndWait,
  formatAmount,
  getClaim,
  getHoldings,
  prepareClaim,
  prepareClaimTo,
  signClaimTo,
} from '@open-value/sdk'
import {
  type CommonOptions,
  type Context,
  type OpenVenture,
  openContext,
  openVenture,
  senderOf,
} from '../../internal/cli/context.ts'
import { InputError } from '../../internal/cli/errors.ts'
import { aliasesOf, movesOf } from '../../internal/cli/moves.ts'
import { sendOptions, ventureOption } from '../../internal/cli/options.ts'
import { print } from '../../internal/cli/output.ts'
import { type SignOptions, signInto, signOptions } from '../../internal/cli/signing.ts'
import { announce } from '../../internal/cli/submit.ts'

type Options = CommonOptions & SignOptions & { to?: string }

export function register(program: Command): void {
  signOptions(ventureOption(sendOptions(program.command('claim [account]'))))
    .description('pay an account what it is owed; anyone may send it, the money goes to the account, or where it says with --to')
    .option('--to <who>', 'pay it there: only the account itself can send or sign that, or who it is after its moves')
    .action(async (who: string | undefined, options: Options) => {
      const context = await openContext(options)
      const venture = await openVenture(context)
      const account = who === undefined ? senderOf(context).address : context.people.addressOf(who)
      if (options.sign !== undefined) return sign(context, venture, account, options)
      return claim(context, venture, account, options)
    })
}

async function claim(context: Context, venture: OpenVenture, account: Address, options: Options): Promise<void> {
  const { client, people } = context
  const recipient = options.to === undefined ? undefined : people.addressOf(options.to)
  const { made } = await movesOf(context, venture)
  const claims = []
  // Who moved here stays where they were: what they are owed is claimed for their old addresses, too.
  for (const owed of [account, ...aliasesOf(made, account)]) {
    const { claimable, kinds } = await getClaim(client, { venture: venture.venture, account: owed })
    if (claimable.length === 0) continue
    const tokens = claimable.map(({ token }) => token)
    const parameters = { venture: venture.venture, account: owed, tokens, kinds }
    const to = recipient === undefined ? '' : `, paid to ${people.both(recipient)}`
    const what = `Claim ${wordsOf(venture, claimable)} for ${people.both(owed)}${to}.`
    const prepared = recipient === undefined ? prepareClaim(parameters) : prepareClaimTo({ ...parameters, recipient })
    claims.push({ parameters, planned: { what, ...prepared } })
  }
  if (claims.length === 0) return print(options, { account, paid: [] }, [`${people.both(account)} is owed nothing now.`])
  await announce(
    context,
    claims.map(({ planned }) => planned),
  )
  const paid = []
  const receipts = []
  for (const { parameters } of claims) {
    const sender = { account: senderOf(context) }
    const done = recipient
      ? await claimToAndWait(client, { ...parameters, recipient }, sender)
      : await claimAndWait(client, parameters, sender)
    paid.push(...done.paid)
    receipts.push(done.receipt)
  }
  const gas = receipts.reduce((sum, { gasUsed }) => sum + gasUsed, 0n)
  print(options, { account, paid, transaction: receipts.at(-1)?.transactionHash, gas }, [
    ...paid.map((payout) => `${wordsOf(venture, [payout])} went to ${people.both(payout.recipient)}.`),
  ])
}

/** Nobody pays gas: whoever submits it can change nothing, the recipient least of all. */
async function sign(context: Context, venture: OpenVenture, account: Address, options: Options): Promise<void> {
  const { client, people } = context
  if (options.to === undefined) {
    throw new InputError('Where to?', [
      'A claim that is signed names its recipient: --to. One to the account itself needs no signature: anyone sends it.',
    ])
  }
  const recipient = people.addressOf(options.to)
  const { claimable, kinds } = await getClaim(client, { venture: venture.venture, account })
  // What is owed when it is submitted counts: all that the account holds is named.
  const held = await getHoldings(client, { venture: venture.venture, account, lens: context.contracts.lens })
  const all = [...new Set([...kinds, ...held.map(({ kind }) => kind)])].sort((a, b) => a - b)
  const now = claimable.length === 0 ? 'nothing' : wordsOf(venture, claimable)
  const tokens = (claimable.length === 0 ? venture.tokens : claimable).map(({ token }) => token)
  const parameters = { venture: venture.venture, account, recipient, tokens, kinds: all }
  await signInto(context, venture, {
    file: options.sign ?? '',
    options,
    what: `Pay what ${people.both(account)} is owed by ${venture.name} (${now} until now) to ${people.both(recipient)}`,
    sign: async (deadline) => ({
      act: 'ClaimTo',
      content: await signClaimTo(client, { ...parameters, deadline }, { account: senderOf(context) }),
    }),
  })
}

function wordsOf({ tokens }: OpenVenture, amounts: readonly { token: Address; amount: bigint }[]): string {
  return amounts
    .map(({ token, amount }) => {
      const known = tokens.find((other) => isAddressEqual(other.token, token))
      return formatAmount(amount, known ?? { symbol: token, decimals: 0 })
    })
    .join(' and ')
}
