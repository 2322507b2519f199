import type { Address, Hash } from 'viem'
import { sharedEquipmentAbi } from '../../abis/sharedEquipment.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { type UseDetails, toUseInput } from '../internal/uses.ts'
import { type Happened, contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'

export type LogUseParameters = UseDetails & { machine: Address }

export type LogUseReturnType = Happened<typeof sharedEquipmentAbi, 'UseLogged'>

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareLogUse(parameters: LogUseParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through, and for the id of the use; sends nothing. */
export function simulateLogUse(client: WriteClient, parameters: LogUseParameters, options: SendOptions = {}) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeLogUse(client: WriteClient, parameters: LogUseParameters, options: SendOptions = {}): Promise<Hash> {
  return sendPrepared(client, prepareLogUse(parameters), options)
}

/**
 * Logs a use of the machine, which makes its invoice: the user, or a steward of the machine for somebody. Jobs at an agreed price:
 * a steward, for somebody else.
 *
 * @example
 * const { id, invoice, total } = await logUseAndWait(client, { machine, user, scenario: 0, durationMinutes: 90 })
 * @throws {UseLoggerInvalidError}
 * @throws {UseScenarioUnknownError}
 * @throws {UseMaterialUnknownError}
 * @throws {UseMinutesOutOfBoundsError}
 * @throws {UseTechnicianUnknownError}
 * @throws {UseByCoOwnersOnlyError}
 * @throws {UseJobInvalidError}
 */
export async function logUseAndWait(
  client: WriteClient,
  parameters: LogUseParameters,
  options: SendOptions = {},
): Promise<LogUseReturnType> {
  const receipt = await sendPreparedAndWait(client, prepareLogUse(parameters), options)
  return happened(receipt, sharedEquipmentAbi, 'UseLogged', { address: parameters.machine })
}

function callOf({ machine, ...use }: LogUseParameters) {
  return contractCall({ abi: sharedEquipmentAbi, address: machine, functionName: 'log', args: [toUseInput(use)] })
}
