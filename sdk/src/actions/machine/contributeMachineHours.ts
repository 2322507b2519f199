import { type Address, type Hash, isAddressEqual } from 'viem'
import { contributionLedgerAbi } from '../../abis/contributionLedger.ts'
import { ventureAbi } from '../../abis/venture.ts'
import { KindNotInHoursError, UseNotInKindError } from '../../errors/client.ts'
import { isHourUnit } from '../../utils/quantity.ts'
import { type PreparedTransaction, type ReadClient, type SendOptions, type WriteClient, chainIdOf } from '../internal/client.ts'
import { read } from '../internal/read.ts'
import { readUse } from '../internal/uses.ts'
import { happened, sendPrepared, sendPreparedAndWait, simulatePrepared } from '../internal/write.ts'
import { type ProposeBatchReturnType, prepareProposeBatch } from '../ledger/proposeBatch.ts'
import { getKinds } from '../venture/getKinds.ts'

/** The venture the machine worked for, or its ledger. */
type Project = { venture: Address; ledger?: undefined } | { ledger: Address; venture?: undefined }

export type ContributeMachineHoursParameters = Project & {
  machine: Address
  /** Of the use, as `logUse` gave it. */
  id: Hash
  /** Kind of the venture that machine hours are logged under. */
  kind: number
  /** Smallest units of the kind. Default: the hours whose price was not paid. */
  quantity?: bigint
  factory?: Address
  noticeBoard?: Address
}

export type ContributeMachineHoursReturnType = ProposeBatchReturnType

/**
 * The call, after reading the use and the kind.
 *
 * @throws {UseUnknownError} and the other errors of `contributeMachineHoursAndWait`
 */
export async function prepareContributeMachineHours(
  client: ReadClient,
  parameters: ContributeMachineHoursParameters,
): Promise<PreparedTransaction> {
  return (await find(client, parameters)).prepared
}

/** Asks the chain whether it would go through; sends nothing. */
export async function simulateContributeMachineHours(
  client: WriteClient,
  parameters: ContributeMachineHoursParameters,
  options: SendOptions = {},
): Promise<void> {
  await simulatePrepared(client, await prepareContributeMachineHours(client, parameters), options)
}

/** Sends it, and does not wait. */
export async function writeContributeMachineHours(
  client: WriteClient,
  parameters: ContributeMachineHoursParameters,
  options: SendOptions = {},
): Promise<Hash> {
  return sendPrepared(client, await prepareContributeMachineHours(client, parameters), options)
}

/**
 * Logs to a venture what it did not pay for a use in kind: hours of the machine, which is an affiliate like any other. Its share of
 * the venture's revenue flows through its own split. What material and technician took of the price was paid, so of the time
 * only the rest counts. The evidence is the use; the same use can't be proposed twice.
 *
 * @example
 * const { id } = await logAndPayUseAndWait(client, { machine, token, user, scenario: project, durationMinutes: 600 })
 * const { batch } = await contributeMachineHoursAndWait(client, { machine, id, venture, kind: machineHour })
 * @throws {UseUnknownError}
 * @throws {UseNotInKindError} it was paid in full
 * @throws {KindNotInHoursError} pass `quantity`
 * @throws {BatchExistsError} it was proposed before
 */
export async function contributeMachineHoursAndWait(
  client: WriteClient,
  parameters: ContributeMachineHoursParameters,
  options: SendOptions = {},
): Promise<ContributeMachineHoursReturnType> {
  const { ledger, prepared } = await find(client, parameters)
  const receipt = await sendPreparedAndWait(client, prepared, options)
  return happened(receipt, contributionLedgerAbi, 'BatchProposed', { address: ledger })
}

async function find(client: ReadClient, parameters: ContributeMachineHoursParameters) {
  const { machine, id, kind, factory, noticeBoard } = parameters
  const { invoice, input } = await readUse(client, { machine, id })
  if (invoice.inKind === 0n) throw new UseNotInKindError(id)
  const { venture, ledger } = await projectOf(client, parameters)
  const quantity = parameters.quantity ?? (await hoursOf())
  const evidence = { uri: `eip155:${await chainIdOf(client)}:${machine}/uses/${invoice.number}`, hash: id }
  const contributions = [{ affiliate: machine, kind, quantity, day: Math.floor(invoice.loggedAt / 86_400) }]
  return { ledger, prepared: prepareProposeBatch({ ledger, contributions, evidence }) }

  /** Rounded down. */
  async function hoursOf(): Promise<bigint> {
    const kinds = await getKinds(client, { venture, factory, noticeBoard })
    const { unit = '', decimals = 0 } = kinds[kind] ?? {}
    if (!isHourUnit(unit)) throw new KindNotInHoursError(kind, unit)
    const isFee = ({ account }: { account: Address }) => isAddressEqual(account, machine)
    const price = invoice.costs.reduce((sum, cost) => (isFee(cost) ? sum : sum + cost.amount), invoice.inKind)
    return (BigInt(input.durationMinutes) * 10n ** BigInt(decimals) * invoice.inKind) / (60n * price)
  }
}

async function projectOf(client: ReadClient, { venture, ledger }: Project): Promise<{ venture: Address; ledger: Address }> {
  if (venture === undefined) {
    return { ledger, venture: await read(client, { abi: contributionLedgerAbi, address: ledger, functionName: 'venture' }) }
  }
  return { venture, ledger: await read(client, { abi: ventureAbi, address: venture, functionName: 'ledger' }) }
}
