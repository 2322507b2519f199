import { account as numberOf } from './compareState.ts'
import type { Compare } from './difference.ts'
import type { MoveMadeEvent, MovedEvent, MoveProposedEvent } from './events.ts'
import type { Account } from './types.ts'

type Ends = { from: Account; to: Account }

/** Follows moves that others proposed, and holds what the venture does against them. */
export function followMoves(compare: Compare) {
  const proposed = new Map<string, Ends>()
  /** Until the venture has moved the account: nothing it knows can be told in between. */
  let made: (Ends & { event: MoveMadeEvent }) | undefined

  function compareMade(from: Account, to: Account): void {
    if (!made) return
    const { event } = made
    const { move } = event.args
    compare(event, 'Moved.from', { move }, numberOf(made.from), numberOf(from))
    compare(event, 'Moved.to', { move }, numberOf(made.to), numberOf(to))
    made = undefined
  }

  return {
    propose({ args: { move, content } }: MoveProposedEvent): void {
      proposed.set(move, content)
    },

    make(event: MoveMadeEvent): void {
      const { move } = event.args
      const ends = proposed.get(move)
      compare(event, 'MoveMade.isProposed', { move }, BigInt(ends !== undefined), 1n)
      // It is made once.
      proposed.delete(move)
      made = ends && { ...ends, event }
    },

    enter({ args: { from, to } }: MovedEvent): void {
      compareMade(from, to)
    },

    /** A move that was made without the account having moved. */
    end(): void {
      compareMade('', '')
    },
  }
}
