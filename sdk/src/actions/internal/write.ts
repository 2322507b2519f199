import {
  type Abi,
  type Address,
  type ContractEventName,
  type ContractFunctionArgs,
  type ContractFunctionName,
  type ContractFunctionReturnType,
  type EncodeFunctionDataParameters,
  type GetEventArgs,
  type Hash,
  type Hex,
  type TransactionReceipt,
  decodeFunctionResult,
  encodeFunctionData,
  isAddressEqual,
  parseEventLogs,
} from 'viem'
import { call as viemCall, getCode, sendTransaction, waitForTransactionReceipt } from 'viem/actions'
import { ContractMissingError, EventMissingError, TransactionRevertedError } from '../../errors/client.ts'
import { decodeContractError, toOpenValueError } from '../../errors/decode.ts'
import { type PreparedTransaction, type SendOptions, type WriteClient, accountOf } from './client.ts'

type Write = 'nonpayable' | 'payable'

/** A call of a contract of ours, typed by its ABI. */
export type ContractCall<abi extends Abi, functionName extends ContractFunctionName<abi, Write>> = {
  abi: abi
  address: Address
  functionName: functionName
  args: ContractFunctionArgs<abi, Write, functionName>
  value?: bigint
}

/** Checks the arguments of a call against the ABI. */
export function contractCall<const abi extends Abi, functionName extends ContractFunctionName<abi, Write>>(
  call: ContractCall<abi, functionName>,
): ContractCall<abi, functionName> {
  return call
}

export function prepare<const abi extends Abi, functionName extends ContractFunctionName<abi, Write>>({
  abi,
  address,
  functionName,
  args,
  value = 0n,
}: ContractCall<abi, functionName>): PreparedTransaction {
  const data = encodeFunctionData({ abi, functionName, args } as unknown as EncodeFunctionDataParameters)
  return { to: address, data, value }
}

/** What a call would return now; nothing is sent. */
export async function simulate<const abi extends Abi, functionName extends ContractFunctionName<abi, Write>>(
  client: WriteClient,
  call: ContractCall<abi, functionName>,
  options: SendOptions = {},
): Promise<ContractFunctionReturnType<abi, Write, functionName>> {
  const data = await ask(client, prepare(call), options)
  const { abi, functionName } = call
  return decodeFunctionResult({ abi: abi as Abi, functionName: functionName as string, data }) as ContractFunctionReturnType<
    abi,
    Write,
    functionName
  >
}

/** The same for a call that returns nothing of interest. */
export async function simulatePrepared(
  client: WriteClient,
  prepared: PreparedTransaction,
  options: SendOptions = {},
): Promise<void> {
  await ask(client, prepared, options)
}

/**
 * Asks the chain first, so that a refusal costs nothing and comes in words, then sends.
 *
 * @throws {AccountMissingError} neither the client nor the options have an account
 */
export async function sendPrepared(client: WriteClient, prepared: PreparedTransaction, options: SendOptions = {}): Promise<Hash> {
  const account = accountOf(client, options)
  const { to, data, value } = prepared
  await ask(client, prepared, options)
  const { gas, maxFeePerGas, maxPriorityFeePerGas } = options
  try {
    return await sendTransaction(client, {
      account,
      chain: client.chain ?? null,
      to,
      data,
      value,
      gas,
      maxFeePerGas,
      maxPriorityFeePerGas,
    })
  } catch (error) {
    throw toOpenValueError(error)
  }
}

/** @throws {TransactionRevertedError} mined, and refused */
export async function sendPreparedAndWait(
  client: WriteClient,
  prepared: PreparedTransaction,
  options: SendOptions = {},
): Promise<TransactionReceipt> {
  const hash = await sendPrepared(client, prepared, options)
  const receipt = await waitForTransactionReceipt(client, { hash })
  if (receipt.status === 'success') return receipt
  throw await ask(client, prepared, options).then(
    () => new TransactionRevertedError(hash),
    (error: unknown) => decodeContractError(error) ?? new TransactionRevertedError(hash),
  )
}

/** `eth_call` of a prepared transaction, with errors in words. An account is optional here. */
async function ask(client: WriteClient, { to, data, value }: PreparedTransaction, options: SendOptions): Promise<Hex> {
  const account = options.account ?? client.account
  const answer = await viemCall(client, { ...(account ? { account } : {}), to, data, value, gas: options.gas }).catch(
    (error: unknown) => {
      throw toOpenValueError(error)
    },
  )
  if (answer.data !== undefined || data === '0x') return answer.data ?? '0x'
  // An address without a contract says yes to everything.
  if ((await getCode(client, { address: to })) === undefined) throw new ContractMissingError(to, `call ${data.slice(0, 10)}`)
  return '0x'
}

/* EVENTS OF A RECEIPT */

/** Arguments of an event, all of them. */
export type EventArgs<abi extends Abi, eventName extends ContractEventName<abi>> = GetEventArgs<
  abi,
  eventName,
  { EnableUnion: false; IndexedOnly: false; Required: true }
>

/** What `...AndWait` gives: the event of what happened, and the receipt. */
export type Happened<abi extends Abi, eventName extends ContractEventName<abi>> = EventArgs<abi, eventName> & {
  receipt: TransactionReceipt
}

type Emitter = { address?: Address }

export function eventsIn<const abi extends Abi, eventName extends ContractEventName<abi>>(
  receipt: TransactionReceipt,
  abi: abi,
  eventName: eventName,
  { address }: Emitter = {},
): EventArgs<abi, eventName>[] {
  const logs = address ? receipt.logs.filter((log) => isAddressEqual(log.address, address)) : receipt.logs
  const events = parseEventLogs({ abi: abi as Abi, eventName: eventName as string, logs })
  return events.map(({ args }) => args as unknown as EventArgs<abi, eventName>)
}

/**
 * The first event of a name in a receipt, with the receipt.
 *
 * @throws {EventMissingError}
 */
export function happened<const abi extends Abi, eventName extends ContractEventName<abi>>(
  receipt: TransactionReceipt,
  abi: abi,
  eventName: eventName,
  emitter: Emitter = {},
): Happened<abi, eventName> {
  const [event] = eventsIn(receipt, abi, eventName, emitter)
  if (!event) throw new EventMissingError(eventName as string, receipt.transactionHash)
  return { ...(event as object), receipt } as Happened<abi, eventName>
}
