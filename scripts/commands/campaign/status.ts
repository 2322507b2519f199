import type { Command } from 'commander'
import { type CoOwnerProposal, type Pledge, formatAmount, formatDuration, formatShare, getPledges } from '@open-value/sdk'
import { type OpenCampaign, openCampaign, stateWords } from '../../internal/cli/campaigns.ts'
import { type Context, openContext } from '../../internal/cli/context.ts'
import { chainOptions } from '../../internal/cli/options.ts'
import { counted, print, roughly, table, when } from '../../internal/cli/output.ts'
import { proposalsOf } from '../../internal/cli/proposals.ts'

const PEOPLE_SHOWN = 20

export function register(program: Command): void {
  chainOptions(program.command('campaign:status [campaign]'))
    .description('where a campaign stands and why, who pledged, what is proposed, and what waits for whom, until when')
    .action(async (which: string | undefined, options) => {
      const context = await openContext(options)
      const campaign = await openCampaign(context, which)
      const { client, people } = context
      const { token, terms, machine, raised, asOf } = campaign
      const isOver = campaign.state === 'released' || campaign.state === 'failed'
      const isInService = campaign.state === 'released' && machine !== undefined
      const [{ pledges }, proposals] = await Promise.all([
        getPledges(client, { campaign: campaign.campaign }),
        proposalsOf(context, campaign),
      ])
      const { words, until } = stateWords(campaign)
      const waiting = waitingOf(campaign, pledges, proposals, context)
      const amount = (units: bigint) => formatAmount(units, token)
      const { campaign: address, name, state, end, spent, paidBack, unpaid } = campaign
      print(
        options,
        {
          campaign: address,
          name,
          end,
          state,
          words,
          until,
          goal: terms.goal,
          raised,
          spent,
          paidBack,
          unpaid,
          machine,
          agreementHash: terms.agreementHash,
          pledges,
          proposals,
          waiting,
          block: asOf.blockNumber,
        },
        [
          `${name} ${address}`,
          words,
          ...table([
            ['pledged', `${amount(raised)} of ${amount(terms.goal)} by ${counted(pledges.length, 'account', 'accounts')}`],
            ...(isOver
              ? [['paid back', `${amount(paidBack)}${unpaid > 0 ? `, ${counted(unpaid, 'account', 'accounts')} not yet` : ''}`]]
              : []),
            ['agreement', `${terms.agreementHash} ${campaign.agreementFile ?? campaign.agreementURI}`],
            [end === 'machine' ? 'custodian' : 'venture', people.both(end === 'machine' ? terms.custodian : terms.venture)],
            ...(machine ? [['machine', `${machine}${isInService ? '' : ', once it is bought'}`]] : []),
          ]),
          '',
          ...(pledges.length === 0 ? [] : [...pledgeRows(pledges, campaign, context), '']),
          ...proposals.flatMap((proposal) => proposalLines(proposal, campaign, context)),
          ...(proposals.length > 0 ? [''] : []),
          ...(waiting.length === 0 ? ['Nothing waits for anybody.'] : waiting.map(({ words }) => words)),
          `As of block ${asOf.blockNumber}.`,
        ],
      )
    })
}

function pledgeRows(pledges: readonly Pledge[], { raised, token }: OpenCampaign, { people }: Context): string[] {
  const sorted = [...pledges].sort((a, b) => (a.pledged > b.pledged ? -1 : 1))
  const rows = sorted
    .slice(0, PEOPLE_SHOWN)
    .map(({ account, pledged, refundTo, isPlaceholder, paidBack }) => [
      people.both(account),
      formatAmount(pledged, token),
      formatShare((pledged * 10_000n) / raised),
      [
        ...(isPlaceholder ? ['no wallet yet'] : []),
        ...(refundTo === account ? [] : [`back to ${people.both(refundTo)}`]),
        ...(paidBack === undefined ? [] : [`${formatAmount(paidBack, token)} paid back`]),
      ].join(', '),
    ])
  const more = sorted.length - rows.length
  return [...table([['pledger', 'pledged', 'weight', ''], ...rows], [1, 2]), ...(more > 0 ? [`and ${more} more`] : [])]
}

function proposalLines(proposal: CoOwnerProposal, { token }: OpenCampaign, { people }: Context): string[] {
  const { id, proposer, words, state, reference, objections, objectionWeight, stopWeight } = proposal
  return [
    `${String(id).padStart(3)}  ${state}: ${words}`,
    `     proposed by ${people.both(proposer)}${reference.uri === '' ? '' : `: ${reference.uri}`}`,
    ...objections.map(
      ({ objector, weight, reference: { uri } }) =>
        `     ${people.both(objector)} objects with ${formatAmount(weight, token)}${uri === '' ? '' : `: ${uri}`}`,
    ),
    ...(objections.length > 0
      ? [`     ${formatAmount(objectionWeight, token)} object; ${formatAmount(stopWeight, token)} stop it`]
      : []),
  ]
}

type Waiting = {
  words: string
  /** Seconds since 1970. */
  until: bigint | undefined
}

/** What waits for whom, until when. */
function waitingOf(
  campaign: OpenCampaign,
  pledges: readonly Pledge[],
  proposals: readonly CoOwnerProposal[],
  { people }: Context,
): Waiting[] {
  const { state, end, terms, raised, spent, token, asOf } = campaign
  const until = (time: bigint | number) => `until ${when(time)} (in ${roughly(Number(BigInt(time) - asOf.timestamp))})`
  const waiting = proposals.flatMap(({ id, state: stands, readyAt, lapsesAt }): Waiting[] => {
    if (stands === 'open') {
      const words = `Pledgers may object to ${id} ${until(readyAt)}: npm run ov -- campaign:object ${id} --reason "…"`
      return [{ words, until: readyAt }]
    }
    if (stands !== 'ready') return []
    return [{ words: `Anyone can carry out ${id} ${until(lapsesAt)}: npm run ov -- campaign:execute ${id}`, until: lapsesAt }]
  })
  if (state === 'open') {
    const words = `Anyone can pledge ${until(terms.deadline)}: npm run ov -- campaign:pledge`
    waiting.push({ words, until: BigInt(terms.deadline) })
  }
  const isProposed = waiting.length > 0
  if (state === 'funded' && !isProposed) {
    const who =
      end === 'machine'
        ? `${people.both(terms.custodian)}, or whoever has 5% of the pledges, can propose a purchase`
        : `A steward of ${people.both(terms.venture)} can propose a delivery`
    const last = terms.releaseDeadline - terms.objectionWindow
    if (BigInt(last) > asOf.timestamp) {
      const words = `${who} ${until(last)}: npm run ov -- campaign:propose ${end === 'machine' ? 'purchase' : 'delivery'}`
      waiting.push({ words, until: BigInt(last) })
    } else {
      waiting.push({
        words: `It is too late for a proposal; everything goes back from ${when(terms.releaseDeadline)} on.`,
        until: BigInt(terms.releaseDeadline),
      })
    }
  }
  const unpaid = pledges.filter(({ paidBack }) => paidBack === undefined)
  const left = state === 'failed' ? unpaid.reduce((sum, { pledged }) => sum + pledged, 0n) : raised - spent - campaign.paidBack
  if ((state === 'failed' || state === 'released') && campaign.unpaid > 0) {
    const words = `${formatAmount(left, token)} waits for ${counted(campaign.unpaid, 'account', 'accounts')}: npm run ov -- campaign:refund --all`
    waiting.push({ words, until: undefined })
  }
  return waiting
}
