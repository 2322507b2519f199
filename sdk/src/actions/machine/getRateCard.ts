import type { ReadClient } from '../internal/client.ts'
import type { AsOf } from '../internal/logs.ts'
import { type MachineSource, type RateCard, rateCardOf, readMachine } from '../internal/machines.ts'

export type { NamedMaterial, NamedScenario, RateCard } from '../internal/machines.ts'

export type GetRateCardParameters = MachineSource

/** Amounts are smallest units of the machine's token. */
export type GetRateCardReturnType = RateCard & { asOf: AsOf }

/**
 * Returns what using a machine costs, with names, as it stands.
 *
 * @example
 * const { scenarios, materials } = await getRateCard(client, { machine })
 * const commercial = scenarios.find(({ name }) => name === 'Commercial')
 * @throws {ContractMissingError} no machine at the address, or it was not bought yet
 * @throws {CampaignUnknownError} another factory made its campaign
 * @throws {LogsUnavailableError} the node gives no events
 */
export async function getRateCard(client: ReadClient, parameters: GetRateCardParameters): Promise<GetRateCardReturnType> {
  const { config, decisions, asOf } = await readMachine(client, parameters)
  return { ...rateCardOf(config.machine, decisions), asOf }
}
