import type { Command } from 'commander'
import { isAddressEqual, zeroAddress } from 'viem'
import { type Move, prepareProposeMove } from '@open-value/sdk'
import { accountBoardAbi } from '@open-value/sdk/abis'
import { type CommonOptions, openContext, openVenture, senderOf } from '../../internal/cli/context.ts'
import { sentence } from '../../internal/cli/documents.ts'
import { InputError } from '../../internal/cli/errors.ts'
import { moveWords } from '../../internal/cli/moves.ts'
import { sendOptions, ventureOption } from '../../internal/cli/options.ts'
import { print } from '../../internal/cli/output.ts'
import { eventIn } from '../../internal/cli/receipts.ts'
import { readSignedAct } from '../../internal/cli/signedFile.ts'
import { submit } from '../../internal/cli/submit.ts'

type Options = CommonOptions & { to: string; reason: string; with?: string; again?: boolean }

export function register(program: Command): void {
  ventureOption(sendOptions(program.command('move:propose <account>')))
    .description(
      "propose that somebody goes on as an account that can't move by itself: a lost wallet, a placeholder; others attest it, or the governor decides it, then it waits 30 days",
    )
    .requiredOption('--to <who>', 'who goes on; sends this, or has signed `move ... --sign`')
    .requiredOption('--reason <text>', 'why; it is public for ever')
    .option('--with <file>', 'what who goes on has signed')
    .option('--again', 'propose the same once more')
    .action(async (written: string, options: Options) => {
      const context = await openContext(options)
      const venture = await openVenture(context)
      const { people, chainId, contracts } = context
      const { ledger } = venture
      const [from, to] = [people.addressOf(written), people.addressOf(options.to)]
      const proposer = senderOf(context).address
      const reason = sentence(options.reason)
      const move: Move = { ledger, from, to, proposer, reasonHash: reason.hash, nonce: options.again ? BigInt(Date.now()) : 0n }
      const accepted = options.with === undefined ? undefined : readSignedAct(options.with, chainId, 'MoveAcceptance').content
      if (accepted && [accepted.from === from, accepted.to === to, accepted.ledger === ledger].includes(false))
        throw new InputError(`${options.with} accepts another move.`, ['See `what` in it.'])
      if (accepted && accepted.proposer !== proposer) {
        const whose =
          accepted.proposer === zeroAddress
            ? 'that the account makes by itself'
            : `that ${people.both(accepted.proposer)} proposes`
        throw new InputError(`${options.with} accepts a move ${whose}, and ${people.both(proposer)} proposes this one.`)
      }
      if (!accepted && !isAddressEqual(proposer, to)) {
        throw new InputError(`${people.both(to)} has not signed it.`, [
          `As that account: npm run ov -- move ${from} --to ${to} --proposer ${proposer} --sign accepted.signed.json`,
          'Then propose it with --with accepted.signed.json, or let that account propose it.',
        ])
      }
      const prepared = prepareProposeMove({
        move,
        reasonURI: reason.uri,
        ...(accepted ? { toAct: accepted.toAct } : {}),
        accountBoard: contracts.accountBoard,
      })
      const what = `Propose: ${moveWords(context, move)} at ${venture.name}. ${options.reason}`
      const [receipt] = await submit(context, [{ what, ...prepared }])
      const { move: id } = eventIn(receipt, accountBoardAbi, 'MoveProposed')
      print(options, { move: id, from, to, transaction: receipt?.transactionHash, gas: receipt?.gasUsed }, [
        `Proposed as ${id}.`,
        'Go on: npm run ov -- move:status',
      ])
    })
}
