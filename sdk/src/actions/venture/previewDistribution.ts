import type { Address } from 'viem'
import { ventureAbi } from '../../abis/venture.ts'
import type { ReadClient } from '../internal/client.ts'
import { read } from '../internal/read.ts'
import type { EquationLine } from '../types.ts'
import { getEquation } from './getEquation.ts'

export type PreviewDistributionParameters = {
  venture: Address
  token: Address
  /** Smallest units of the token. */
  amount: bigint
  lens?: Address
}

export type PreviewDistributionReturnType = {
  /** What each line would take, smallest units; together with the remainder exactly `amount`. */
  lines: { line: EquationLine; amount: bigint }[]
  remainder: { account: Address; amount: bigint }
}

/**
 * Returns what each line of the equation would take of a payment made now.
 *
 * @example
 * const { lines, remainder } = await previewDistribution(client, { venture, token, amount: 12_000_000_000n })
 * @throws {ContractMissingError} no venture at the address, or no lens on this chain
 */
export async function previewDistribution(
  client: ReadClient,
  { venture, token, amount, lens }: PreviewDistributionParameters,
): Promise<PreviewDistributionReturnType> {
  const args = [token, amount] as const
  const [parts, equation] = await Promise.all([
    read(client, { abi: ventureAbi, address: venture, functionName: 'previewDistribution', args }),
    getEquation(client, { venture, lens }),
  ])
  return {
    lines: equation.lines.map((line, i) => ({ line, amount: parts[i] ?? 0n })),
    remainder: { account: equation.remainder, amount: parts.at(-1) ?? 0n },
  }
}
