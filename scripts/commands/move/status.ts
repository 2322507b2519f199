import type { Command } from 'commander'
import { type MoveInfo, getHolder } from '@open-value/sdk'
import { shortId } from '../../internal/cli/batches.ts'
import { type CommonOptions, type Context, openContext, openVenture } from '../../internal/cli/context.ts'
import { aliasesOf, movesOf } from '../../internal/cli/moves.ts'
import { chainOptions, ventureOption } from '../../internal/cli/options.ts'
import { counted, print, when } from '../../internal/cli/output.ts'

export function register(program: Command): void {
  ventureOption(chainOptions(program.command('move:status [account]')))
    .description('who moved, and which moves wait for whom, until when; or who an account is now')
    .action(async (who: string | undefined, options: CommonOptions) => {
      const context = await openContext(options)
      const venture = await openVenture(context)
      const { moves, made } = await movesOf(context, venture)
      const { people, client } = context
      if (who !== undefined) {
        const account = people.addressOf(who)
        const { holder, isMoved, hasActed, lastAct } = await getHolder(client, { venture: venture.venture, account })
        const before = aliasesOf(made, account)
        return print(options, { account, holder, isMoved, hasActed, lastAct, before }, [
          isMoved ? `${people.both(account)} is ${people.both(holder)} now.` : `${people.both(account)} has not moved.`,
          ...(before.length > 0 ? [`It was ${before.map((old) => people.both(old)).join(', ')} before.`] : []),
          hasActed
            ? `It has done something here${lastAct === undefined ? '' : `, last at ${when(lastAct)}`}: without it, only the governor can decide to move it.`
            : 'It never did anything here: others can attest a move of it.',
        ])
      }
      const open = moves.filter(({ waitsFor }) => waitsFor !== undefined)
      print(options, { moves, made }, [
        ...(open.length === 0 ? ['No move waits.'] : [`${counted(open.length, 'move waits', 'moves wait')}:`]),
        ...moves.flatMap((move, i) => (move.waitsFor === undefined ? [] : lines(context, move, i + 1))),
        ...(made.length === 0 ? [] : ['Moved:']),
        ...made.map(({ from, to }) => `     ${people.both(from)} is ${people.both(to)}`),
      ])
    })
}

function lines({ people }: Context, { id, move, reason, waitsFor, objections, state }: MoveInfo, number: number): string[] {
  const { from, to, proposer } = move
  return [
    `${String(number).padStart(3)}  ${shortId(id)}  ${people.both(to)} goes on as ${people.both(from)}, proposed by ${people.both(proposer)}`,
    `       ${reason.uri}`,
    ...objections.map((objection) => `       objection of ${people.both(objection.objector)}: ${objection.reason.uri}`),
    `     ${waitsFor}${state === 'ready' ? ` npm run ov -- move:make ${number}` : ''}`,
  ]
}
