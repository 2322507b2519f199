import { concat, keccak256, Signature, toUtf8Bytes, ZeroAddress } from 'ethers'
import { type Chain, coder } from './chain.ts'
import type { VentureGhost, World } from './world.ts'

export const typeOf = (text: string) => keccak256(toUtf8Bytes(text))
const DOMAIN = typeOf('EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)')
const PROPOSAL = typeOf(
  'Proposal(address proposer,bytes32 entries,bytes32 workDays,bytes32 evidence,string evidenceURI,bytes32 task,uint256 nonce,uint256 deadline)',
)
const ATTESTATION = typeOf('Attestation(bytes32 batch,bytes32 entries,address attestor,uint256 deadline)')
const CONSENT = typeOf('AmendmentConsent(bytes32 batch,bytes32 amendment,address affiliate,uint256 deadline)')
const RESOLUTION = typeOf(
  'Resolution(bytes32 batch,uint256 objections,uint8 decision,uint256 allowed,bytes32 entries,address steward,uint256 deadline)',
)
export const ZERO_HASH = `0x${'0'.repeat(64)}`
export const FOREVER = 2n ** 64n

const CHAIN_ID = 31337n
const domains = new Map<string, string>()
/** Hash of an EIP-712 domain of version 1, on this chain if none is named. */
export function domainOf(name: string, contract: string, chainId = CHAIN_ID): string {
  const key = `${contract} ${chainId}`
  const known = domains.get(key)
  if (known) return known
  const values = [DOMAIN, typeOf(name), typeOf('1'), chainId, contract]
  const domain = keccak256(coder.encode(['bytes32', 'bytes32', 'bytes32', 'uint256', 'address'], values))
  domains.set(key, domain)
  return domain
}

/** Signs a struct, its type's hash being the first of the values; without a domain, the struct's hash itself. */
export function signStruct(chain: Chain, domain: string, signer: number, types: string[], values: unknown[]) {
  const struct = keccak256(coder.encode(types, values))
  const digest = domain === '' ? struct : keccak256(concat(['0x1901', domain, struct]))
  const wallet = chain.wallets[signer]
  if (!wallet) throw new Error(`nobody has number ${signer}`)
  return Signature.from(wallet.signingKey.sign(digest))
}

/* WHAT ACCOUNTS DO BY SIGNATURE */

/** What is signed, but for signer, nonce and deadline. */
export type Statement = {
  type: string
  /** ABI types of the values as they are hashed: bytes32 where a value is an array or a string. */
  types: readonly string[]
  values: readonly unknown[]
  /** The signer is the first field, not one of the last three. */
  isSignerFirst?: boolean
}
export type SignedAct = readonly [signer: string, nonce: bigint, deadline: bigint, signature: string]
/** How a signature is not what it should be. */
export type Forgery = { by?: number; signer?: number; deadline?: bigint; domain?: string; values?: readonly unknown[] }

const ACTS = {
  claimTo: typeOf(
    'ClaimTo(address account,address recipient,address[] tokens,uint8[] kinds,uint256 maxDebtEntries,address signer,uint256 nonce,uint256 deadline)',
  ),
  payee: typeOf('Payee(address account,address payee,address signer,uint256 nonce,uint256 deadline)'),
  move: typeOf('Move(address from,address to,address signer,uint256 nonce,uint256 deadline)'),
  acceptance: typeOf('MoveAcceptance(address from,address to,address proposer,address signer,uint256 nonce,uint256 deadline)'),
  presence: typeOf('Presence(address signer,uint256 nonce,uint256 deadline)'),
  objection: typeOf(
    'Objection(bytes32 subject,address account,bytes32 reason,string reasonURI,bytes32 amendment,address signer,uint256 nonce,uint256 deadline)',
  ),
  largeProposal: typeOf(
    'LargeProposal(address proposer,bytes32 totals,bytes32 root,uint256 leaves,bytes32 data,string dataURI,bytes32 task,uint256 nonce,uint256 deadline)',
  ),
} as const

const words = (values: readonly (string | number | bigint)[]) =>
  keccak256(`0x${values.map((value) => BigInt(value).toString(16).padStart(64, '0')).join('')}`)

export const statements = {
  claimTo: (account: string, recipient: string, tokens: readonly string[], kinds: readonly number[], max: bigint): Statement => ({
    type: ACTS.claimTo,
    types: ['address', 'address', 'bytes32', 'bytes32', 'uint256'],
    values: [account, recipient, words(tokens), words(kinds), max],
  }),
  payee: (account: string, payee: string): Statement => ({
    type: ACTS.payee,
    types: ['address', 'address'],
    values: [account, payee],
  }),
  move: (from: string, to: string): Statement => ({ type: ACTS.move, types: ['address', 'address'], values: [from, to] }),
  acceptance: (from: string, to: string, proposer = ZeroAddress): Statement => ({
    type: ACTS.acceptance,
    types: ['address', 'address', 'address'],
    values: [from, to, proposer],
  }),
  presence: (): Statement => ({ type: ACTS.presence, types: [], values: [] }),
  objection: (subject: string, account: string, reasonURI: string, amendment: string): Statement => ({
    type: ACTS.objection,
    types: ['bytes32', 'address', 'bytes32', 'bytes32', 'bytes32'],
    values: [subject, account, ZERO_HASH, typeOf(reasonURI), amendment],
  }),
  largeProposal: (totals: readonly bigint[], root: string, leaves: bigint, data: string, dataURI: string): Statement => ({
    type: ACTS.largeProposal,
    types: ['bytes32', 'bytes32', 'uint256', 'bytes32', 'bytes32', 'bytes32'],
    values: [words(totals), root, leaves, data, typeOf(dataURI), ZERO_HASH],
    isSignerFirst: true,
  }),
}

/** Signs what somebody does, or forges it. */
export function signAct(
  { chain }: World,
  { ledger }: VentureGhost,
  signer: number,
  nonce: bigint,
  { type, types, values, isSignerFirst = false }: Statement,
  forgery: Forgery = {},
): SignedAct {
  const { by = signer, deadline = FOREVER, domain = domainOf('OpenValueLedger', ledger) } = forgery
  const name = chain.accounts[forgery.signer ?? signer] as string
  const said = forgery.values ?? values
  const first = isSignerFirst ? { types: ['address'], values: [name] } : { types: [], values: [] }
  const last = isSignerFirst ? { types: [], values: [] } : { types: ['address'], values: [name] }
  const allTypes = ['bytes32', ...first.types, ...types, ...last.types, 'uint256', 'uint256']
  const allValues = [type, ...first.values, ...said, ...last.values, nonce, deadline]
  return [name, nonce, deadline, signStruct(chain, domain, by, allTypes, allValues).serialized]
}

/** In place of a signature of whoever sends the transaction. */
export const UNSIGNED: SignedAct = [ZeroAddress, 0n, 0n, '0x']

function sign(world: World, { ledger }: VentureGhost, signer: number, types: string[], values: unknown[]): string {
  return signStruct(world.chain, domainOf('OpenValueLedger', ledger), signer, types, values).serialized
}

export function signProposal(
  world: World,
  venture: VentureGhost,
  signer: number,
  {
    entriesHash,
    detailsHash,
    evidenceHash,
    evidenceURI,
    nonce,
  }: { entriesHash: string; detailsHash: string; evidenceHash: string; evidenceURI: string; nonce: bigint },
) {
  const signature = sign(
    world,
    venture,
    signer,
    ['bytes32', 'address', 'bytes32', 'bytes32', 'bytes32', 'bytes32', 'bytes32', 'uint256', 'uint256'],
    [PROPOSAL, world.account(signer), entriesHash, detailsHash, evidenceHash, typeOf(evidenceURI), ZERO_HASH, nonce, FOREVER],
  )
  return [world.account(signer), FOREVER, signature] as const
}

/** Attestations of these people, ascending by address; whoever is named in `silent` need not sign. */
export function attestations(
  world: World,
  venture: VentureGhost,
  batch: string,
  entriesHash: string,
  attestors: readonly number[],
  silent: readonly number[],
) {
  return ascending(world, attestors).map((n) => {
    const values = [ATTESTATION, batch, entriesHash, world.account(n), FOREVER]
    const signature = silent.includes(n)
      ? '0x'
      : sign(world, venture, n, ['bytes32', 'bytes32', 'bytes32', 'address', 'uint256'], values)
    return [world.account(n), [], FOREVER, signature]
  })
}

export function consents(world: World, venture: VentureGhost, batch: string, amendment: string, affiliates: readonly number[]) {
  return affiliates.map((n) => {
    const values = [CONSENT, batch, amendment, world.account(n), FOREVER]
    return [world.account(n), FOREVER, sign(world, venture, n, ['bytes32', 'bytes32', 'bytes32', 'address', 'uint256'], values)]
  })
}

export function resolutions(
  world: World,
  venture: VentureGhost,
  stewards: readonly number[],
  content: readonly [batch: string, objections: number, decision: number, allowed: bigint, entriesHash: string],
) {
  const types = ['bytes32', 'bytes32', 'uint256', 'uint8', 'uint256', 'bytes32', 'address', 'uint256']
  return ascending(world, stewards).map((n) => {
    const signature = sign(world, venture, n, types, [RESOLUTION, ...content, world.account(n), FOREVER])
    return [world.account(n), FOREVER, signature]
  })
}

function ascending(world: World, people: readonly number[]): number[] {
  return [...people].sort((a, b) => (world.account(a) < world.account(b) ? -1 : 1))
}
