import type { Address, Hash } from 'viem'
import type { Funding } from '../../abis/enums.ts'
import { sharedEquipmentAbi } from '../../abis/sharedEquipment.ts'
import { type PreparedTransaction, type SendOptions, type WriteClient, accountOf } from '../internal/client.ts'
import { type UseDetails, fundingNumber, toUseInput } from '../internal/uses.ts'
import { valueOf } from '../internal/value.ts'
import { type Happened, contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'
import { quoteUse } from './quoteUse.ts'

export type LogAndPayUseParameters = UseDetails & {
  machine: Address
  /** Token of the machine, or `ETH`. */
  token: Address
  /** Default: `wallet`. */
  funding?: Funding
  /** The most it may come to. In ETH from a wallet it is sent, and what the invoice leaves of it becomes a deposit. */
  limit: bigint
}

/** Without a limit it is what the use comes to now. */
export type LogAndPayUseAndWaitParameters = Omit<LogAndPayUseParameters, 'limit'> & {
  limit?: bigint
  machineRules?: Address
}

export type LogAndPayUseReturnType = Happened<typeof sharedEquipmentAbi, 'UseLogged'>

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareLogAndPayUse(parameters: LogAndPayUseParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through, and for the id of the use; sends nothing. */
export function simulateLogAndPayUse(client: WriteClient, parameters: LogAndPayUseParameters, options: SendOptions = {}) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeLogAndPayUse(
  client: WriteClient,
  parameters: LogAndPayUseParameters,
  options: SendOptions = {},
): Promise<Hash> {
  return sendPrepared(client, prepareLogAndPayUse(parameters), options)
}

/**
 * Logs a use and pays its invoice in the same transaction, from the wallet or a deposit. A token needs `approvePayment` for the
 * machine first. Without a limit the chain is asked what it will come to.
 *
 * @example
 * const { id, total } = await logAndPayUseAndWait(client, { machine, token, user, scenario: 0, durationMinutes: 90 })
 * @throws {UseAboveLimitError}
 * @throws {DepositInsufficientError}
 * @throws {ERC20InsufficientAllowanceError} a token needs an approval first
 * @throws {UseLoggerInvalidError} or another error of `logUse`
 */
export async function logAndPayUseAndWait(
  client: WriteClient,
  parameters: LogAndPayUseAndWaitParameters,
  options: SendOptions = {},
): Promise<LogAndPayUseReturnType> {
  const { machineRules: _machineRules, ...call } = parameters
  const logger = accountOf(client, options).address
  const limit = parameters.limit ?? (await quoteUse(client, { ...parameters, logger })).total
  const receipt = await sendPreparedAndWait(client, prepareLogAndPayUse({ ...call, limit }), options)
  return happened(receipt, sharedEquipmentAbi, 'UseLogged', { address: parameters.machine })
}

function callOf({ machine, token, funding = 'wallet', limit, ...use }: LogAndPayUseParameters) {
  return contractCall({
    abi: sharedEquipmentAbi,
    address: machine,
    functionName: 'logAndPay',
    args: [toUseInput(use), fundingNumber(funding), limit],
    value: funding === 'wallet' ? valueOf(token, limit) : 0n,
  })
}
