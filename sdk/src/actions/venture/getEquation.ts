import type { Address } from 'viem'
import { getCode } from 'viem/actions'
import { basisNames } from '../../abis/enums.ts'
import { ventureLensAbi } from '../../abis/ventureLens.ts'
import { addresses } from '../../addresses/index.ts'
import { ContractMissingError } from '../../errors/client.ts'
import type { ReadClient } from '../internal/client.ts'
import { read } from '../internal/read.ts'
import type { EquationLine } from '../types.ts'

export type GetEquationParameters = {
  /** Or a machine. */
  venture: Address
  lens?: Address
}

export type GetEquationReturnType = {
  /** The first is 1. */
  version: number
  lines: EquationLine[]
  /** Who takes what the lines leave. */
  remainder: Address
}

/**
 * Returns the equation in force.
 *
 * @example
 * const { lines, remainder } = await getEquation(client, { venture })
 * @throws {ContractMissingError} no venture at the address, or no lens on this chain
 */
export async function getEquation(
  client: ReadClient,
  { venture, lens = addresses.lens }: GetEquationParameters,
): Promise<GetEquationReturnType> {
  const [version, lines, remainder] = await read(client, {
    abi: ventureLensAbi,
    address: lens,
    functionName: 'equation',
    args: [venture],
  }).catch(async (error: unknown) => {
    // The lens can't say that nobody is there.
    if ((await getCode(client, { address: venture })) === undefined) throw new ContractMissingError(venture, 'equation')
    throw error
  })
  return { version: Number(version), lines: lines.map(toLine), remainder }
}

function toLine({ account, pool, basis: number, shareBps }: { account: Address; pool: number; basis: number; shareBps: number }) {
  const basis = basisNames[number] ?? 'gross'
  return pool === 0 ? { account, basis, shareBps } : { pool, basis, shareBps }
}
