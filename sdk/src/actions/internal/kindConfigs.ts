import type { NewKind } from '../board/openKind.ts'
import { wordOfText } from './shortTexts.ts'

/** `KindConfig` of the contracts. */
export function kindConfig(kind: NewKind) {
  return {
    name: wordOfText(kind.name),
    unit: wordOfText(kind.unit),
    decimals: kind.decimals,
    pool: kind.pool,
    rate: kind.weight ?? kind.price,
    voice: kind.voice ?? 0,
  }
}
