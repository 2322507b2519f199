import { type Address, numberToHex } from 'viem'
import { campaignAbi } from '../../abis/campaign.ts'
import { ProposalUnknownError } from '../../errors/proposal.ts'
import { type CoOwnerDecision, decodeDecision } from '../campaign/decision.ts'
import type { ReadClient } from './client.ts'
import { eventsOf, selectorOf } from './events.ts'
import { readLogs, resolveRange } from './logs.ts'
import { read } from './read.ts'

/**
 * What was proposed under a number.
 *
 * @throws {ProposalUnknownError}
 */
export async function readDecision(
  client: ReadClient,
  { campaign, id }: { campaign: Address; id: bigint },
): Promise<CoOwnerDecision> {
  const { fromBlock, asOf } = await resolveRange(client, {})
  const topics = [selectorOf(campaignAbi, 'ProposalMade'), numberToHex(id, { size: 32 })]
  const logs = await readLogs(client, [{ address: campaign, topics }], { fromBlock, toBlock: asOf.blockNumber })
  const [made] = eventsOf(campaignAbi, 'ProposalMade', logs)
  if (made) return decodeDecision(made.args.action, made.args.data)
  throw new ProposalUnknownError(id, await read(client, { abi: campaignAbi, address: campaign, functionName: 'proposalCount' }))
}
