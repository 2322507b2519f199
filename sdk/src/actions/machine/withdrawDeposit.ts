import type { Address, Hash } from 'viem'
import { sharedEquipmentAbi } from '../../abis/sharedEquipment.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { type Happened, contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'

export type WithdrawDepositParameters = {
  machine: Address
  recipient: Address
  /** Smallest units of the machine's token. */
  amount: bigint
}

export type WithdrawDepositReturnType = Happened<typeof sharedEquipmentAbi, 'DepositWithdrawn'>

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareWithdrawDeposit(parameters: WithdrawDepositParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through; sends nothing. */
export function simulateWithdrawDeposit(client: WriteClient, parameters: WithdrawDepositParameters, options: SendOptions = {}) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeWithdrawDeposit(
  client: WriteClient,
  parameters: WithdrawDepositParameters,
  options: SendOptions = {},
): Promise<Hash> {
  return sendPrepared(client, prepareWithdrawDeposit(parameters), options)
}

/**
 * Takes back what the sender has put by.
 *
 * @example
 * const { held } = await withdrawDepositAndWait(client, { machine, recipient: account, amount: 10_000n })
 * @throws {DepositInsufficientError}
 * @throws {DepositAccountInvalidError} zero, or the machine itself
 */
export async function withdrawDepositAndWait(
  client: WriteClient,
  parameters: WithdrawDepositParameters,
  options: SendOptions = {},
): Promise<WithdrawDepositReturnType> {
  const receipt = await sendPreparedAndWait(client, prepareWithdrawDeposit(parameters), options)
  return happened(receipt, sharedEquipmentAbi, 'DepositWithdrawn', { address: parameters.machine })
}

function callOf({ machine, recipient, amount }: WithdrawDepositParameters) {
  return contractCall({ abi: sharedEquipmentAbi, address: machine, functionName: 'withdrawDeposit', args: [recipient, amount] })
}
