import { existsSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { type LargeBatch, LargeTreeFileError, getLargeBatches } from '@open-value/sdk'
import { type LargeSummary, type ProvenLeaf, parseLargeSummary, verifyLargeProof } from '@open-value/sdk/batch'
import { type OpenLargeTree, openLargeTree } from '../../../sdk/src/batch/node/index.ts'
import { findBatch, openBatches, shortId } from './batches.ts'
import { type Context, type OpenVenture, existing } from './context.ts'
import { InputError } from './errors.ts'

/** What a build wrote: the `.large.json`. */
export function readSummary(file: string): LargeSummary {
  return parseLargeSummary(readFileSync(existing(file), 'utf8'), file)
}

/** The tree beside a summary. */
export function openTreeOf(file: string, { tree }: LargeSummary): Promise<OpenLargeTree> {
  const path = join(dirname(existing(file)), tree.file)
  if (!existsSync(path)) {
    throw new InputError(`There is no ${tree.file} beside ${basename(file)}.`, [
      `Who has the data file makes it: npm run ov -- batch:check DATA --header ${basename(file)} --tree ${tree.file}`,
    ])
  }
  return openLargeTree(path)
}

/** @throws {LargeTreeFileError} one of them does not lead to the root: another tree */
export function checkProofs({ root, tree }: LargeSummary, leaves: readonly ProvenLeaf[]): void {
  for (const leaf of leaves) {
    if (!verifyLargeProof(root, leaf, leaf.proof)) {
      throw new LargeTreeFileError(tree.file, `does not lead from leaf ${leaf.index} to the root of the summary`)
    }
  }
}

/** The large batches of a venture that are proposed or accepted, whatever is left to do. */
export async function largeBatchesOf({ client, contracts }: Context, { ledger }: OpenVenture): Promise<LargeBatch[]> {
  const { batches } = await getLargeBatches(client, { ...contracts, ledger, closed: true })
  return batches.filter(({ status }) => status !== 'withdrawn' && status !== 'rejected')
}

/** The large batch somebody means: a `.large.json`, its number in `status`, or the beginning of its id. Accepted ones first. */
export async function findLargeBatch(context: Context, venture: OpenVenture, given: string): Promise<LargeBatch> {
  const isNumber = /^\d{1,4}$/.test(given)
  const written = isNumber ? findBatch(await openBatches(context, venture), given).batch : given
  const batches = await largeBatchesOf(context, venture)
  const isFile = !/^0x[0-9a-f]*$/i.test(written)
  const summary = isFile ? readSummary(written) : undefined
  const found = summary
    ? batches.filter(({ content }) => content.root === summary.root && content.dataHash === summary.dataHash)
    : batches.filter(({ batch }) => batch.startsWith(written.toLowerCase()))
  const accepted = found.filter(({ status }) => status === 'accepted')
  const [batch, ...others] = accepted.length > 0 ? accepted : found
  if (batch && others.length === 0) return batch
  if (!batch) {
    throw new InputError(`${venture.name} has no large batch ${isFile ? `of ${basename(written)}` : `"${written}"`}.`, [
      ...(isFile ? [`Propose it: npm run ov -- batch:propose ${written} --uri URI`] : []),
      batches.length === 0 ? 'It has none.' : `It has ${batches.map((known) => shortId(known.batch)).join(', ')}.`,
    ])
  }
  throw new InputError(`More than one batch is meant by ${written}.`, [
    `Name one: ${found.map((known) => known.batch).join(', ')}.`,
  ])
}
