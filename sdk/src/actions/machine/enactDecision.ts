import type { Address, Hash } from 'viem'
import { sharedEquipmentAbi } from '../../abis/sharedEquipment.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { type Happened, contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'
import { type CoOwnerDecision, encodeDecision } from '../campaign/decision.ts'

export type EnactDecisionParameters = {
  machine: Address
  decision: CoOwnerDecision
}

export type EnactDecisionReturnType = Happened<typeof sharedEquipmentAbi, 'DecisionEnacted'>

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareEnactDecision(parameters: EnactDecisionParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through; sends nothing. */
export function simulateEnactDecision(client: WriteClient, parameters: EnactDecisionParameters, options: SendOptions = {}) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeEnactDecision(
  client: WriteClient,
  parameters: EnactDecisionParameters,
  options: SendOptions = {},
): Promise<Hash> {
  return sendPrepared(client, prepareEnactDecision(parameters), options)
}

/**
 * Carries out a decision about a machine that belongs to everyone: the network's governor, see `decider` of `getMachine`. Until
 * the co-owners are paid back their decisions are executed with `executeProposal` instead.
 *
 * @example
 * const decision = { type: 'spending', token, recipient, amount, invoiceHash } as const
 * await enactDecisionAndWait(governor, { machine, decision })
 * @throws {MachineDecidedByError}
 * @throws {MaintenanceInsufficientError} or what else the decision can't be
 */
export async function enactDecisionAndWait(
  client: WriteClient,
  parameters: EnactDecisionParameters,
  options: SendOptions = {},
): Promise<EnactDecisionReturnType> {
  const receipt = await sendPreparedAndWait(client, prepareEnactDecision(parameters), options)
  return happened(receipt, sharedEquipmentAbi, 'DecisionEnacted', { address: parameters.machine })
}

function callOf({ machine, decision }: EnactDecisionParameters) {
  const { action, data } = encodeDecision(decision)
  return contractCall({ abi: sharedEquipmentAbi, address: machine, functionName: 'enact', args: [action, data] })
}
