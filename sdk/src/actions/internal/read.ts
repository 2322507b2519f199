import {
  type Abi,
  type Address,
  type ContractFunctionArgs,
  type ContractFunctionName,
  type ContractFunctionReturnType,
  ContractFunctionZeroDataError,
  type BaseError as ViemError,
  type ReadContractParameters,
} from 'viem'
import { readContract } from 'viem/actions'
import { ContractMissingError } from '../../errors/client.ts'
import { toOpenValueError } from '../../errors/decode.ts'
import type { ReadClient } from './client.ts'

type View = 'pure' | 'view'

/** `readContract` with errors in words, and a clear one where there is no such contract. */
export async function read<
  const abi extends Abi,
  functionName extends ContractFunctionName<abi, View>,
  const args extends ContractFunctionArgs<abi, View, functionName>,
>(
  client: ReadClient,
  parameters: ReadContractParameters<abi, functionName, args>,
): Promise<ContractFunctionReturnType<abi, View, functionName, args>> {
  try {
    return await readContract(client, parameters)
  } catch (error) {
    throw readError(error, parameters.address, parameters.functionName)
  }
}

function readError(error: unknown, address: Address | undefined, functionName: string): Error {
  const noData = (error as ViemError).walk?.((cause) => cause instanceof ContractFunctionZeroDataError)
  return noData && address ? new ContractMissingError(address, functionName) : toOpenValueError(error)
}
