import { type Address, type Hash, type TransactionReceipt, getAddress, isAddressEqual } from 'viem'
import { multicall } from 'viem/actions'
import { ventureAbi } from '../../abis/venture.ts'
import { addresses } from '../../addresses/deployed.ts'
import type { BaseError } from '../../errors/base.ts'
import { toOpenValueError } from '../../errors/decode.ts'
import { SweepVentureForeignError } from '../../errors/sweep.ts'
import { TokenNotListedError } from '../../errors/token.ts'
import { checkBounds } from '../internal/bounds.ts'
import { MAX_DEBT_ENTRIES } from '../internal/claims.ts'
import type { PreparedTransaction, ReadClient, SendOptions, WriteClient } from '../internal/client.ts'
import { isCloneOf } from '../internal/clones.ts'
import { mapConcurrently } from '../internal/concurrently.ts'
import { read } from '../internal/read.ts'
import { type Hop, orderHops, readUpstream } from '../internal/upstream.ts'
import { sendPrepared, simulatePrepared } from '../internal/write.ts'
import type { ClaimParameters } from './claim.ts'
import { type ClaimResult, claimBatchAndWait, prepareClaimBatch } from './claimBatch.ts'
import { getHoldings } from './getHoldings.ts'

export type SweepParameters = {
  /** Where the payments begin. */
  venture: Address
  /** Default: all that each venture lists. */
  tokens?: readonly Address[]
  /** So many ventures in a row are followed; 1 to 32. Default: 8. */
  maxDepth?: number
  /** Debt entries walked at most, per pool. Default: 100. */
  maxDebtEntries?: bigint
  /** Gas each payment may use; one that needs more fails alone. Default: 1,000,000. */
  gasEach?: bigint
  claimBatch?: Address
  lens?: Address
  ventureImplementation?: Address
}

/** What one venture pays another. */
export type SweepHop = ClaimParameters & {
  /** What it would get now, each payment before this one made: smallest units. */
  amounts: { token: Address; amount: bigint }[]
}

/** What lies upstream of a venture. */
type SweepWay = {
  /** Ventures that name each other in a circle: what comes round waits for the next time. */
  cycles: Address[][]
  /** Ventures beyond `maxDepth`, or behind more payments than one transaction takes: sweep from there. */
  notFollowed: Address[]
  /** Payments that would fail, which are left out. */
  failing: (Hop & { tokens: readonly Address[]; error: BaseError })[]
}

export type PrepareSweepReturnType = SweepWay & {
  /** In their order. */
  hops: SweepHop[]
  /** `undefined` where nothing is owed. */
  transaction: PreparedTransaction | undefined
}

export type SweepReturnType = SweepWay & {
  /** In their order, with what was paid. */
  hops: (Hop & ClaimResult)[]
  /** `undefined` where nothing was owed, and nothing sent. */
  receipt: TransactionReceipt | undefined
}

const MAX_DEPTH = 8
const DEPTH_LIMIT = 32
const GAS_EACH = 1_000_000n
/** All are tried in one call, whose code has to hold them. */
const MAX_HOPS = 24

/**
 * Finds what is owed up the chain, and the call that pays all of it.
 *
 * @throws the errors of `sweepAndWait`
 */
export async function prepareSweep(client: ReadClient, parameters: SweepParameters): Promise<PrepareSweepReturnType> {
  const {
    tokens,
    maxDepth = MAX_DEPTH,
    maxDebtEntries = MAX_DEBT_ENTRIES,
    gasEach = GAS_EACH,
    claimBatch,
    lens = addresses.lens,
    ventureImplementation = addresses.ventureImplementation,
  } = parameters
  const venture = getAddress(parameters.venture)
  checkBounds('maxDepth', maxDepth, 1, DEPTH_LIMIT)
  if (!(await isCloneOf(client, venture, ventureImplementation))) {
    throw new SweepVentureForeignError(venture, ventureImplementation)
  }
  await checkListed(client, venture, tokens)

  const { upstream, notFollowed } = await readUpstream(client, { venture, maxDepth, lens, ventureImplementation })
  const { hops: all, cycles } = orderHops(venture, upstream)
  const claims = await mapConcurrently(all.slice(0, MAX_HOPS), async (hop): Promise<ClaimParameters> => {
    const [listed, holdings] = await Promise.all([tokensOf(client, hop.venture), getHoldings(client, { ...hop, lens })])
    return { ...hop, tokens: named(listed, tokens), kinds: holdings.map(({ kind }) => kind), maxDebtEntries }
  })
  const { hops, failing } = await tryApart(client, claims)
  const beyond = all.slice(MAX_HOPS).map((hop) => hop.venture)
  return {
    hops,
    cycles,
    failing,
    notFollowed: [...new Set([...notFollowed, ...beyond])],
    transaction: hops.length === 0 ? undefined : prepareClaimBatch({ claims: hops.map(toClaim), gasEach, claimBatch }),
  }
}

/** Asks the chain whether it would go through; sends nothing. */
export async function simulateSweep(
  client: WriteClient,
  parameters: SweepParameters,
  options: SendOptions = {},
): Promise<PrepareSweepReturnType> {
  const prepared = await prepareSweep(client, parameters)
  if (prepared.transaction) await simulatePrepared(client, prepared.transaction, options)
  return prepared
}

/** Sends it, and does not wait; sends nothing where nothing is owed. */
export async function writeSweep(
  client: WriteClient,
  parameters: SweepParameters,
  options: SendOptions = {},
): Promise<Hash | undefined> {
  const { transaction } = await prepareSweep(client, parameters)
  return transaction && sendPrepared(client, transaction, options)
}

/**
 * Gives back upstream in one transaction: pays every venture the equation of this one names what it is owed, then those that their
 * equations name, and so on up the chain. Each payment is on its own: one that fails changes nothing for the others.
 *
 * @example
 * const { hops } = await sweepAndWait(client, { venture, tokens: [usdc] })
 * for (const { account, ...hop } of hops) if (hop.status === 'paid') console.log(account, hop.paid)
 * @throws {SweepVentureForeignError} no venture, or of another factory
 * @throws {TokenNotListedError} the venture doesn't pay in this token
 * @throws {ParameterOutOfBoundsError} `maxDepth`
 * @throws {ClaimGasTooLowError}
 */
export async function sweepAndWait(
  client: WriteClient,
  parameters: SweepParameters,
  options: SendOptions = {},
): Promise<SweepReturnType> {
  const { hops, transaction, ...way } = await prepareSweep(client, parameters)
  if (!transaction) return { ...way, hops: [], receipt: undefined }
  const { gasEach = GAS_EACH, claimBatch } = parameters
  const { results, receipt } = await claimBatchAndWait(client, { claims: hops.map(toClaim), gasEach, claimBatch }, options)
  const paid = hops.map(({ venture, account, tokens }, i) => ({ venture, account, ...resultFor(tokens, results[i]) }))
  return { ...way, hops: paid, receipt }
}

/** Of a payment that was split by tokens, its own part. */
function resultFor(tokens: readonly Address[], result: ClaimResult | undefined): ClaimResult {
  if (result?.status !== 'paid') return result ?? { status: 'failed', reason: '0x', error: undefined }
  return { status: 'paid', paid: result.paid.filter(({ token }) => named([token], tokens).length > 0) }
}

function tokensOf(client: ReadClient, venture: Address): Promise<readonly Address[]> {
  return read(client, { abi: ventureAbi, address: venture, functionName: 'tokens' })
}

function named(listed: readonly Address[], tokens: readonly Address[] | undefined): Address[] {
  return listed.filter((token) => !tokens || tokens.some((other) => isAddressEqual(other, token)))
}

async function checkListed(client: ReadClient, venture: Address, tokens: readonly Address[] = []): Promise<void> {
  if (tokens.length === 0) return
  const listed = await tokensOf(client, venture)
  const missing = tokens.find((token) => named(listed, [token]).length === 0)
  if (missing) throw new TokenNotListedError(missing)
}

function toClaim({ amounts: _, ...claim }: SweepHop): ClaimParameters {
  return claim
}

/** A payment that fails is tried again token by token, so that one token holds up no other. */
async function tryApart(client: ReadClient, claims: readonly ClaimParameters[]): ReturnType<typeof tryAll> {
  const together = await tryAll(client, claims)
  const fails = ({ venture, account }: Hop) =>
    together.failing.some((hop) => isAddressEqual(hop.venture, venture) && isAddressEqual(hop.account, account))
  if (!claims.some((claim) => claim.tokens.length > 1 && fails(claim))) return together
  const apart = (claim: ClaimParameters) => claim.tokens.map((token) => ({ ...claim, tokens: [token] }))
  return tryAll(
    client,
    claims.flatMap((claim) => (fails(claim) ? apart(claim) : [claim])),
  )
}

/**
 * Makes all payments one after the other in a call that changes nothing, and asks before each what it will be: later ones are of
 * what earlier ones bring.
 */
async function tryAll(
  client: ReadClient,
  claims: readonly ClaimParameters[],
): Promise<{ hops: SweepHop[]; failing: SweepWay['failing'] }> {
  const asked = claims.filter(({ tokens }) => tokens.length > 0)
  const contracts = asked.flatMap(({ venture: address, account, tokens, kinds, maxDebtEntries = MAX_DEBT_ENTRIES }) => [
    { abi: ventureAbi, address, functionName: 'previewClaim', args: [account, tokens, kinds] } as const,
    { abi: ventureAbi, address, functionName: 'claim', args: [account, tokens, kinds, maxDebtEntries] } as const,
  ])
  if (contracts.length === 0) return { hops: [], failing: [] }
  const answers = await answersTo(client, contracts)
  const hops: SweepHop[] = []
  const failing: SweepWay['failing'] = []
  for (const [i, claim] of asked.entries()) {
    const [preview, made] = answers.slice(2 * i, 2 * i + 2)
    const amounts = claim.tokens
      .map((token, j) => ({ token, amount: (preview?.result as readonly bigint[] | undefined)?.[j] ?? 0n }))
      .filter(({ amount }) => amount > 0n)
    const { venture, account, tokens } = claim
    const error = preview?.error ?? made?.error
    if (error) failing.push({ venture, account, tokens, error: toOpenValueError(error) })
    else if (amounts.length > 0) hops.push({ ...claim, tokens: amounts.map(({ token }) => token), amounts })
  }
  return { hops, failing }
}

type Answer = { status: 'success' | 'failure'; result?: unknown; error?: Error }

/** One call after the other, none of which lasts. */
async function answersTo(client: ReadClient, contracts: readonly object[]): Promise<Answer[]> {
  try {
    return await multicall(client, { contracts: contracts as never, deployless: true, batchSize: 0 })
  } catch (error) {
    throw toOpenValueError(error)
  }
}
