import { concat, keccak256, Signature, toUtf8Bytes } from 'ethers'
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

const domains = new Map<string, string>()
/** Hash of an EIP-712 domain of version 1 on this chain. */
export function domainOf(name: string, contract: string): string {
  const known = domains.get(contract)
  if (known) return known
  const domain = keccak256(
    coder.encode(['bytes32', 'bytes32', 'bytes32', 'uint256', 'address'], [DOMAIN, typeOf(name), typeOf('1'), 31337n, contract]),
  )
  domains.set(contract, domain)
  return domain
}

/** Signs a struct, its type's hash being the first of the values. */
export function signStruct(chain: Chain, domain: string, signer: number, types: string[], values: unknown[]) {
  const digest = keccak256(concat(['0x1901', domain, keccak256(coder.encode(types, values))]))
  const wallet = chain.wallets[signer]
  if (!wallet) throw new Error(`nobody has number ${signer}`)
  return Signature.from(wallet.signingKey.sign(digest))
}

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
    [
      PROPOSAL,
      world.account(signer),
      entriesHash,
      detailsHash,
      evidenceHash,
      typeOf(evidenceURI),
      ZERO_HASH,
      nonce,
      FOREVER,
    ],
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
