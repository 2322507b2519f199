import type { Compare } from './difference.ts'
import type {
  LargeBatchProposedEvent,
  LeafCutEvent,
  LeavesActivatedEvent,
  TotalAddedEvent,
  UnitsActivatedEvent,
  UnitsAddedEvent,
} from './events.ts'
import { keyOf } from './keys.ts'
import { unpackModelEntry } from './packedEntry.ts'
import type { ActivatedLeaf } from './rests.ts'
import type { ModelEntry, Token } from './types.ts'
import { toWord } from './words.ts'

type Large = { totals: Map<number, bigint>; leaves: bigint; activated: Set<bigint> }

/**
 * Follows what large batches were said to hold, and holds what the venture enters against it: totals are those proposed or less, each leaf
 * comes once, none gets more than what is left.
 */
export function followLeaves(compare: Compare) {
  const batches = new Map<string, Large>()
  /** Until the venture says what these leaves got: nothing else can be told in between. */
  const cuts = new Map<bigint, LeafCutEvent>()
  let brought: LeavesActivatedEvent | undefined

  return {
    propose({ args: { batch, totals, leaves } }: LargeBatchProposedEvent): void {
      const units = totals.map(unpackModelEntry).map(({ kind, quantity }) => [kind, quantity] as const)
      batches.set(batch, { totals: new Map(units), leaves: BigInt(leaves), activated: new Set() })
    },

    /**
     * The record that is passed again later: what a unit of the kind had earned by then, per token, and the total. An amendment may
     * have lowered it.
     */
    record(event: TotalAddedEvent, indices: ReadonlyMap<Token, bigint>): void {
      const { batch, record } = event.args
      const kind = Number(event.args.kind)
      compare(event, 'TotalAdded.tokens', { batch, kind }, BigInt(indices.size), BigInt(record.length - 1))
      for (const [i, [token, index]] of [...indices].entries()) {
        compare(event, 'TotalAdded.index', { batch, kind, token }, toWord(index), record[i] ?? 0n)
      }
      const totals = batches.get(batch)?.totals
      const [proposed, total] = [totals?.get(kind) ?? 0n, record.at(-1) ?? 0n]
      compare(event, 'TotalAdded.total', { batch, kind }, total < proposed ? total : proposed, total)
      if (totals?.has(kind)) totals.set(kind, total)
    },

    accept(event: UnitsAddedEvent, { kind, quantity }: ModelEntry): void {
      const { batch } = event.args
      const totals = batches.get(batch)?.totals
      compare(event, 'UnitsAdded.total', { batch, kind }, totals?.get(kind) ?? 0n, quantity)
      totals?.delete(kind)
    },

    cut(event: LeafCutEvent): void {
      cuts.set(BigInt(event.args.index), event)
    },

    bring(event: LeavesActivatedEvent): void {
      const { batch, indices } = event.args
      const { leaves, activated } = batches.get(batch) ?? { leaves: 0n, activated: new Set<bigint>() }
      for (const leaf of indices) {
        compare(event, 'LeavesActivated.isNew', { batch, leaf }, BigInt(leaf < leaves && !activated.has(leaf)), 1n)
        activated.add(leaf)
      }
      brought = event
    },

    enter(event: UnitsActivatedEvent, stated: readonly ModelEntry[], given: readonly ActivatedLeaf[]): void {
      const { batch } = event.args
      const indices = brought?.args.batch === batch ? brought.args.indices : []
      brought = undefined
      compare(event, 'UnitsActivated.count', { batch }, BigInt(indices.length), BigInt(stated.length))
      given.forEach(({ affiliate, kind, quantity, left }, i) => {
        const leaf = indices[i]
        const subject = { batch, kind, account: keyOf(affiliate), ...(leaf !== undefined && { leaf }) }
        compare(event, 'UnitsActivated.quantity', subject, quantity, stated[i]?.quantity ?? 0n)
        const cut = leaf === undefined ? undefined : cuts.get(leaf)
        if (leaf === undefined || !cut) return
        cuts.delete(leaf)
        compare(cut, 'LeafCut.affiliate', subject, BigInt(affiliate), BigInt(cut.args.affiliate))
        compare(cut, 'LeafCut.quantity', subject, quantity, cut.args.quantity)
        compare(cut, 'LeafCut.left', subject, left, 0n)
      })
      for (const [leaf, cut] of cuts) compare(cut, 'LeafCut.isActivated', { batch: cut.args.batch, leaf }, 0n, 1n)
      cuts.clear()
    },

    /** Leaves that came without their units. */
    end(): void {
      if (!brought) return
      const { batch, indices } = brought.args
      compare(brought, 'UnitsActivated.count', { batch }, BigInt(indices.length), 0n)
      brought = undefined
    },
  }
}
