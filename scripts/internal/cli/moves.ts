import { type Address, isAddressEqual } from 'viem'
import { type MadeMove, type MoveInfo, getMoves, getStanding } from '@open-value/sdk'
import type { Context, OpenVenture } from './context.ts'
import { InputError } from './errors.ts'

/** Moves that others have proposed, in the order `move:status` numbers them, and those that were made. */
export async function movesOf(
  { client, contracts }: Context,
  { ledger }: OpenVenture,
): Promise<{ moves: MoveInfo[]; made: MadeMove[] }> {
  return getMoves(client, { ledger, accountBoard: contracts.accountBoard })
}

/** The move somebody means: its number in `move:status`, or the beginning of its id. */
export async function findMove(context: Context, venture: OpenVenture, written: string): Promise<MoveInfo> {
  const { moves } = await movesOf(context, venture)
  const found = /^\d{1,4}$/.test(written)
    ? moves.slice(Number(written) - 1, Number(written))
    : moves.filter(({ id }) => id.startsWith(written.toLowerCase()))
  const [move, ...others] = found
  if (move && others.length === 0) return move
  throw new InputError(`${move ? 'More than one move begins with' : 'No move is'} "${written}".`, [
    moves.length === 0 ? 'Nobody has proposed one.' : `There are ${moves.length}: see \`move:status\`.`,
  ])
}

/** Accounts that moved to an account, the last first. */
export function aliasesOf(made: readonly MadeMove[], account: Address): Address[] {
  return made.filter(({ to }) => isAddressEqual(to, account)).flatMap(({ from }) => [from, ...aliasesOf(made, from)])
}

/** Kinds whose points let somebody object or attest; none for stewards. */
export async function kindsOfStanding({ client, contracts }: Context, { ledger }: OpenVenture, account: Address) {
  const standing = await getStanding(client, { ...contracts, ledger, account })
  return { ...standing, kinds: standing.isSteward ? [] : standing.kinds }
}

/** "Let B (0x…) go on as A (0x…)". */
export function moveWords({ people }: Context, { from, to }: { from: Address; to: Address }): string {
  return `Let ${people.both(to)} go on as ${people.both(from)}`
}
