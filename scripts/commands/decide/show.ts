import type { Command } from 'commander'
import { type DecisionInfo } from '@open-value/sdk'
import { type CommonOptions, openContext, openVenture } from '../../internal/cli/context.ts'
import {
  decisionName,
  findDecision,
  groupOf,
  trackWords,
  voiceShare,
  votesWords,
  wordsBeside,
} from '../../internal/cli/decisions.ts'
import { chainOptions, ventureOption } from '../../internal/cli/options.ts'
import { print, table } from '../../internal/cli/output.ts'

export function register(program: Command): void {
  ventureOption(chainOptions(program.command('decide:show <decision>')))
    .description('one decision in words: what becomes different, who said what, and what comes next')
    .action(async (written: string, options: CommonOptions) => {
      const context = await openContext(options)
      const group = await groupOf(context, await openVenture(context))
      const decision = await findDecision(context, group, written)
      const { number, state, motion, votes, ballots, waitsFor, proposer, uri, wasEscalated } = decision
      const { people } = context
      print(options, decision, [
        `Decision ${decisionName(decision)}: ${state}${wasEscalated ? ', after objections put to the vote' : ''}`,
        ...wordsBeside(decision).map((line) => `   ${line}`),
        `Proposed by ${people.both(proposer)}${uri === '' ? '.' : `: ${uri}`}`,
        trackWords(decision),
        `So far ${votesWords(votes, motion)}.`,
        ...table(
          ballots.map(({ voter, support, voice, reason }) => [
            `   ${people.both(voter)}`,
            support,
            voiceShare(voice, motion.reachable),
            [reason.text, reason.uri].filter((part) => part !== '').join(' '),
          ]),
          [2],
        ),
        ...(waitsFor === undefined ? [] : [waitsFor]),
        ...nextSteps(decision, number),
      ])
    })
}

function nextSteps({ state, track, escalableUntil }: DecisionInfo, number: number): string[] {
  const command = (verb: string, rest = '') => `   npm run ov -- decide:${verb} ${number}${rest}`
  const object = command('object', ' --reason "…"')
  if (state === 'open') return track === 'lazy' ? [object] : [command('vote', ' for'), object]
  if (state === 'waiting') return track === 'lazy' ? [object] : []
  if (state === 'ready') return [command('execute')]
  return escalableUntil === undefined ? [] : [command('escalate')]
}
