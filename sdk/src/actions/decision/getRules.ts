import type { Address } from 'viem'
import { lazyConsensusGovernorAbi } from '../../abis/lazyConsensusGovernor.ts'
import type { ReadClient } from '../internal/client.ts'
import { read } from '../internal/read.ts'
import type { GovernorRules } from '../types.ts'

export type GetRulesParameters = { governor: Address }

export type GetRulesReturnType = GovernorRules

/**
 * Returns how a group decides from now on; decisions that are open keep the rules they had.
 *
 * @example
 * const { lazyWindow, stopBps, stopHeads } = await getRules(client, { governor })
 * @throws {ContractMissingError} no governor by lazy consensus at the address
 */
export function getRules(client: ReadClient, { governor }: GetRulesParameters): Promise<GetRulesReturnType> {
  return read(client, { abi: lazyConsensusGovernorAbi, address: governor, functionName: 'rules' })
}
