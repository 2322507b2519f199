import type { ImportKind } from '../batch/rows.ts'
import type { VentureConfig } from './types.ts'

/** The kinds of a config as an import of contributions needs them: a file may name them by name or id. */
export function toImportKinds({ kinds }: Pick<VentureConfig, 'kinds'>): ImportKind[] {
  return kinds.map(({ id, name, unit, decimals, price }, kind) => ({
    kind,
    name,
    alias: id,
    unit,
    decimals,
    ...(price === undefined ? {} : { price }),
  }))
}
