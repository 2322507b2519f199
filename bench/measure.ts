import { measureEquipment } from './equipment.ts'
import type { Row } from './row.ts'
import { createChain } from './scenario.ts'
import { measureVenture } from './venture.ts'

/**
 * Measures every row on a fresh chain in this process. Deterministic: the same code gives the same gas.
 *
 * @param coOwners How many co-owners a machine has when it has many.
 */
export async function measure(coOwners: number): Promise<Row[]> {
  const chain = await createChain()
  return [...(await measureVenture(chain)), ...(await measureEquipment(chain, coOwners))]
}
