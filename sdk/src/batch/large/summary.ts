import { type Hex, isHash } from 'viem'
import * as z from 'zod'
import { LargeSummaryInvalidError } from '../../errors/large.ts'
import type { LargeContent } from './data.ts'

/** A large batch that was built, of no chain: what it commits to, and which files belong to it. */
export type LargeSummary = LargeContent & {
  affiliates: number
  /** Data file: what the URI of the batch should lead to. */
  data: { file: string; bytes: number }
  /** File from which proofs are read. */
  tree: { file: string; bytes: number }
  /** What it was built from: hashes of the input, and of kinds, people and venture. */
  input: { file: string; bytes: number; sha256: Hex; settings: Hex }
}

const natural = z.number().int().nonnegative()
const hash = z.string().refine((text): text is Hex => isHash(text), 'no hash')
const file = { file: z.string(), bytes: natural }
const total = z.object({
  kind: natural.max(255),
  quantity: z
    .string()
    .regex(/^\d{1,27}$/)
    .transform(BigInt),
})

const schema = z.object({
  version: z.literal(1),
  root: hash,
  totals: z.array(total),
  leaves: natural,
  dataHash: hash,
  affiliates: natural,
  data: z.object(file),
  tree: z.object(file),
  input: z.object({ ...file, sha256: hash, settings: hash }),
})

/** A summary as JSON: the content of a `.large.json`. */
export function serializeLargeSummary({ totals, ...summary }: LargeSummary): string {
  const text = { version: 1, ...summary, totals: totals.map(({ kind, quantity }) => ({ kind, quantity: String(quantity) })) }
  return `${JSON.stringify(text, undefined, 2)}\n`
}

/**
 * The reverse of {@link serializeLargeSummary}.
 *
 * @param name Of its file, for the error.
 * @throws {LargeSummaryInvalidError} cut off, or changed by hand
 */
export function parseLargeSummary(text: string, name: string): LargeSummary {
  try {
    const { version: _, ...summary } = schema.parse(JSON.parse(text))
    return summary
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw new LargeSummaryInvalidError(name, 'is no JSON', error)
    const [issue] = error.issues
    throw new LargeSummaryInvalidError(name, `has a wrong value at ${issue?.path.join('.') || 'its top'}`)
  }
}
