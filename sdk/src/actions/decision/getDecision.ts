import { GovernorNonexistentProposalError } from '../../errors/decision.ts'
import type { ReadClient } from '../internal/client.ts'
import type { AsOf } from '../internal/logs.ts'
import { type DecisionInfo, type GetDecisionsParameters, readDecisions } from './getDecisions.ts'

export type GetDecisionParameters = GetDecisionsParameters & { id: bigint }

export type GetDecisionReturnType = DecisionInfo & { asOf: AsOf }

/**
 * Returns one decision, decoded and in words, with every vote, and how it stands.
 *
 * @example
 * const { title, words, state, votes } = await getDecision(client, { governor, id })
 * @throws {GovernorNonexistentProposalError} never proposed here
 * @throws {ContractMissingError} no governor by lazy consensus at the address
 * @throws {VentureUnknownError} another factory made its venture
 * @throws {LogsUnavailableError} the node gives no events
 */
export async function getDecision(
  client: ReadClient,
  { id, ...parameters }: GetDecisionParameters,
): Promise<GetDecisionReturnType> {
  const { decisions, asOf } = await readDecisions(client, parameters, [id])
  const [decision] = decisions
  if (!decision) throw new GovernorNonexistentProposalError(id)
  return { ...decision, asOf }
}
