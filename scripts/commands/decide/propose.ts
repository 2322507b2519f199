import type { Command } from 'commander'
import { readFileSync } from 'node:fs'
import {
  GovernorUnexpectedProposalStateError,
  describeDecisionAction,
  getDecisionTrack,
  prepareProposeDecision,
} from '@open-value/sdk'
import { lazyConsensusGovernorAbi } from '@open-value/sdk/abis'
import { readMotion, trackOf } from '../../../sdk/src/actions/internal/decisions.ts'
import { type CommonOptions, existing, openContext, openVenture, senderOf } from '../../internal/cli/context.ts'
import { type ActionOptions, USAGE, readAction, readActions } from '../../internal/cli/decisionActions.ts'
import { decisionWords, decisionsOf, groupOf, trackWords, wordsBeside } from '../../internal/cli/decisions.ts'
import { hashOfDocument, sentence } from '../../internal/cli/documents.ts'
import { InputError, RefusedError } from '../../internal/cli/errors.ts'
import { sendOptions, ventureOption } from '../../internal/cli/options.ts'
import { print } from '../../internal/cli/output.ts'
import { eventIn } from '../../internal/cli/receipts.ts'
import { submit } from '../../internal/cli/submit.ts'

type Options = CommonOptions & ActionOptions & { file?: string; title?: string; reason?: string; document?: string; why?: string }

export function register(program: Command): void {
  ventureOption(sendOptions(program.command('decide:propose [what] [words...]')))
    .description(
      'propose a decision to the group; what is decided chooses its track: ' +
        Object.entries(USAGE)
          .map(([what, words]) => `\`${what} ${words}\``)
          .join(', '),
    )
    .option('--reason <text>', 'why; it is public for ever')
    .option('--document <file>', 'in place of it a document, or its hash; then --why says where it can be read')
    .option('--why <uri>', 'where the document can be read')
    .option('--title <text>', 'one line (default: what becomes different)')
    .option('--file <file>', 'JSON list of any actions, carried out together: docs/governance.md')
    .option('--name <name>', 'weight: name of the kind for new work (default: the same)')
    .option('--weight <points>', 'kind: points per smallest unit')
    .option('--price <units>', 'kind of a debt: smallest units of money per whole unit')
    .option('--voice <number>', 'kind: voice per smallest unit (default: as kinds of its unit)')
    .option('--decimals <number>', 'kind: decimals of quantities (default: as kinds of its unit)')
    .option('--pool <number>', 'kind: its pool (default: as kinds of its unit)')
    .option('--successor <kind>', 'close-kind: the open kind that takes its place')
    .option('--token <token>', 'pool of debts: what they are counted in (default: the first token)')
    .option('--cap <share>', 'pool of debts: what is repaid of each (default: 100%)')
    .option('--opening <duration>', 'pool of equity: how long its first revenue waits (default: not at all)')
    .option('--uri <uri>', 'task: where it can be read')
    .option('--until <day>', 'steward: last day of the term (default: the term of the rules)')
    .option('--remove', 'steward: none any more, at once')
    .option('--lift', 'bar: take part again')
    .option('--mute', 'token: leave it out of automatic distribution')
    .option('--objector <who>', 'resolve: whose amendment (default: the only one)')
    .action(async (what: string | undefined, words: string[], options: Options) => {
      if ((what === undefined) === (options.file === undefined))
        throw new InputError('Say what is to be decided, or give --file.')
      const context = await openContext(options)
      const { client, contracts } = context
      const group = await groupOf(context, await openVenture(context))
      const { governor, venture } = group
      const actions =
        what === undefined
          ? readActions(context, group, readList(options.file ?? ''), options.file ?? '')
          : [await readAction(context, group, { what, words, options })]
      const told = actions.map((action) => describeDecisionAction(action, decisionWords(context, group)))
      const account = senderOf(context).address
      const title = options.title ?? told.join('; ')
      const { uri, hash } = reasonOf(options)
      const preview = await getDecisionTrack(client, { governor, actions, decisionBoard: contracts.decisionBoard })
      const prepared = await prepareProposeDecision(client, { governor, account, actions, title, uri, hash })
      const track = trackWords({ track: preview.track, motion: preview })
      const said = [
        `Propose at ${venture.name}: ${title}`,
        ...wordsBeside({ title, words: told }).map((line) => `   ${line}`),
        track,
      ].join('\n')
      const [receipt] = await submit(context, [{ what: said, ...prepared }]).catch(sayAnew)
      const opened = eventIn(receipt, lazyConsensusGovernorAbi, 'MotionOpened', governor)
      const number = (await decisionsOf(context, group)).findIndex(({ id }) => id === opened.proposalId) + 1
      const motion = readMotion(opened.motion)
      print(
        options,
        {
          decision: opened.proposalId,
          number,
          track: trackOf(opened),
          words: told,
          motion,
          transaction: receipt?.transactionHash,
        },
        [
          `Decision ${number}: ${title}`,
          trackWords({ track: trackOf(opened), motion }),
          `Others: npm run ov -- decide:show ${number}`,
        ],
      )
    })
}

/** The id of a proposal is the hash of all it says. */
function sayAnew(error: unknown): never {
  if (!(error instanceof GovernorUnexpectedProposalStateError)) throw error
  throw new RefusedError('The same was proposed before, by the same. Say with --reason or --title what is new.')
}

function readList(file: string): unknown {
  try {
    return JSON.parse(readFileSync(existing(file), 'utf8'))
  } catch (error) {
    if (error instanceof SyntaxError) throw new InputError(`${file} is no JSON: ${error.message}`)
    throw error
  }
}

/** Where the reasons can be read, and the hash of what is there. */
function reasonOf({ reason, document, why }: Options) {
  if (reason !== undefined && document === undefined) return sentence(reason)
  if (reason === undefined && document !== undefined) return { uri: why ?? '', hash: hashOfDocument(document) }
  throw new InputError('A proposal says why: --reason with a sentence, or --document with --why.')
}
