import type { Address, Hash } from 'viem'
import { sharedEquipmentAbi } from '../../abis/sharedEquipment.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { valueOf } from '../internal/value.ts'
import { type Happened, contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'

export type DepositParameters = {
  machine: Address
  /** Token of the machine, or `ETH`. */
  token: Address
  /** Whose deposit it is. */
  account: Address
  /** Smallest units. */
  amount: bigint
}

export type DepositReturnType = Happened<typeof sharedEquipmentAbi, 'Deposited'>

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareDeposit(parameters: DepositParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through, and how much would arrive; sends nothing. */
export function simulateDeposit(client: WriteClient, parameters: DepositParameters, options: SendOptions = {}) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeDeposit(client: WriteClient, parameters: DepositParameters, options: SendOptions = {}): Promise<Hash> {
  return sendPrepared(client, prepareDeposit(parameters), options)
}

/**
 * Puts money by for uses to come, for the sender or somebody else. It stays the account's own. A token needs `approvePayment` for
 * the machine first.
 *
 * @example
 * const { held } = await depositAndWait(client, { machine, token, account, amount: 10_000n })
 * @throws {PaymentEmptyError}
 * @throws {DepositAccountInvalidError}
 * @throws {ERC20InsufficientAllowanceError} a token needs an approval first
 */
export async function depositAndWait(
  client: WriteClient,
  parameters: DepositParameters,
  options: SendOptions = {},
): Promise<DepositReturnType> {
  const receipt = await sendPreparedAndWait(client, prepareDeposit(parameters), options)
  return happened(receipt, sharedEquipmentAbi, 'Deposited', { address: parameters.machine })
}

function callOf({ machine, token, account, amount }: DepositParameters) {
  return contractCall({
    abi: sharedEquipmentAbi,
    address: machine,
    functionName: 'deposit',
    args: [account, amount],
    value: valueOf(token, amount),
  })
}
