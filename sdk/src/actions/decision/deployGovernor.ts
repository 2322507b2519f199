import { type Address, type Hash, type TransactionReceipt, zeroHash } from 'viem'
import { ventureFactoryAbi } from '../../abis/ventureFactory.ts'
import { addresses } from '../../addresses/deployed.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { checkRules } from '../internal/rules.ts'
import { contractCall, eventsIn, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'
import type { GovernorRules } from '../types.ts'

export type DeployGovernorParameters = {
  venture: Address
  rules: GovernorRules
  /** Lets one sender deploy the same twice. Default: zero. */
  salt?: Hash
  factory?: Address
}

export type DeployGovernorReturnType = {
  governor: Address
  /** `false` where the sender had deployed the same before: nothing changed then. */
  isNew: boolean
  receipt: TransactionReceipt
}

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareDeployGovernor(parameters: DeployGovernorParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through; sends nothing. */
export function simulateDeployGovernor(client: WriteClient, parameters: DeployGovernorParameters, options: SendOptions = {}) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeDeployGovernor(
  client: WriteClient,
  parameters: DeployGovernorParameters,
  options: SendOptions = {},
): Promise<Hash> {
  return sendPrepared(client, prepareDeployGovernor(parameters), options)
}

/**
 * Makes a governor by lazy consensus for a venture that has another. Anyone; it governs once `announceGovernor` of the one there is
 * named it and its notice is over. Done again with the same rules and salt it changes nothing.
 *
 * @example
 * const { governor } = await deployGovernorAndWait(client, { venture, rules })
 * @throws {RuleOutOfBoundsError}
 */
export async function deployGovernorAndWait(
  client: WriteClient,
  parameters: DeployGovernorParameters,
  options: SendOptions = {},
): Promise<DeployGovernorReturnType> {
  const receipt = await sendPreparedAndWait(client, prepareDeployGovernor(parameters), options)
  const [deployed] = eventsIn(receipt, ventureFactoryAbi, 'GovernorDeployed')
  const governor = deployed?.governor ?? (await simulateDeployGovernor(client, parameters, options))
  return { governor, isNew: deployed !== undefined, receipt }
}

function callOf({ venture, rules, salt = zeroHash, factory = addresses.factory }: DeployGovernorParameters) {
  checkRules(rules)
  return contractCall({ abi: ventureFactoryAbi, address: factory, functionName: 'deployGovernor', args: [venture, rules, salt] })
}
