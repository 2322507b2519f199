import { type Address, type Hash, zeroHash } from 'viem'
import { getCode } from 'viem/actions'
import { ventureFactoryAbi } from '../../abis/ventureFactory.ts'
import { addresses } from '../../addresses/deployed.ts'
import type { ReadClient } from '../internal/client.ts'
import { read } from '../internal/read.ts'
import type { VentureConfig } from '../types.ts'

export type PredictVentureParameters = {
  /** Who will send the deployment; another sender gets other addresses. */
  sender: Address
  config: VentureConfig
  /** Default: zero. */
  salt?: Hash
  factory?: Address
}

export type PredictVentureReturnType = {
  /** Can be paid already. */
  venture: Address
  ledger: Address
  /** Whether it stands there. */
  isDeployed: boolean
}

/**
 * Returns the addresses a deployment will have, on every chain the factory stands on.
 *
 * @example
 * const { venture } = await predictVenture(client, { sender: account.address, config })
 * @throws {ContractMissingError} no factory on this chain
 */
export async function predictVenture(
  client: ReadClient,
  { sender, config, salt = zeroHash, factory = addresses.factory }: PredictVentureParameters,
): Promise<PredictVentureReturnType> {
  const args = [sender, config, salt] as const
  const [venture, ledger] = await read(client, { abi: ventureFactoryAbi, address: factory, functionName: 'predict', args })
  const code = await getCode(client, { address: venture })
  return { venture, ledger, isDeployed: code !== undefined }
}
