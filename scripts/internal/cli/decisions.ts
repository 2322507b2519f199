import { type Address, isAddressEqual, zeroAddress } from 'viem'
import {
  type DecisionInfo,
  type DecisionVotes,
  type DecisionWords,
  type GovernorRules,
  type Motion,
  type VoteSupport,
  formatAmount,
  formatDuration,
  getDecisions,
  getHandOver,
  getRules,
} from '@open-value/sdk'
import type { Context, NamedToken, OpenVenture } from './context.ts'
import { InputError } from './errors.ts'
import { counted, when } from './output.ts'

/** A venture whose contributors decide, or will once it is handed over to them. */
export type Group = {
  venture: OpenVenture
  /** Where its decisions are made. */
  governor: Address
  /** Whether it governs the venture already. */
  isInCharge: boolean
  rules: GovernorRules
}

/**
 * The group behind a venture.
 *
 * @throws {InputError} a wallet or a Safe governs, and no hand-over was published
 */
export async function groupOf({ client, contracts, people }: Context, venture: OpenVenture): Promise<Group> {
  const rules = await getRules(client, { governor: venture.governor }).catch(() => undefined)
  if (rules) return { venture, governor: venture.governor, isInCharge: true, rules }
  const handOver = await getHandOver(client, { venture: venture.venture, handOverBoard: contracts.handOverBoard })
  if (!handOver) {
    throw new InputError(`${people.both(venture.governor)} governs ${venture.name} alone.`, [
      'Nothing is decided together there: see docs/governance.md.',
    ])
  }
  const { governor } = handOver
  return { venture, governor, isInCharge: false, rules: await getRules(client, { governor }) }
}

/** How people call what a decision is about. */
export function decisionWords({ people }: Context, { venture, rules }: Group): DecisionWords {
  const tokenOf = (address: Address): NamedToken | undefined =>
    venture.tokens.find(({ token }) => isAddressEqual(token, address)) ??
    (isAddressEqual(address, ETH) ? { token: ETH, symbol: 'ETH', decimals: 18 } : undefined)
  return {
    account: (account) => people.both(account),
    token: (address) => tokenOf(address)?.symbol ?? address,
    amount: (amount, address) => formatAmount(amount, (address && tokenOf(address)) ?? { symbol: 'smallest units', decimals: 0 }),
    kinds: venture.kinds,
    parameters: venture.parameters,
    rules,
  }
}

/** All that was proposed, the first first: its place is its number. */
export async function decisionsOf(context: Context, group: Group): Promise<DecisionInfo[]> {
  const { client, contracts } = context
  const { governor } = group
  const { decisions } = await getDecisions(client, {
    governor,
    names: decisionWords(context, group),
    factory: contracts.factory,
  })
  return decisions.reverse()
}

export type NumberedDecision = DecisionInfo & { number: number }

/** The decision somebody means: its number in `decide:list`, or the beginning of its id as a number. */
export async function findDecision(context: Context, group: Group, written: string): Promise<NumberedDecision> {
  const decisions = await decisionsOf(context, group)
  const numbered = decisions.map((decision, i) => ({ ...decision, number: i + 1 }))
  const found = /^\d{1,4}$/.test(written)
    ? numbered.filter(({ number }) => number === Number(written))
    : numbered.filter(({ id }) => String(id).startsWith(written))
  const [decision, ...others] = found
  if (decision && others.length === 0) return decision
  throw new InputError(`${decision ? 'More than one decision begins with' : 'No decision is'} "${written}".`, [
    decisions.length === 0 ? 'Nothing was ever proposed.' : `There are ${decisions.length}: see \`decide:list\`.`,
  ])
}

/** What becomes different, where its title doesn't say just that. */
export function wordsBeside({ title, words }: Pick<DecisionInfo, 'title' | 'words'>): string[] {
  return words.join('; ') === title ? [] : words
}

/** "2 Design counts more". */
export const decisionName = ({ number, title }: NumberedDecision) => `${number} "${title}"`

export const voteWords: Record<VoteSupport, string> = { for: 'Vote for', against: 'Object to', abstain: 'Abstain from' }

/** "Let Ben (0x…) cast the voice of Ana (0x…)". */
export function delegationWords(
  both: (account: Address) => string,
  { account, delegatee }: Record<'account' | 'delegatee', Address>,
) {
  if (delegatee === zeroAddress) return `Take the voice of ${both(account)} out of reach`
  return isAddressEqual(account, delegatee)
    ? `Let ${both(account)} cast its own voice`
    : `Let ${both(delegatee)} cast the voice of ${both(account)}`
}

/** A part of all voice that is within reach: "12.5%", to a hundredth. */
export function voiceShare(voice: bigint, reachable: bigint): string {
  return reachable === 0n ? '0%' : `${Number((voice * 10_000n) / reachable) / 100}%`
}

/** How it is decided, in a sentence. */
export function trackWords({ track, motion }: { track: DecisionInfo['track']; motion: Motion }): string {
  const { window, deadline, reachable, stopVoice, stopHeads, quorumVoice, quorumHeads } = motion
  if (track === 'lazy') {
    return `Lazy track: it passes after ${when(deadline)} (${formatDuration(window)}) unless ${voiceShare(stopVoice, reachable)} of the voice or ${counted(stopHeads, 'head objects', 'heads object')}.`
  }
  const heads = quorumHeads === 0 ? '' : ` and ${counted(quorumHeads, 'head', 'heads')}`
  return `Consensus track: it is voted on until ${when(deadline)} (${formatDuration(window)}). It takes ${voiceShare(quorumVoice, reachable)} of the voice${heads}, two thirds for it, and more heads for than against.`
}

/** "for 40% (4 heads), against 10% (1 head)". */
export function votesWords({ forVoice, againstVoice, headsFor, headsAgainst }: DecisionVotes, { reachable }: Motion): string {
  const side = (name: string, voice: bigint, heads: number) =>
    `${name} ${voiceShare(voice, reachable)} (${counted(heads, 'head', 'heads')})`
  return `${side('for', forVoice, headsFor)}, ${side('against', againstVoice, headsAgainst)}`
}

/** As in tokens of a venture. */
const ETH: Address = '0xEeeeeEeeeEeEeeEeEeEeeEEEeeeeEeeeeeeeEEeE'
