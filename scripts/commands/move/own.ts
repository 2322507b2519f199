import type { Command } from 'commander'
import { type Address, isAddressEqual, zeroAddress } from 'viem'
import { type MoveAccountParameters, prepareMoveAccount, signMove, signMoveAcceptance } from '@open-value/sdk'
import { ventureAbi } from '@open-value/sdk/abis'
import {
  type CommonOptions,
  type Context,
  type OpenVenture,
  openContext,
  openVenture,
  senderOf,
} from '../../internal/cli/context.ts'
import { InputError } from '../../internal/cli/errors.ts'
import { moveWords } from '../../internal/cli/moves.ts'
import { collect, sendOptions, ventureOption } from '../../internal/cli/options.ts'
import { print } from '../../internal/cli/output.ts'
import { eventIn } from '../../internal/cli/receipts.ts'
import { readSignedAct } from '../../internal/cli/signedFile.ts'
import { type SignOptions, signInto, signOptions } from '../../internal/cli/signing.ts'
import { submit } from '../../internal/cli/submit.ts'

type Options = CommonOptions & SignOptions & { to: string; with: string[]; proposer?: string }

export function register(program: Command): void {
  signOptions(ventureOption(sendOptions(program.command('move <account>'))))
    .description(
      'go on under another address, at once and for good: claims, voice and roles follow, units stay (docs/moving-house.md); each of the two sends it, or has signed it',
    )
    .requiredOption('--to <who>', 'who goes on')
    .option('--with <file>', 'what the other has signed; once for each', collect, [])
    .option('--proposer <who>', 'where who goes on signs for a move that somebody else proposes (`move:propose`): who that is')
    .action(async (written: string, options: Options) => {
      const context = await openContext(options)
      const venture = await openVenture(context)
      const [from, to] = [context.people.addressOf(written), context.people.addressOf(options.to)]
      const what = `${moveWords(context, { from, to })} at ${venture.name}, for good`
      if (options.sign !== undefined) return sign(context, venture, { from, to, what }, options)
      if (options.proposer !== undefined) throw new InputError('--proposer goes with --sign.')
      const move = withSignatures(context, venture, { from, to }, options.with)
      const prepared = prepareMoveAccount({ ...move, accountBoard: context.contracts.accountBoard })
      const [receipt] = await submit(context, [{ what: `${what}.`, ...prepared }])
      eventIn(receipt, ventureAbi, 'Moved', venture.venture)
      print(options, { from, to, transaction: receipt?.transactionHash, gas: receipt?.gasUsed }, [
        `${context.people.both(to)} goes on as ${context.people.both(from)}.`,
      ])
    })
}

type Ends = { from: Address; to: Address }

/** The account that moves signs to move, who goes on signs to accept. */
async function sign(context: Context, venture: OpenVenture, { from, to, what }: Ends & { what: string }, options: Options) {
  const { client, people } = context
  const account = senderOf(context)
  const { ledger } = venture
  const isFrom = isAddressEqual(account.address, from)
  if (!isFrom && !isAddressEqual(account.address, to)) {
    throw new InputError(`${people.both(account.address)} is neither of the two.`, [
      'Sign as the account that moves, or as who goes on.',
    ])
  }
  if (isFrom && options.proposer !== undefined)
    throw new InputError('Who goes on signs for a proposer, not the account that moves.')
  const proposer = options.proposer === undefined ? zeroAddress : people.addressOf(options.proposer)
  const by = proposer === zeroAddress ? '' : `, as ${people.both(proposer)} proposes`
  await signInto(context, venture, {
    file: options.sign ?? '',
    options,
    what: `${what}${by}`,
    sign: async (deadline) => {
      if (isFrom) return { act: 'Move', content: await signMove(client, { ledger, to, deadline }, { account }) }
      const accepted = await signMoveAcceptance(client, { ledger, from, proposer, deadline }, { account })
      return { act: 'MoveAcceptance', content: { ...accepted, proposer } }
    },
  })
}

/** The move with the signatures of whoever doesn't send it. */
function withSignatures(context: Context, { ledger }: OpenVenture, ends: Ends, files: readonly string[]): MoveAccountParameters {
  const sender = senderOf(context).address
  const signed = files.map((file) => ({ file, ...readSignedAct(file, context.chainId, 'Move', 'MoveAcceptance') }))
  for (const { file, content } of signed) {
    const isOwn = !('proposer' in content) || content.proposer === zeroAddress
    const isSame = [
      isOwn,
      content.ledger === ledger,
      isAddressEqual(content.from, ends.from),
      isAddressEqual(content.to, ends.to),
    ]
    if (isSame.includes(false)) throw new InputError(`${file} is about another move.`, ['See `what` in it.'])
  }
  const move: MoveAccountParameters = { ledger, ...ends }
  for (const file of signed) {
    if (file.act === 'Move') move.fromAct = file.content.fromAct
    else move.toAct = file.content.toAct
  }
  for (const [end, act] of [
    ['from', move.fromAct],
    ['to', move.toAct],
  ] as const) {
    if (act !== undefined || isAddressEqual(sender, ends[end])) continue
    const who = context.people.both(ends[end])
    throw new InputError(`${who} has not signed it.`, [
      `As that account: npm run ov -- move ${ends.from} --to ${ends.to} --sign ${end}.signed.json`,
      `Then send it: npm run ov -- move ${ends.from} --to ${ends.to} --with ${end}.signed.json`,
    ])
  }
  return move
}
