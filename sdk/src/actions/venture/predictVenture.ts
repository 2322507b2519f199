import { type Address, type Hash, zeroHash } from 'viem'
import { getCode } from 'viem/actions'
import { ventureFactoryAbi } from '../../abis/ventureFactory.ts'
import { addresses } from '../../addresses/deployed.ts'
import type { ReadClient } from '../internal/client.ts'
import { read } from '../internal/read.ts'
import type { DeployableConfig } from '../types.ts'

export type PredictVentureParameters = {
  /** Who will send the deployment; another sender gets other addresses. */
  sender: Address
  config: DeployableConfig
  /** Default: zero. */
  salt?: Hash
  factory?: Address
}

export type PredictVentureReturnType = {
  /** Can be paid already. */
  venture: Address
  ledger: Address
  /** By lazy consensus, where the config has one. */
  governor: Address | undefined
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
  const contract = { abi: ventureFactoryAbi, address: factory } as const
  const { lazyConsensus } = config
  const [venture, ledger, governor] = lazyConsensus
    ? await read(client, {
        ...contract,
        functionName: 'predictWithGovernor',
        args: [sender, config, lazyConsensus.rules, lazyConsensus.handOver, salt],
      })
    : await read(client, { ...contract, functionName: 'predict', args: [sender, config, salt] })
  const code = await getCode(client, { address: venture })
  return { venture, ledger, governor, isDeployed: code !== undefined }
}
