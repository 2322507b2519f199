import { type ProposalStatus, proposalStatusNames, type UseStatus, useStatusNames } from '../../../sdk/src/abis/enums.ts'
import { within } from '../words.ts'

/** First slots, as `docs/decisions/storage.md` lists them; a check holds them against the compiler's. */
export const CAMPAIGN_SLOTS = {
  proposalCount: 0n,
  proposals: 1n,
  proposers: 2n,
  objections: 3n,
  totals: 6n,
  positions: 8n,
  nonces: 9n,
} as const
export const MACHINE_SLOTS = {
  head: 0n,
  books: 1n,
  laterTokens: 2n,
  debtPools: 3n,
  accountBooks: 4n,
  links: 5n,
  custody: 6n,
  settlement: 7n,
  stewards: 8n,
  scenarios: 9n,
  materials: 10n,
  coOwners: 11n,
  deposits: 12n,
  uses: 13n,
  contesters: 14n,
} as const

export const SCENARIOS = 8
export const MATERIALS = 6
const PAYBACK = 1

/** Who and what the words of all campaigns and machines are about. Addresses in lower case. */
export type Cast = {
  /** Everyone who pledges, objects, proposes, pays or puts money by. */
  people: readonly string[]
  /** Everyone who may be owed something besides payback. */
  creditors: readonly string[]
  stewards: readonly string[]
  tokens: readonly string[]
}

export type Place = { name: string; slot: bigint }

/** Slots that are the same in every campaign. */
export function campaignPlaces({ people }: Cast): Place[] {
  const { proposalCount, totals, proposers, positions, nonces } = CAMPAIGN_SLOTS
  return [
    { name: 'count', slot: proposalCount },
    { name: 'totals', slot: totals },
    { name: 'spent', slot: totals + 1n },
    ...people.flatMap((account) => [
      { name: `position ${account}`, slot: within(positions, account) },
      { name: `proposer ${account}`, slot: within(proposers, account) },
      { name: `nonces ${account}`, slot: within(within(nonces, account), 0) },
    ]),
  ]
}

export function proposalPlaces(id: number, objectors: readonly string[]): Place[] {
  const first = within(CAMPAIGN_SLOTS.proposals, id)
  return [
    ...[0n, 1n, 2n].map((i) => ({ name: `proposal ${id} ${i}`, slot: first + i })),
    ...objectors.map((account) => ({
      name: `objection ${id} ${account}`,
      slot: within(CAMPAIGN_SLOTS.objections, id, account),
    })),
  ]
}

/** Slots that are the same in every machine. */
export function machinePlaces({ people, creditors, stewards, tokens }: Cast): Place[] {
  const slots = MACHINE_SLOTS
  const numbers = (count: number) => Array.from({ length: count }, (_, i) => i)
  return [
    { name: 'head', slot: slots.head },
    { name: 'custody', slot: slots.custody },
    { name: 'settlement', slot: slots.settlement },
    { name: 'debt', slot: within(slots.debtPools, PAYBACK) },
    { name: 'line', slot: within(slots.debtPools, PAYBACK) + 1n },
    ...tokens.map((token) => ({ name: `book ${token}`, slot: within(slots.books, token) })),
    ...tokens.map((_, i) => ({ name: `later ${i}`, slot: within(slots.laterTokens, i) })),
    ...tokens.flatMap((token) =>
      creditors.map((account) => ({
        name: `credit ${token} ${account}`,
        slot: within(slots.accountBooks, token, account),
      })),
    ),
    ...stewards.map((account) => ({ name: `steward ${account}`, slot: within(slots.stewards, account) })),
    ...numbers(SCENARIOS).map((id) => ({ name: `scenario ${id}`, slot: within(slots.scenarios, id) })),
    ...numbers(MATERIALS).map((id) => ({ name: `material ${id}`, slot: within(slots.materials, id) })),
    ...people.flatMap((account) => [
      { name: `link ${account}`, slot: within(slots.links, account) },
      { name: `coOwner ${account}`, slot: within(slots.coOwners, account) },
      { name: `deposit ${account}`, slot: within(slots.deposits, account) },
    ]),
  ]
}

/** What a machine keeps under its own address. */
export function ownPlaces(machine: string, { tokens }: Cast): Place[] {
  return tokens.map((token) => ({
    name: `credit ${token} ${machine}`,
    slot: within(MACHINE_SLOTS.accountBooks, token, machine),
  }))
}

export function usePlaces(id: string): Place[] {
  return [
    { name: `use ${id}`, slot: within(MACHINE_SLOTS.uses, id) },
    { name: `contester ${id}`, slot: within(MACHINE_SLOTS.contesters, id) },
  ]
}

/** Words of a contract by their names, read when asked for. */
class Words {
  private readonly extra: ReadonlyMap<string, number>

  constructor(
    private readonly fixed: ReadonlyMap<string, number>,
    growing: readonly Place[],
    readonly text: string,
  ) {
    this.extra = new Map(growing.map(({ name }, i) => [name, fixed.size + i]))
  }

  names(): string[] {
    return [...this.fixed.keys(), ...this.extra.keys()]
  }
  textOf(name: string): string {
    const i = this.fixed.get(name) ?? this.extra.get(name)
    return i === undefined ? '0' : this.text.slice(64 * i, 64 * i + 64)
  }
  has(name: string): boolean {
    return this.fixed.has(name) || this.extra.has(name)
  }
  word(name: string): bigint {
    return BigInt(`0x${this.textOf(name)}`)
  }
  /** `bits` bits of a word, from the lowest `at`. */
  protected bits(name: string, at: bigint, bits: bigint): bigint {
    return (this.word(name) >> at) & ((1n << bits) - 1n)
  }
  protected address(name: string, at = 0n): string {
    return `0x${this.bits(name, at, 160n).toString(16).padStart(40, '0')}`
  }
}

/** A campaign read from its words alone, by code that shares nothing with the model. */
export class CampaignView extends Words {
  get raised(): bigint {
    return this.bits('totals', 0n, 88n)
  }
  get paidBack(): bigint {
    return this.bits('totals', 88n, 88n)
  }
  get unpaid(): number {
    return Number(this.bits('totals', 176n, 32n))
  }
  get isCancelled(): boolean {
    return this.bits('totals', 208n, 8n) !== 0n
  }
  get isReleased(): boolean {
    return this.bits('totals', 216n, 8n) !== 0n
  }
  get spent(): bigint {
    return this.bits('spent', 0n, 88n)
  }
  get count(): number {
    return Number(this.word('count'))
  }
  pledged(account: string): bigint {
    return this.bits(`position ${account}`, 160n, 88n)
  }
  refundTo(account: string): string {
    return this.address(`position ${account}`)
  }
  isPaidBack(account: string): boolean {
    return (this.bits(`position ${account}`, 248n, 8n) & 1n) !== 0n
  }
  isPlaceholder(account: string): boolean {
    return (this.bits(`position ${account}`, 248n, 8n) & 2n) !== 0n
  }
  status(id: number): ProposalStatus {
    return proposalStatusNames[Number(this.bits(`proposal ${id} 1`, 200n, 8n))] ?? 'none'
  }
  readyAt(id: number): bigint {
    return this.bits(`proposal ${id} 1`, 160n, 40n)
  }
  objections(id: number): bigint {
    return this.bits(`proposal ${id} 2`, 0n, 88n)
  }
  hasObjected(id: number, account: string): boolean {
    return this.word(`objection ${id} ${account}`) !== 0n
  }
  /** The last proposal of an account, how often it was stopped, and when. */
  proposer(account: string): { proposal: number; stops: number; stoppedAt: bigint } {
    const name = `proposer ${account}`
    return {
      proposal: Number(this.bits(name, 0n, 64n)),
      stops: Number(this.bits(name, 64n, 32n)),
      stoppedAt: this.bits(name, 96n, 40n),
    }
  }
}

/** A machine read from its words alone. */
export class MachineView extends Words {
  get version(): number {
    return Number(this.bits('head', 160n, 32n))
  }
  get laterCount(): number {
    return Number(this.bits('head', 216n, 8n))
  }
  get end(): bigint {
    return this.bits('line', 0n, 128n)
  }
  get repaid(): bigint {
    return this.bits('line', 128n, 128n)
  }
  get custodian(): string {
    return this.address('custody')
  }
  get scenarioCount(): number {
    return Number(this.bits('custody', 160n, 8n))
  }
  get materialCount(): number {
    return Number(this.bits('custody', 168n, 8n))
  }
  get coOwnerCount(): number {
    return Number(this.bits('settlement', 0n, 32n))
  }
  get settledCount(): number {
    return Number(this.bits('settlement', 32n, 32n))
  }
  get settledSum(): bigint {
    return this.bits('settlement', 64n, 128n)
  }
  laterToken(i: number): string {
    return this.address(`later ${i}`)
  }
  accounted(token: string): bigint {
    return this.bits(`book ${token}`, 0n, 128n)
  }
  isMuted(token: string): boolean {
    return this.bits(`book ${token}`, 168n, 8n) !== 0n
  }
  credit(token: string, account: string): bigint {
    return this.bits(`credit ${token} ${account}`, 0n, 128n)
  }
  link(account: string): string | undefined {
    return this.bits(`link ${account}`, 160n, 8n) === 0n ? undefined : this.address(`link ${account}`)
  }
  isSteward(account: string): boolean {
    return this.word(`steward ${account}`) !== 0n
  }
  paid(account: string): bigint {
    return this.bits(`coOwner ${account}`, 88n, 96n)
  }
  isSettled(account: string): boolean {
    return this.bits(`coOwner ${account}`, 184n, 8n) !== 0n
  }
  deposit(account: string): bigint {
    return this.word(`deposit ${account}`)
  }
  scenario(id: number) {
    const part = (at: bigint, bits = 80n) => this.bits(`scenario ${id}`, at, bits)
    return {
      pricePerHour: part(0n),
      maintenancePerHour: part(80n),
      technicianPerHour: part(160n),
      coOwnersOnly: part(240n, 8n) !== 0n,
      inKind: part(248n, 8n) !== 0n,
    }
  }
  material(id: number) {
    const name = `material ${id}`
    return { supplier: this.address(name), price: this.bits(name, 160n, 88n), decimals: this.bits(name, 248n, 8n) }
  }
  useStatus(id: string): UseStatus {
    return useStatusNames[Number(this.bits(`use ${id}`, 0n, 8n))] ?? 'none'
  }
  useVersion(id: string): number {
    return Number(this.bits(`use ${id}`, 8n, 32n))
  }
  usePaid(id: string): bigint {
    return this.bits(`use ${id}`, 40n, 88n)
  }
  contester(id: string): string {
    return this.address(`contester ${id}`)
  }
}
