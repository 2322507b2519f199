import { type Address, type Hash, type TransactionReceipt, zeroHash } from 'viem'
import { ventureFactoryAbi } from '../../abis/ventureFactory.ts'
import { addresses } from '../../addresses/deployed.ts'
import { EventMissingError } from '../../errors/client.ts'
import { type PreparedTransaction, type SendOptions, type WriteClient, accountOf } from '../internal/client.ts'
import { contractCall, eventsIn, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'
import type { VentureConfig } from '../types.ts'
import { predictVenture } from './predictVenture.ts'

export type DeployVentureParameters = {
  /** What `toDeployArguments` makes of a config file. */
  config: VentureConfig
  /** Lets one sender deploy the same config twice. Default: zero. */
  salt?: Hash
  factory?: Address
}

export type DeployVentureReturnType = {
  venture: Address
  ledger: Address
  /** `false` where the sender had deployed the same before: nothing changed then. */
  isNew: boolean
  receipt: TransactionReceipt
}

/** The call, for a wallet, a Safe, a multicall or a bundle. Whoever sends it decides the address. */
export function prepareDeployVenture(parameters: DeployVentureParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through, and for the addresses of venture and ledger; sends nothing. */
export function simulateDeployVenture(client: WriteClient, parameters: DeployVentureParameters, options: SendOptions = {}) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeDeployVenture(
  client: WriteClient,
  parameters: DeployVentureParameters,
  options: SendOptions = {},
): Promise<Hash> {
  return sendPrepared(client, prepareDeployVenture(parameters), options)
}

/**
 * Makes a venture with its ledger, pools, kinds, equation and stewards, in one transaction. Done again with the same config
 * and salt it changes nothing and gives the same addresses.
 *
 * @example
 * const { venture, ledger } = await deployVentureAndWait(client, { config })
 * @throws {FactoryNameInvalidError}
 * @throws {ParameterOutOfBoundsError}
 * @throws {EquationFloorMissedError} or another error of equation, pool, kind or token: see `/errors`
 */
export async function deployVentureAndWait(
  client: WriteClient,
  parameters: DeployVentureParameters,
  options: SendOptions = {},
): Promise<DeployVentureReturnType> {
  const sender = accountOf(client, options).address
  const predicted = await predictVenture(client, { ...parameters, sender })
  const receipt = await sendPreparedAndWait(client, prepareDeployVenture(parameters), options)
  const [deployed] = eventsIn(receipt, ventureFactoryAbi, 'VentureDeployed')
  if (deployed) return { venture: deployed.venture, ledger: deployed.ledger, isNew: true, receipt }
  if (!predicted.isDeployed) throw new EventMissingError('VentureDeployed', receipt.transactionHash)
  return { venture: predicted.venture, ledger: predicted.ledger, isNew: false, receipt }
}

function callOf({ config, salt = zeroHash, factory = addresses.factory }: DeployVentureParameters) {
  return contractCall({ abi: ventureFactoryAbi, address: factory, functionName: 'deploy', args: [config, salt] })
}
