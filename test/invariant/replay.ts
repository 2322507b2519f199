import {
  accountsOf,
  type DecodedEvent,
  describeDifference,
  owedTo,
  replayVenture,
  type VentureModel,
} from '../../sdk/src/model/index.ts'
import type { ParamType, Result } from 'ethers'
import type { Log } from './chain.ts'
import type { World } from './world.ts'

type Fail = (id: string, problem: string | undefined | false) => void
type ChainLog = Log & { blockNumber: string; logIndex: string; transactionHash: string }

/** Rebuilds every venture from nothing but its events and those of the factory, the notice board, large batches and the account board. */
export async function replayWorld(world: World, fail: Fail): Promise<void> {
  const { chain, abi } = world
  for (const venture of world.ventures) {
    const sources = new Map([
      [venture.address, abi.venture],
      [world.board, abi.board],
      [world.factory, abi.factory],
      [world.large, abi.large],
      [world.accounts, abi.accounts],
    ])
    const filter = { fromBlock: '0x0', toBlock: 'latest', address: [...sources.keys()] }
    const logs = (await chain.ask('eth_getLogs', filter)) as ChainLog[]
    const events = logs.flatMap((log): DecodedEvent[] => {
      const event = sources.get(log.address)?.parseLog(log)
      if (!event) return []
      return [
        {
          blockNumber: BigInt(log.blockNumber),
          logIndex: Number(log.logIndex),
          address: log.address,
          transactionHash: log.transactionHash,
          eventName: event.name,
          args: plain(event.args, event.fragment.inputs),
        },
      ]
    })
    const { model, differences } = replayVenture(events, { venture: venture.address })
    fail(
      'X1',
      differences.length !== 0 && `events of ${venture.name}\n  ${differences.map(describeDifference).slice(0, 8).join('\n  ')}`,
    )
    const [replayed, known] = [figuresOf(model), figuresOf(venture.model)]
    const wrong = known.flatMap((figure, i) => (figure === replayed[i] ? [] : [`${figure}, replayed ${replayed[i]}`]))
    fail(
      'X1',
      (wrong.length !== 0 || known.length !== replayed.length) &&
        `replay of ${venture.name}\n  ${wrong.slice(0, 8).join('\n  ')}`,
    )
  }
}

/** Arguments by their names; `entries` is one, which is also the name of a method of what ethers decodes to. */
export function plain(values: Result, inputs: readonly ParamType[]): Record<string, unknown> {
  const read = (value: unknown, type: ParamType): unknown => {
    const { arrayChildren, components } = type
    if (arrayChildren) return [...(value as Result)].map((item) => read(item, arrayChildren))
    return components ? plain(value as Result, components) : value
  }
  return Object.fromEntries(inputs.map((input, i) => [input.name, read(values[i], input)]))
}

/** Everything the getters and the lens tell of a venture, in lines. */
function figuresOf(model: VentureModel): string[] {
  const { pools, kinds, books, equation } = model
  const line = (value: object) =>
    JSON.stringify(value, (_, part: unknown) =>
      typeof part === 'bigint' ? part.toString() : part instanceof Map ? [...part].filter(([, n]) => n !== 0n).sort() : part,
    )
  return [
    ...pools.map((pool) => `pool ${line(pool)}`),
    ...kinds.map(({ bases: _, ...kind }) => `kind ${line(kind)}`),
    `equation ${line(equation)}`,
    ...[...books.values()].map((book) => `book ${line(book)}`),
    ...accountsOf(model)
      .sort()
      .flatMap((account) => [...books.keys()].map((token) => `${account} is owed ${owedTo(model, account, token)} of ${token}`)),
  ]
}
