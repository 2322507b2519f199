import type { Address } from 'viem'
import { basisNames } from '../../abis/enums.ts'
import { ventureAbi } from '../../abis/venture.ts'
import type { ReadClient } from '../internal/client.ts'
import { read } from '../internal/read.ts'
import type { EquationLine } from '../types.ts'

export type GetEquationParameters = { venture: Address }

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
 * @throws {ContractMissingError} no venture at the address
 */
export async function getEquation(client: ReadClient, { venture }: GetEquationParameters): Promise<GetEquationReturnType> {
  const [version, lines, remainder] = await read(client, { abi: ventureAbi, address: venture, functionName: 'equation' })
  return { version: Number(version), lines: lines.map(toLine), remainder }
}

function toLine({ account, pool, basis: number, shareBps }: { account: Address; pool: number; basis: number; shareBps: number }) {
  const basis = basisNames[number] ?? 'gross'
  return pool === 0 ? { account, basis, shareBps } : { pool, basis, shareBps }
}
