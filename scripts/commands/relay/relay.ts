import type { Command } from 'commander'
import type { Hash } from 'viem'
import {
  NonceUsedError,
  type PreparedTransaction,
  SignatureExpiredError,
  errorNameOf,
  prepareRelaySigned,
  toOpenValueError,
  writeRelaySigned,
} from '@open-value/sdk'
import { contributionLedgerAbi, relayBatchAbi } from '@open-value/sdk/abis'
import { eventsIn } from '../../../sdk/src/actions/internal/write.ts'
import { type CommonOptions, type Context, openContext, senderOf } from '../../internal/cli/context.ts'
import { InputError, RefusedError } from '../../internal/cli/errors.ts'
import { sendOptions } from '../../internal/cli/options.ts'
import { counted, print, progress, table } from '../../internal/cli/output.ts'
import { type Relayed, openRelayed } from '../../internal/cli/relayed.ts'
import {
  areOneMove,
  deadlineOf,
  nonceOf,
  prepareSigned,
  prepareSignedMove,
  signedWords,
  signerOf,
  venturesOf,
} from '../../internal/cli/signedActs.ts'
import { type SignedFile, readSigned } from '../../internal/cli/signedFile.ts'
import { announce } from '../../internal/cli/submit.ts'

type Options = CommonOptions & { gasEach?: string }

/** What became of a file. */
type Outcome = {
  file: string
  what: string
  status: 'submitted' | 'before' | 'refused' | 'unreadable'
  /** Why not. */
  reason?: string
  transaction?: Hash
}

/** Something that can be submitted now: of one file, or of two that make a move. */
type Ready = { files: SignedFile[]; what: string; call: PreparedTransaction; gas: bigint }

const CALLS_AT_ONCE = 50
/** No chain takes more than 16,777,216 in one transaction (EIP-7825). */
const GAS_LIMIT = 14_000_000n
const GAS_PER_TRANSACTION = 40_000n

export function register(program: Command): void {
  sendOptions(program.command('relay <files...>'))
    .description(
      'submit what others have signed (docs/without-gas.md), many in a transaction, each on its own; what went through is remembered beside the files and not sent again',
    )
    .option('--gas-each <gas>', 'gas each may use (default: what each needs now, and a fifth more)')
    .action(async (names: string[], options: Options) => {
      if (options.gasEach !== undefined && !/^\d{5,8}$/.test(options.gasEach))
        throw new InputError(`--gas-each is "${options.gasEach}", an amount of gas such as 500000 is expected.`)
      const context = await openContext(options)
      senderOf(context)
      const relayed = openRelayed(context)
      const { ready, outcomes } = await sortOut(context, names, relayed)
      if (ready.length > 0) outcomes.push(...(await submitAll(context, relayed, ready, options)))
      report(options, names, outcomes)
    })
}

/** What can be submitted now, and what became of the others. */
async function sortOut(
  context: Context,
  names: readonly string[],
  relayed: Relayed,
): Promise<{ ready: Ready[]; outcomes: Outcome[] }> {
  const outcomes: Outcome[] = []
  const files: SignedFile[] = []
  for (const name of names) {
    try {
      const file = readSigned(name, context.chainId)
      const transaction = await relayed.transactionOf(name, file.digest)
      const { what } = file
      if (transaction) outcomes.push({ file: name, what, status: 'before', transaction })
      else if (files.some(({ digest }) => digest === file.digest))
        outcomes.push({ file: name, what, status: 'before', reason: 'Another file holds the same.' })
      else files.push(file)
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      outcomes.push({ file: name, what: '', status: 'unreadable', reason: error.message })
    }
  }

  const ready: Ready[] = []
  const ventureOf = venturesOf(context)
  const bar = progress(files.length, 'Asking', context.options)
  for (const [i, group] of pairsOf(files).entries()) {
    try {
      const [file] = group
      const what = await signedWords(context, file, ventureOf)
      const call = callOf(context, group)
      for (const each of group) await checkGood(context, each)
      const { to, data, value } = call
      const gas = await context.client.estimateGas({ account: senderOf(context), to, data, value }).catch((error: unknown) => {
        throw toOpenValueError(error)
      })
      ready.push({ files: [...group], what, call, gas })
    } catch (error) {
      const status = error instanceof InputError ? 'unreadable' : 'refused'
      outcomes.push(...group.map(({ file, what }) => ({ file, what, status, reason: (error as Error).message }) as const))
    }
    bar.to(i + 1)
  }
  bar.stop()
  return { ready, outcomes }
}

type Pair = readonly [SignedFile, ...SignedFile[]]

/** One file each, but a move with its acceptance. */
function pairsOf(files: readonly SignedFile[]): Pair[] {
  const left = [...files]
  const pairs: Pair[] = []
  for (let file = left.shift(); file; file = left.shift()) {
    const { act } = file
    const other = left.findIndex((candidate) => {
      if (act === 'Move' && candidate.act === 'MoveAcceptance') return areOneMove(file, candidate)
      return act === 'MoveAcceptance' && candidate.act === 'Move' && areOneMove(candidate, file)
    })
    pairs.push(other < 0 ? [file] : [file, ...left.splice(other, 1)])
  }
  return pairs
}

function callOf(context: Context, files: Pair): PreparedTransaction {
  const from = files.find((file) => file.act === 'Move')
  const to = files.find((file) => file.act === 'MoveAcceptance')
  return from && to ? prepareSignedMove(context, from, to) : prepareSigned(context, files[0])
}

/** What only the signer can mend, in the words of the contracts. */
async function checkGood({ client }: Context, signed: SignedFile): Promise<void> {
  const deadline = deadlineOf(signed)
  const { timestamp } = await client.getBlock()
  if (timestamp > deadline) throw new SignatureExpiredError(timestamp, deadline)
  const used = nonceOf(signed)
  if (!used) return
  const { ledger, nonce } = used
  const signer = signerOf(signed)
  const isUsed = await client.readContract({
    address: ledger,
    abi: contributionLedgerAbi,
    functionName: 'isNonceUsed',
    args: [signer, nonce],
  })
  if (isUsed) throw new NonceUsedError(signer, nonce)
}

async function submitAll(
  context: Context,
  relayed: Relayed,
  ready: readonly Ready[],
  { gasEach: given }: Options,
): Promise<Outcome[]> {
  const { client, contracts } = context
  const groups = groupsOf(ready, given === undefined ? undefined : BigInt(given))
  const planned = groups.map(({ calls, gasEach }) => ({
    what: `Submit ${counted(calls.length, 'signed act', 'signed acts')}:\n${calls.map(({ what }) => `   ${what}.`).join('\n')}`,
    ...prepareRelaySigned({ ...contracts, calls: calls.map(({ call }) => call), gasEach }),
  }))
  const gas = ready.reduce((sum, call) => sum + call.gas, 0n) + BigInt(groups.length) * GAS_PER_TRANSACTION
  await announce(context, planned, gas)

  const outcomes: Outcome[] = []
  const bar = progress(ready.length, 'Submitting', context.options)
  try {
    for (const { calls, gasEach } of groups) {
      const parameters = { ...contracts, calls: calls.map(({ call }) => call), gasEach }
      const transaction = await writeRelaySigned(client, parameters, { account: senderOf(context) })
      for (const [index, { files }] of calls.entries())
        for (const { file, digest } of files) relayed.sent(file, { digest, transaction, index })
      const receipt = await client.waitForTransactionReceipt({ hash: transaction })
      const failures = eventsIn(receipt, relayBatchAbi, 'CallFailed', { address: contracts.relayBatch })
      for (const [i, call] of calls.entries()) {
        const failure = failures.find(({ index }) => index === BigInt(i))
        const isDone = receipt.status === 'success' && !failure
        for (const { file } of call.files) {
          const why = failure ? `It failed with ${errorNameOf(failure.reason) ?? failure.reason}.` : 'The transaction failed.'
          outcomes.push(
            isDone
              ? { file, what: call.what, status: 'submitted', transaction }
              : { file, what: call.what, status: 'refused', reason: why, transaction },
          )
        }
      }
      bar.to(outcomes.length)
    }
  } finally {
    bar.stop()
  }
  return outcomes
}

/** Calls that fit one transaction, and the gas the greediest of them needs. */
function groupsOf(ready: readonly Ready[], given: bigint | undefined): { calls: Ready[]; gasEach: bigint }[] {
  const groups: { calls: Ready[]; gasEach: bigint }[] = []
  const gasOf = ({ gas }: Ready) => given ?? (gas * 6n) / 5n
  for (const call of ready) {
    const last = groups.at(-1)
    const gasEach = last && last.gasEach > gasOf(call) ? last.gasEach : gasOf(call)
    const fits = last && last.calls.length < CALLS_AT_ONCE && gasEach * BigInt(last.calls.length + 1) <= GAS_LIMIT
    if (!fits) groups.push({ calls: [call], gasEach: gasOf(call) })
    else {
      last.calls.push(call)
      last.gasEach = gasEach
    }
  }
  return groups
}

const WORDS: Record<Outcome['status'], string> = {
  submitted: 'submitted',
  before: 'submitted before',
  refused: 'not submitted',
  unreadable: 'not submitted',
}

function report(options: Options, names: readonly string[], unsorted: readonly Outcome[]): void {
  const outcomes = [...unsorted].sort((a, b) => names.indexOf(a.file) - names.indexOf(b.file))
  const count = (...statuses: Outcome['status'][]) => outcomes.filter(({ status }) => statuses.includes(status)).length
  print(
    options,
    { files: outcomes, submitted: count('submitted'), before: count('before'), failed: count('refused', 'unreadable') },
    [
      ...table(outcomes.map(({ file, status, what }) => [file, WORDS[status], what])),
      ...outcomes.flatMap(({ file, reason, status }) =>
        reason === undefined || status === 'before' ? [] : [reason.startsWith(file) ? reason : `${file}: ${reason}`],
      ),
    ],
  )
  const left = `${counted(count('refused', 'unreadable'), 'file was', 'files were')} not submitted.`
  if (count('unreadable') > 0) throw new InputError(left)
  if (count('refused') > 0) throw new RefusedError(left)
}
