import {
  type Abi,
  type Address,
  type ContractFunctionName,
  type Hash,
  type Hex,
  type TransactionReceipt,
  isAddressEqual,
  size,
  slice,
  toFunctionSelector,
} from 'viem'
import { accountBoardAbi } from '../../abis/accountBoard.ts'
import { campaignAbi } from '../../abis/campaign.ts'
import { contributionLedgerAbi } from '../../abis/contributionLedger.ts'
import { largeBatchesAbi } from '../../abis/largeBatches.ts'
import { lazyConsensusGovernorAbi } from '../../abis/lazyConsensusGovernor.ts'
import { relayBatchAbi } from '../../abis/relayBatch.ts'
import { reviewBoardAbi } from '../../abis/reviewBoard.ts'
import { addresses } from '../../addresses/deployed.ts'
import type { BaseError } from '../../errors/base.ts'
import { type ContractErrorNames, contractErrors } from '../../errors/contract.ts'
import { errorNameOf, toOpenValueError } from '../../errors/decode.ts'
import { RelayCallForeignError, RelayCallValueError, RelayEmptyError } from '../../errors/relay.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { isCloneOf } from '../internal/clones.ts'
import { mapConcurrently } from '../internal/concurrently.ts'
import {
  contractCall,
  eventsIn,
  prepare,
  sendPrepared,
  sendPreparedAndWait,
  simulate,
  simulatePrepared,
} from '../internal/write.ts'

export type RelaySignedParameters = {
  /** Prepared of what others have signed, as by `prepareClaimToFor` or `prepareProposeBatchFor`. */
  calls: readonly PreparedTransaction[]
  /** Gas each call may use; one that needs more fails alone. Default: 1,000,000. */
  gasEach?: bigint
  relayBatch?: Address
  accountBoard?: Address
  reviewBoard?: Address
  largeBatches?: Address
  ledgerImplementation?: Address
  governorImplementation?: Address
  campaignImplementation?: Address
}

export type RelayResult =
  | { status: 'done' }
  /**
   * Nothing of it happened, and nothing was lost. `reason` is the first 4 bytes of what came back, which a simulation doesn't tell;
   * `details` what the call is answered on its own, where it fails then, too.
   */
  | { status: 'failed'; reason: Hex; error: ContractErrorNames | undefined; details: BaseError | undefined }

export type RelaySignedReturnType = {
  /** In the order of the calls. */
  results: RelayResult[]
  receipt: TransactionReceipt
}

const GAS_EACH = 1_000_000n

const selectorsOf = <const abi extends Abi>(abi: abi, ...names: ContractFunctionName<abi>[]): ReadonlySet<Hex> => {
  const functions = abi.filter((item) => item.type === 'function' && (names as string[]).includes(item.name))
  return new Set(functions.map((item) => toFunctionSelector(item as Extract<typeof item, { type: 'function' }>)))
}

/** What takes a signature instead of a sender, by whom it is taken. */
const SIGNED = {
  accountBoard: selectorsOf(accountBoardAbi, 'claimTo', 'setPayee', 'move', 'showPresenceFor', 'objectToMoveFor'),
  reviewBoard: selectorsOf(
    reviewBoardAbi,
    'objectFor',
    'objectToCorrectionFor',
    'publishAttestation',
    'acceptAttested',
    'acceptAmendment',
    'resolve',
  ),
  largeBatches: selectorsOf(largeBatchesAbi, 'proposeFor'),
  ledgerImplementation: selectorsOf(contributionLedgerAbi, 'proposeFor', 'delegateBySig'),
  governorImplementation: selectorsOf(lazyConsensusGovernorAbi, 'castVoteBySig', 'castVoteWithReasonAndParamsBySig'),
  campaignImplementation: selectorsOf(campaignAbi, 'pledgeSigned', 'setRefundToSigned'),
}

/**
 * The call, for a wallet, a Safe or a bundle. Whether a target is a ledger, a governor or a campaign only a chain tells: the other forms ask.
 *
 * @throws {RelayCallForeignError}
 * @throws {RelayCallValueError}
 * @throws {RelayEmptyError}
 */
export function prepareRelaySigned(parameters: RelaySignedParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain which calls would go through; sends nothing. */
export async function simulateRelaySigned(
  client: WriteClient,
  parameters: RelaySignedParameters,
  options: SendOptions = {},
): Promise<RelayResult[]> {
  await checkClones(client, parameters)
  const done = await simulate(client, callOf(parameters), options)
  return resultsOf(client, parameters, (i) => (done[i] ? undefined : '0x'))
}

/** Sends it, and does not wait. */
export async function writeRelaySigned(
  client: WriteClient,
  parameters: RelaySignedParameters,
  options: SendOptions = {},
): Promise<Hash> {
  await checkClones(client, parameters)
  return sendPrepared(client, prepareRelaySigned(parameters), options)
}

/**
 * Submits what others have signed, each on its own: one that fails changes nothing for the others. Whoever submits pays the gas, and
 * can do no more than submit.
 *
 * @example
 * const claim = prepareClaimToFor(await signClaimTo(ana, { venture, recipient }))
 * const log = prepareProposeBatchFor(await signProposal(ben, { ledger, contributions }))
 * const { results } = await relaySignedAndWait(client, { calls: [claim, log] })
 * @throws {RelayCallForeignError} a call nobody has signed, or not of a contract of ours
 * @throws {RelayCallValueError} ETH would go along
 * @throws {RelayEmptyError}
 * @throws {RelayGasTooLowError} fewer calls at once, or more gas
 */
export async function relaySignedAndWait(
  client: WriteClient,
  parameters: RelaySignedParameters,
  options: SendOptions = {},
): Promise<RelaySignedReturnType> {
  const { relayBatch = addresses.relayBatch } = parameters
  await checkClones(client, parameters)
  const receipt = await sendPreparedAndWait(client, prepareRelaySigned(parameters), options)
  const failed = new Map(
    eventsIn(receipt, relayBatchAbi, 'CallFailed', { address: relayBatch }).map(({ index, reason }) => [Number(index), reason]),
  )
  return { results: await resultsOf(client, parameters, (i) => failed.get(i)), receipt }
}

function callOf(parameters: RelaySignedParameters) {
  const { calls, gasEach = GAS_EACH, relayBatch = addresses.relayBatch } = parameters
  checkCalls(parameters)
  const list = calls.map(({ to, data }) => ({ target: to, data }))
  return contractCall({ abi: relayBatchAbi, address: relayBatch, functionName: 'submit', args: [list, gasEach] })
}

function checkCalls(parameters: RelaySignedParameters): void {
  if (parameters.calls.length === 0) throw new RelayEmptyError()
  parameters.calls.forEach((call, index) => {
    if (call.value !== 0n) throw new RelayCallValueError(index, call.value)
    if (takersOf(call, parameters).length === 0) throw foreign(call, index)
  })
}

type Taker = keyof typeof SIGNED
const CLONED: readonly Taker[] = ['ledgerImplementation', 'governorImplementation', 'campaignImplementation']

/** Who may be meant: a board by its address; a clone by what is asked of it. */
function takersOf({ to, data }: PreparedTransaction, parameters: RelaySignedParameters): Taker[] {
  const selector = selectorIn(data)
  const takers = Object.keys(SIGNED) as Taker[]
  return takers.filter((taker) => {
    const isTarget = CLONED.includes(taker) || isAddressEqual(to, parameters[taker] ?? addresses[taker])
    return isTarget && SIGNED[taker].has(selector)
  })
}

/** What is asked of a ledger, a governor or a campaign goes to one of ours. */
async function checkClones(client: WriteClient, parameters: RelaySignedParameters): Promise<void> {
  checkCalls(parameters)
  await mapConcurrently([...parameters.calls.entries()], async ([index, call]) => {
    const takers = takersOf(call, parameters)
    if (takers.some((taker) => !CLONED.includes(taker))) return
    const isOurs = await Promise.all(takers.map((taker) => isCloneOf(client, call.to, parameters[taker] ?? addresses[taker])))
    if (!isOurs.includes(true)) throw foreign(call, index)
  })
}

function foreign({ to, data }: PreparedTransaction, index: number): RelayCallForeignError {
  return new RelayCallForeignError(index, to, selectorIn(data))
}

function selectorIn(data: Hex): Hex {
  return size(data) < 4 ? '0x' : (slice(data, 0, 4).toLowerCase() as Hex)
}

/** @param reasonOf First bytes of what a call that failed was answered; `undefined` for one that went through. */
async function resultsOf(
  client: WriteClient,
  { calls, relayBatch = addresses.relayBatch }: RelaySignedParameters,
  reasonOf: (index: number) => Hex | undefined,
): Promise<RelayResult[]> {
  return mapConcurrently([...calls.entries()], async ([index, call]): Promise<RelayResult> => {
    const reason = reasonOf(index)
    if (reason === undefined) return { status: 'done' }
    const details = await simulatePrepared(client, call, { account: relayBatch }).then(() => undefined, toOpenValueError)
    return { status: 'failed', reason, error: errorNameOf(reason) ?? contractErrorOf(details), details }
  })
}

function contractErrorOf(error: BaseError | undefined): ContractErrorNames | undefined {
  const name = error?.name.replace(/Error$/, '') ?? ''
  return name in contractErrors ? (name as ContractErrorNames) : undefined
}
