import { readFileSync, writeFileSync } from 'node:fs'
import { type Hex, getAddress, isAddress, isHash, isHex, keccak256, stringToBytes } from 'viem'
import * as z from 'zod'
import { existing } from './context.ts'
import { InputError } from './errors.ts'
import { userPath } from './local.ts'
import { toJson } from './output.ts'

const text = z.string()
const address = text.refine((value) => isAddress(value, { strict: false }), 'no address').transform((value) => getAddress(value))
const hash = text.refine((value): value is Hex => isHash(value), 'no hash')
const hex = text.refine((value): value is Hex => isHex(value) && value.length % 2 === 0, 'no hexadecimal bytes')
const uint = text.regex(/^\d{1,78}$/, 'no whole number').transform(BigInt)
const kinds = z.array(z.number().int().min(0).max(255)).readonly()

const signedAct = z.object({ signer: address, nonce: uint, deadline: uint, signature: hex })
const signedBy = z.object({ signer: address, deadline: uint, signature: hex })
const reference = z.object({ uri: text, hash })
const batchHeader = z.object({ entriesHash: hash, detailsHash: hash, evidenceHash: hash, proposer: address, nonce: uint })
const move = z.object({ ledger: address, from: address, to: address, proposer: address, reasonHash: hash, nonce: uint })
const objection = { ledger: address, subject: hash, account: address, reason: reference, kinds, act: signedAct }

/** What can be signed in place of a transaction, and what of it a file holds. */
const contents = {
  ClaimTo: z.object({
    ledger: address,
    account: address,
    recipient: address,
    tokens: z.array(address).readonly(),
    kinds,
    maxDebtEntries: uint,
    act: signedAct,
  }),
  Payee: z.object({ ledger: address, account: address, payee: address, act: signedAct }),
  BatchObjection: z.object({
    ...objection,
    header: batchHeader,
    entries: z.array(uint).readonly(),
    amendedEntries: z.array(uint).readonly(),
  }),
  MoveObjection: z.object({ ...objection, move }),
  Move: z.object({ ledger: address, from: address, to: address, fromAct: signedAct }),
  /** Its proposer is zero where the account moves by itself. */
  MoveAcceptance: z.object({ ledger: address, from: address, to: address, proposer: address, toAct: signedAct }),
  Presence: z.object({ ledger: address, act: signedAct }),
  Proposal: z.object({
    ledger: address,
    proposal: z.object({
      entries: z.array(uint).readonly(),
      workDays: hex,
      evidenceHash: hash,
      evidenceURI: text,
      task: hash,
      nonce: uint,
    }),
    proposer: signedBy,
  }),
  LargeProposal: z.object({
    ledger: address,
    proposal: z.object({
      totals: z.array(uint).readonly(),
      root: hash,
      leaves: uint,
      dataHash: hash,
      dataURI: text,
      task: hash,
      nonce: uint,
    }),
    act: signedAct,
  }),
  Attestation: z.object({ ledger: address, batch: hash, entriesHash: hash, attestor: signedBy }),
  MoveAttestation: z.object({ ledger: address, batch: hash, entriesHash: hash, attestor: signedBy }),
  Delegation: z.object({
    ledger: address,
    signer: address,
    delegation: z.object({ delegatee: address, nonce: uint, expiry: uint }),
    signature: hex,
  }),
  /** A vote or an objection. */
  Ballot: z.object({
    ledger: address,
    governor: address,
    ballot: z.object({ decision: uint, support: z.enum(['against', 'for', 'abstain']), voter: address, reason: text }),
    /** When the decision takes no more of them. */
    until: uint,
    signature: hex,
  }),
  Pledge: z.object({
    campaign: address,
    signed: z.object({
      pledger: address,
      amount: uint,
      agreementHash: hash,
      refundTo: address,
      nonce: uint,
      deadline: uint,
    }),
    signature: hex,
    permit: z.object({ value: uint, deadline: uint, v: z.number().int(), r: hash, s: hash }).optional(),
  }),
} as const

export type ActName = keyof typeof contents
export type ContentOf<name extends ActName> = z.output<(typeof contents)[name]>
/** Something that was signed, and what is needed to submit it. */
export type Signed = { [name in ActName]: { act: name; content: ContentOf<name> } }[ActName]
export type SignedOf<name extends ActName> = Extract<Signed, { act: name }>

/** A signature in a file, which anybody may submit. */
export type SignedFile = Signed & {
  /** Chain it is good on. */
  chainId: number
  /** As its signer was told; for people only. */
  what: string
  goodUntil: string
  /** As the command line named it. */
  file: string
  /** Of everything that was signed: the same file under another name is the same. */
  digest: Hex
}

/** What a file is called that something signed is put in. */
export function signedName(file: string): string {
  return /\.json$/i.test(file) ? file : `${file}.signed.json`
}

/** Writes it where its user means it; where that is. */
export function writeSigned(
  file: string,
  { what, goodUntil, chainId, act, content }: Signed & Pick<SignedFile, 'what' | 'goodUntil' | 'chainId'>,
): string {
  const path = userPath(signedName(file))
  writeFileSync(path, `${toJson({ version: 1, what, goodUntil, chainId, act, content })}\n`)
  return path
}

/**
 * Reads what somebody has signed.
 *
 * @throws {InputError} no such file, something else in it, or for another chain
 */
export function readSigned(file: string, chainId: number): SignedFile {
  const { act, what, goodUntil, chainId: signedFor, content } = parse(file)
  if (signedFor !== chainId) {
    throw new InputError(`${file} was signed for chain ${signedFor}, and this is chain ${chainId}.`, [
      'Name the network it is for with --network.',
    ])
  }
  const digest = keccak256(stringToBytes(toJson({ chainId, act, content })))
  return { act, content, chainId, what, goodUntil, file, digest } as SignedFile
}

/** The same, where it has to be one of certain acts. */
export function readSignedAct<name extends ActName>(file: string, chainId: number, ...names: readonly name[]): SignedOf<name> {
  const signed = readSigned(file, chainId)
  if ((names as readonly ActName[]).includes(signed.act)) return signed as unknown as SignedOf<name>
  throw new InputError(`${file} holds a signed ${signed.act}, expected ${names.join(' or ')}.`)
}

const envelope = z.object({
  version: z.literal(1),
  what: text,
  goodUntil: text,
  chainId: z.number().int(),
  act: z.enum(Object.keys(contents) as [ActName, ...ActName[]]),
})

function parse(file: string): z.output<typeof envelope> & { content: ContentOf<ActName> } {
  const hints = ['--sign FILE of a command writes one: claim --to, payee, log, object, move, and others.']
  try {
    const json = JSON.parse(readFileSync(existing(file), 'utf8')) as { content?: unknown }
    const head = envelope.parse(json)
    return { ...head, content: contents[head.act].parse(json.content) }
  } catch (error) {
    if (error instanceof SyntaxError) throw new InputError(`${file} is no signed file: it is no JSON.`, hints)
    if (!(error instanceof z.ZodError)) throw error
    const [issue] = error.issues
    const where = issue?.path.join('.') || 'its top'
    throw new InputError(`${file} is no signed file: at ${where}, ${issue?.message ?? 'something is wrong'}.`, hints)
  }
}
