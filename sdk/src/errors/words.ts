import { type Address, type Hex, getAddress, hexToString, numberToHex, trim } from 'viem'
import {
  type BatchStatus,
  type Change,
  type CoOwnerAction,
  batchStatusNames,
  campaignStateNames,
  changeNames,
  coOwnerActionNames,
  correctionStatusNames,
  moveStatusNames,
  proposalStatusNames,
  useStatusNames,
} from '../abis/enums.ts'
import { formatDuration } from '../utils/duration.ts'
import { formatShare } from '../utils/share.ts'

/** Page of the errors; one heading per file here. */
export const docs = (domain: string) => ({ docsPath: `/errors#${domain}` })

/** Pages of campaigns and of machines. */
export const campaignDocs = (section: 'agreement' | 'decisions' | 'pledging' | 'refunds' | 'release') => ({
  docsPath: `/campaigns#${section}`,
})
export const machineDocs = (section: 'decisions' | 'deposits' | 'invoices' | 'payback' | 'uses') => ({
  docsPath: `/machines#${section}`,
})

/** `Entry 4 (index 3)`: people count from one, arrays from zero. */
export const nth = (what: string, index: bigint) => `${what} ${index + 1n} (index ${index})`

/** `1 attestation`, `2 attestations`. */
export const count = (n: bigint, one: string, many = `${one}s`) => `${n} ${n === 1n ? one : many}`

/** `is` or `are`. */
export const be = (n: bigint) => (n === 1n ? 'is' : 'are')

/** `12.5% (1250 bps)` */
export const share = (bps: bigint) => `${formatShare(bps)} (${bps} bps)`

/** A span of seconds. */
export const duration = (seconds: bigint) => formatDuration(Number(seconds))

/** A time in seconds since 1970, to the second, in UTC. */
export function time(seconds: bigint): string {
  // What a date can't hold is no time anybody means; the number then says more.
  if (seconds > 8_640_000_000_000n) return `second ${seconds}`
  return `${new Date(Number(seconds) * 1000).toISOString().slice(0, 19).replace('T', ' ')} UTC`
}

/** `2 days 3 hours` from `from` to `to`, never negative. */
export const span = (from: bigint, to: bigint) => duration(to > from ? to - from : 0n)

/** An address in the last 20 bytes of a word, as subjects of changes have it. */
export const addressIn = (word: bigint): Address => getAddress(numberToHex(word & (2n ** 160n - 1n), { size: 20 }))

/** A short name in a word, as parameters have it. */
export const text = (word: Hex) => hexToString(trim(word, { dir: 'right' }))

export const batchStatus = (status: bigint): BatchStatus | 'unknown' => batchStatusNames[Number(status)] ?? 'unknown'
export const correctionStatus = (status: bigint) => correctionStatusNames[Number(status)] ?? 'unknown'
export const moveStatus = (status: bigint) => moveStatusNames[Number(status)] ?? 'unknown'
export const campaignState = (state: bigint) => campaignStateNames[Number(state)] ?? 'unknown'
export const proposalStatus = (status: bigint) => proposalStatusNames[Number(status)] ?? 'unknown'
export const useStatus = (status: bigint) => useStatusNames[Number(status)] ?? 'unknown'
export const actionName = (action: number): CoOwnerAction | 'unknown' => coOwnerActionNames[action] ?? 'unknown'
/** Of OpenZeppelin's `ProposalState`. */
const governorStateNames = [
  'pending',
  'in its window',
  'withdrawn',
  'defeated',
  'passed',
  'queued',
  'expired',
  'executed',
] as const
export const governorState = (state: bigint | number) => governorStateNames[Number(state)] ?? 'unknown'

/** `in its window or passed`, of a bitmap of states. */
export function governorStates(bitmap: Hex): string {
  const names = governorStateNames.filter((_, i) => ((BigInt(bitmap) >> BigInt(i)) & 1n) === 1n)
  return names.length === 0 ? 'not to exist' : names.join(' or ')
}

export const changeName = (change: number): Change | 'unknown' => changeNames[change] ?? 'unknown'

/** What a change is called in a sentence. */
export function changeWords(change: number): string {
  const words: Record<Change | 'unknown', string> = {
    pool: 'a new pool',
    kind: 'a new kind',
    kindClosed: 'closing a kind',
    equation: 'a new equation',
    weight: 're-weighing a kind',
    token: 'listing or muting a token',
    governor: 'another governor',
    noticePeriod: 'another notice period',
    steward: 'appointing or removing a steward',
    parameters: 'other parameters',
    bar: 'barring or re-admitting an account',
    unknown: `change ${change}`,
  }
  return words[changeName(change)]
}

/** What a decision of pledgers and co-owners is called in a sentence. */
export function actionWords(action: number): string {
  const words: Record<CoOwnerAction | 'unknown', string> = {
    purchase: 'the purchase of a machine',
    delivery: 'paying for work delivered',
    custodian: 'another custodian',
    steward: 'appointing or removing a steward',
    scenario: 'a scenario of the rate card',
    material: 'a material of the rate card',
    spending: 'spending maintenance money',
    token: 'listing or muting a token',
    move: 'moving an account',
    unknown: `action ${action}`,
  }
  return words[actionName(action)]
}

/** The same with a capital letter, to begin a sentence. */
export const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1)
