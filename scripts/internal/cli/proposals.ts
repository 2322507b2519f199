import { type CoOwnerProposal, getProposals, getTokens } from '@open-value/sdk'
import { type OpenCampaign, decisionNames } from './campaigns.ts'
import type { Context } from './context.ts'
import { InputError } from './errors.ts'

/** What was proposed, in words with names and amounts; the latest first. */
export async function proposalsOf(context: Context, campaign: OpenCampaign): Promise<CoOwnerProposal[]> {
  const { client } = context
  const { machine, state, token } = campaign
  const listed = machine && state === 'released' ? await getTokens(client, { venture: machine }) : []
  const tokens = listed.map((info) => ({
    token: info.token,
    symbol: info.symbol ?? info.token,
    decimals: info.decimals ?? 0,
  }))
  const names = decisionNames(context, campaign, [token, ...tokens])
  return (await getProposals(client, { campaign: campaign.campaign, names })).proposals
}

/** The proposal of a number. */
export async function findProposal(context: Context, campaign: OpenCampaign, written: string): Promise<CoOwnerProposal> {
  const proposals = await proposalsOf(context, campaign)
  const proposal = proposals.find(({ id }) => String(id) === written.trim())
  if (proposal) return proposal
  throw new InputError(`There is no proposal ${written} in ${campaign.name}.`, [
    proposals.length === 0 ? 'Nothing was proposed yet.' : `There are 1 to ${proposals.length}: see \`campaign:status\`.`,
  ])
}
