import type { Abi, Address, ContractFunctionArgs, ContractFunctionName, ContractFunctionReturnType } from 'viem'
import { multicall } from 'viem/actions'
import type { ReadClient } from './client.ts'
import { mapConcurrently } from './concurrently.ts'
import { read } from './read.ts'

type View = 'pure' | 'view'

type Calls<abi extends Abi, functionName extends ContractFunctionName<abi, View>> = {
  abi: abi
  address: Address
  functionName: functionName
  blockNumber: bigint
  /** Told of calls answered so far. */
  onDone?: (done: number) => void
}

/** A group comes in a contract's creation, whose code is limited to 49,152 bytes; the rest is for the code that calls. */
const GROUP_BYTES = 40_000
/** So that a group stays below the gas a node spends on one call. */
const GROUP_CALLS = 50
const WORD = 32
/** Of a call among others: target, flag, offsets, length, and what is lost by padding. */
const CALL_BYTES = 7 * WORD

/**
 * Calls one function with many arguments, many calls in one request. No contract is needed for it: the code that makes the calls
 * comes with the request. Where a node refuses, and where a call fails, it is made on its own.
 */
export async function readEach<
  const abi extends Abi,
  functionName extends ContractFunctionName<abi, View>,
  const args extends ContractFunctionArgs<abi, View, functionName>,
>(
  client: ReadClient,
  { abi, address, functionName, blockNumber, onDone }: Calls<abi, functionName>,
  all: readonly args[],
): Promise<ContractFunctionReturnType<abi, View, functionName, args>[]> {
  type Result = ContractFunctionReturnType<abi, View, functionName, args>
  const alone = (args: args) =>
    read(client, { abi, address, functionName, args, blockNumber } as Parameters<typeof read>[1]) as Promise<Result>
  let done = 0
  const results = await mapConcurrently(groupsOf(all), async (group) => {
    const contracts = group.map((args) => ({ abi, address, functionName, args }))
    const answers =
      group.length === 1
        ? []
        : await multicall(client, { contracts: contracts as never, deployless: true, batchSize: 0, blockNumber }).catch(() => [])
    const found: Result[] = []
    for (const [i, args] of group.entries()) {
      const answer = answers[i] as { status: string; result?: unknown } | undefined
      found.push(answer?.status === 'success' ? (answer.result as Result) : await alone(args))
    }
    onDone?.((done += group.length))
    return found
  })
  return results.flat()
}

function groupsOf<args>(all: readonly args[]): args[][] {
  const groups: args[][] = []
  let bytes = 0
  for (const args of all) {
    const size = CALL_BYTES + WORD * wordsIn(args)
    const group = groups.at(-1)
    if (group && group.length < GROUP_CALLS && bytes + size <= GROUP_BYTES) {
      group.push(args)
      bytes += size
    } else {
      groups.push([args])
      bytes = size
    }
  }
  return groups
}

/** Words arguments take: one each, and for a list two more. */
function wordsIn(value: unknown): number {
  if (!Array.isArray(value)) return 1
  return value.reduce<number>((words, item) => words + wordsIn(item), 2)
}
