import { type Address, type Hash, type TransactionReceipt, zeroHash } from 'viem'
import { ventureFactoryAbi } from '../../abis/ventureFactory.ts'
import { addresses } from '../../addresses/deployed.ts'
import { EventMissingError } from '../../errors/client.ts'
import { type PreparedTransaction, type SendOptions, type WriteClient, accountOf } from '../internal/client.ts'
import { checkRules } from '../internal/rules.ts'
import { contractCall, eventsIn, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'
import type { DeployableConfig, VentureConfig } from '../types.ts'
import { predictVenture } from './predictVenture.ts'

type LazyConsensus = NonNullable<DeployableConfig['lazyConsensus']>

export type DeployVentureParameters = {
  /** What `toDeployArguments` makes of a config file. */
  config: DeployableConfig
  /** Lets one sender deploy the same config twice. Default: zero. */
  salt?: Hash
  factory?: Address
}

export type DeployVentureReturnType = {
  venture: Address
  ledger: Address
  /** By lazy consensus, where the config has one: it governs at once, or from the hand-over on. */
  governor: Address | undefined
  /** `false` where the sender had deployed the same before: nothing changed then. */
  isNew: boolean
  receipt: TransactionReceipt
}

/** The call, for a wallet, a Safe, a multicall or a bundle. Whoever sends it decides the address. */
export function prepareDeployVenture(parameters: DeployVentureParameters): PreparedTransaction {
  const { config, lazyConsensus, salt, factory } = withDefaults(parameters)
  if (!lazyConsensus) return prepare(callOf({ config, salt, factory }))
  return prepare(governedCallOf({ config, lazyConsensus, salt, factory }))
}

/** Asks the chain whether it would go through, and for the addresses of venture and ledger; sends nothing. */
export async function simulateDeployVenture(
  client: WriteClient,
  parameters: DeployVentureParameters,
  options: SendOptions = {},
): Promise<readonly [venture: Address, ledger: Address, governor?: Address]> {
  const { config, lazyConsensus, salt, factory } = withDefaults(parameters)
  if (!lazyConsensus) return simulate(client, callOf({ config, salt, factory }), options)
  return simulate(client, governedCallOf({ config, lazyConsensus, salt, factory }), options)
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
 * Makes a venture with its ledger, pools, kinds, equation and stewards, and its governor by lazy consensus, in one transaction. Done again with the same config
 * and salt it changes nothing and gives the same addresses.
 *
 * @example
 * const { venture, ledger } = await deployVentureAndWait(client, { config })
 * @throws {FactoryNameInvalidError}
 * @throws {ParameterOutOfBoundsError}
 * @throws {RuleOutOfBoundsError}
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
  const { governor } = predicted
  if (deployed) return { venture: deployed.venture, ledger: deployed.ledger, governor, isNew: true, receipt }
  if (!predicted.isDeployed) throw new EventMissingError('VentureDeployed', receipt.transactionHash)
  return { venture: predicted.venture, ledger: predicted.ledger, governor, isNew: false, receipt }
}

type Call = { config: VentureConfig; salt: Hash; factory: Address }

function withDefaults({ config, salt = zeroHash, factory = addresses.factory }: DeployVentureParameters) {
  return { config, lazyConsensus: config.lazyConsensus, salt, factory }
}

function callOf({ config, salt, factory }: Call) {
  return contractCall({ abi: ventureFactoryAbi, address: factory, functionName: 'deploy', args: [config, salt] })
}

function governedCallOf({ config, lazyConsensus: { rules, handOver }, salt, factory }: Call & { lazyConsensus: LazyConsensus }) {
  checkRules(rules)
  return contractCall({
    abi: ventureFactoryAbi,
    address: factory,
    functionName: 'deployWithGovernor',
    args: [config, rules, handOver, salt],
  })
}
