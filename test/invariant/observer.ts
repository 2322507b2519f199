import { createHash } from 'node:crypto'
import { ETH, previewClaim } from '../../sdk/src/model/index.ts'
import { GAS, hex, quantity } from './chain.ts'
import { CLOSING_NOTICE } from './largeActions.ts'
import { VETO } from './moveActions.ts'
import { STATUSES, type Ghost, type MoveGhost, type VentureGhost, type World } from './world.ts'
import { growingPlaces, packWords, View, wordsOf } from './words.ts'

/** What the chain and the model say of a venture, compared in one call. */
export type Sight = { view: View; difference?: string; batchStatus?: string }

export type Question = {
  venture: VentureGhost
  /** Accounts whose claims are previewed, in all tokens and kinds. */
  accounts?: readonly string[]
  batch?: Ghost | undefined
  /** Read the chain's words even where the digest is right. */
  always?: boolean
}

/** Reads a venture once and holds it against the model: every word to the unit, previews and the state of a batch. */
export async function observe(world: World, { venture, accounts = [], batch, always = false }: Question): Promise<Sight> {
  const { chain, abi } = world
  const { model, cast } = venture
  const growing = growingPlaces(model, venture.growingSlots)
  const beyond = { firstListed: venture.firstListed, lastActs: venture.lastActs }
  const kinds = model.kinds.map(({ id }) => id)

  const calls: [target: string, data: string][] = []
  const expected: string[] = []
  const labels: string[] = []
  const ask = (label: string, target: string, data: string, answer: string) => {
    calls.push([target, data])
    expected.push(answer)
    labels.push(label)
  }
  for (const token of cast.tokens) {
    const balance = hex(model.balances.get(token) ?? 0n)
    if (token === ETH) ask(`balance ${token}`, ZERO, venture.address, balance)
    else ask(`balance ${token}`, token, `0x70a08231${hex(BigInt(venture.address))}`, balance)
  }
  for (const account of accounts) {
    const amounts = cast.tokens.map((token) => previewClaim(model, account, token))
    const data = abi.venture.encodeFunctionData('previewClaim', [account, cast.tokens, kinds])
    ask(`previewClaim ${account}`, venture.address, data, hex(32n) + hex(amounts.length) + amounts.map(hex).join(''))
  }
  if (batch) {
    const data = `${abi.ledger.getFunction('batchState')?.selector}${batch.id.slice(2)}`
    ask(`batchState ${batch.id}`, venture.ledger, data, batchWords(batch))
  }

  const slots = growing.map(({ slot }) => hex(slot)).join('')
  const digest = await readSlots(world, venture.address, venture.book, slots, false)
  const outcome = await chain.dry({ from: world.governor, to: world.lens, data: abi.lens.encodeFunctionData('read', [calls]) })
  if (!outcome.ok) throw new Error(`the lens reverted: ${chain.nameOf(outcome)}`)
  const answers = outcome.data.slice(130, 130 + 2 * Number(BigInt(`0x${outcome.data.slice(66, 130)}`)))

  const computed = wordsOf(model, cast, beyond, growing)
  const isSame = digest === createHash('sha256').update(packWords(computed)).digest('hex')
  let words: readonly bigint[] = computed
  let difference: string | undefined
  if (!isSame || always) {
    words = ((await readSlots(world, venture.address, venture.book, slots, true)).match(/.{64}/g) ?? []).map((word) =>
      BigInt(`0x${word}`),
    )
    const names = [...venture.index.keys(), ...growing.map(({ name }) => name)]
    const wrong = names.flatMap((name, i) =>
      words[i] === computed[i] ? [] : [`${name}: ${words[i]} on chain, ${computed[i]} by the model`],
    )
    if (wrong.length !== 0)
      difference = [...wrong.slice(0, 8), ...(wrong.length > 8 ? [`and ${wrong.length - 8} more`] : [])].join('\n  ')
  }
  const balances = new Map<string, bigint>()
  let batchStatus: string | undefined
  let offset = 0
  labels.forEach((label, i) => {
    const answer = answers.slice(offset, offset + (expected[i]?.length ?? 0))
    offset += answer.length
    if (label.startsWith('balance')) balances.set(label.slice(8), BigInt(`0x${answer}`))
    if (label.startsWith('batchState')) batchStatus = STATUSES[Number(BigInt(`0x${answer.slice(0, 64)}`))]
    if (answer !== expected[i])
      difference ??= `${label}: ${readable(answer)} on chain, ${readable(expected[i] ?? '')} by the model`
  })
  return {
    view: new View(cast, words, venture.index, growing, balances, model.kinds.length, venture.totals),
    ...(difference !== undefined && { difference }),
    ...(batchStatus !== undefined && { batchStatus }),
  }
}

/** Who is what in a ledger, and when they last did something there, held against what was done. */
export async function compareRoles(world: World, venture: VentureGhost): Promise<string | undefined> {
  const { ledger, ledgerBook, cast } = venture
  const expected = cast.people.map((account) => {
    const { steward, barred, depth, lastAct, until, terms } = venture.roleOf(account)
    return BigInt(steward) | (BigInt(barred) << 8n) | (BigInt(depth) << 16n) | (lastAct << 24n) | (until << 64n) | (terms << 104n)
  })
  const digest = await readSlots(world, ledger, ledgerBook, '', false)
  if (digest === createHash('sha256').update(packWords(expected)).digest('hex')) return undefined
  const words = (await readSlots(world, ledger, ledgerBook, '', true)).match(/.{64}/g) ?? []
  const wrong = cast.people.flatMap((account, i) => {
    const [word, other] = [BigInt(`0x${words[i]}`), expected[i]]
    return word === other ? [] : [`role of ${account}: ${word.toString(16)} on chain, ${other?.toString(16)} by what was done`]
  })
  return wrong.join('\n  ')
}

const MOVE_STATUSES = ['None', 'Proposed', 'Waiting', 'Made', 'Rejected'] as const
export type MoveStatus = (typeof MOVE_STATUSES)[number]

/** How a move of an account stands, held against what was done about it. */
export async function compareMove({ chain, abi, accounts }: World, move: MoveGhost): Promise<Seen<MoveStatus>> {
  const [state] = await chain.call(accounts, abi.accounts, 'moveState', [move.id])
  const { status, proposedAt, waitsSince, openObjections, byGovernor } = move
  const expected = [
    MOVE_STATUSES.indexOf(status),
    proposedAt,
    waitsSince === 0n ? 0n : waitsSince + VETO,
    openObjections,
    byGovernor,
  ]
  const difference =
    [...state].map(String).join(' ') === expected.map(String).join(' ') ? undefined : `${[...state]}, not ${expected}`
  return {
    status: MOVE_STATUSES[Number(state.status)] ?? 'None',
    ...(difference && { difference: `move ${move.id} is ${difference}` }),
  }
}
type Seen<Status> = { status: Status; difference?: string }

/** When a closing was announced, held against what the governor said. */
export async function compareClosing(world: World, { ledger }: VentureGhost, { id, large }: Ghost): Promise<string | undefined> {
  const [{ readyAt }] = await world.chain.call(world.large, world.abi.large, 'closingOf', [ledger, id])
  const expected = large?.announcedAt === undefined ? 0n : large.announcedAt + CLOSING_NOTICE
  return readyAt === expected ? undefined : `the closing of ${id} is due at ${readyAt}, not ${expected}`
}

/** Calls a contract with the reader's code in place of its own: nothing else sees as much in as little time. */
async function readSlots(world: World, address: string, book: string, slots: string, wantsWords: boolean): Promise<string> {
  const data = `0x${hex(wantsWords ? 1 : 0)}${hex(BigInt(book))}${slots}`
  const call = { from: world.governor, to: address, data, gas: quantity(GAS) }
  return ((await world.chain.ask('eth_call', call, 'latest', { [address]: { code: world.reader } })) as string).slice(2)
}

function batchWords({
  status,
  deadline,
  resolveBy,
  entries,
  left,
  openObjections,
  objectionsEver,
  amended,
  partly,
  some,
  large,
}: Ghost): string {
  const numbers = [STATUSES.indexOf(status), deadline, resolveBy, entries.length, left, openObjections, objectionsEver]
  return [...numbers, Number(amended), Number(partly), Number(some), Number(large !== undefined)].map(hex).join('')
}

const readable = (words: string) => (words.match(/.{64}/g) ?? []).map((word) => BigInt(`0x${word}`)).join(' ')
const ZERO = `0x${'0'.repeat(40)}`
