import type { Address } from 'viem'
import { growthBoardAbi } from '../../abis/growthBoard.ts'
import { growthBoardOf } from '../internal/boards.ts'
import type { ReadClient } from '../internal/client.ts'
import { read } from '../internal/read.ts'

export type GetGrowthParameters = {
  ledger: Address
  /** Id of an equity pool. */
  pool: number
  /** Default: the one the ledger names. */
  growthBoard?: Address
}

/** Points a pool can grow by in the window that runs now. */
export type Growth = {
  limit: bigint
  used: bigint
  left: bigint
  /** When the next window begins, seconds since 1970; `undefined` before the pool had points. */
  nextWindowAt: bigint | undefined
}

export type GetGrowthReturnType = {
  /** Attested, without waiting for the objection window. */
  instant: Growth
  /** By silence; one affiliate may use a quarter of it. */
  silent: Growth
}

/**
 * Returns how much more can enter a pool in this window.
 *
 * @example
 * const { instant } = await getGrowth(client, { ledger, pool: 1 })
 * @throws {ContractMissingError} no ledger at the address
 */
export async function getGrowth(
  client: ReadClient,
  { ledger, pool, growthBoard: board }: GetGrowthParameters,
): Promise<GetGrowthReturnType> {
  const growthBoard = board ?? (await growthBoardOf(client, ledger))
  const [instant, silent] = await Promise.all([
    readGrowth(client, growthBoard, [ledger, pool, false]),
    readGrowth(client, growthBoard, [ledger, pool, true]),
  ])
  return { instant, silent }
}

async function readGrowth(
  client: ReadClient,
  growthBoard: Address,
  args: readonly [ledger: Address, pool: number, silent: boolean],
): Promise<Growth> {
  const [{ limit, used }, nextWindowAt] = await read(client, {
    abi: growthBoardAbi,
    address: growthBoard,
    functionName: 'growthOf',
    args,
  })
  return { limit, used, left: limit > used ? limit - used : 0n, nextWindowAt: nextWindowAt === 0n ? undefined : nextWindowAt }
}
