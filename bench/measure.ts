import { measureEquipment } from './equipment.ts'
import { measureGovernance } from './governance.ts'
import { measureMillion } from './million/measure.ts'
import { measureLarge } from './million/rows.ts'
import type { Row } from './row.ts'
import { createChain } from './scenario.ts'
import { fundPeople } from './use.ts'
import { measureVenture } from './venture.ts'

/**
 * Measures every row on a fresh chain in this process. Deterministic: the same code gives the same gas.
 *
 * @param coOwners How many co-owners a machine has when it has many.
 */
export async function measure(coOwners: number): Promise<Row[]> {
  const chain = await createChain()
  await fundPeople(chain)
  const million = await measureMillion(chain)
  return [
    ...(await measureVenture(chain, million)),
    ...(await measureLarge(chain, million)),
    ...(await measureEquipment(chain, coOwners)),
    ...(await measureGovernance(chain)),
  ]
}
