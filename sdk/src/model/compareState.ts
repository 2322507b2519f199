import type { AuditDifference, AuditFigure, AuditSubject } from './difference.ts'
import type { Integer } from './events.ts'

/** Compares figures of the chain, as far as they are given, with those of a model, and counts them. */
export function comparingState(differences: AuditDifference[]) {
  let figureCount = 0
  return {
    compare<T>(
      figure: AuditFigure,
      subject: AuditSubject,
      computed: T,
      stated: T | undefined,
      number: (value: T) => bigint,
    ): void {
      if (stated === undefined) return
      figureCount++
      if (number(computed) !== number(stated)) {
        differences.push({ figure, ...subject, computed: number(computed), stated: number(stated) })
      }
    },
    figureCount: () => figureCount,
  }
}

/** A number or a yes or no, as a number. */
export const integer = (value: Integer | boolean) => BigInt(value)

/** An account, as a number. */
export const account = (value: string) => BigInt(value || 0)
