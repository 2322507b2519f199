import type { Command } from 'commander'
import { type Address, erc20Abi, isAddressEqual } from 'viem'
import { ETH } from '@open-value/sdk'
import { ventureAbi, ventureLensAbi } from '@open-value/sdk/abis'
import { type ChainState, type DecodedEvent, auditVenture, describeDifference } from '@open-value/sdk/model'
import { creditorsOf, eachOf } from '../../internal/cli/affiliates.ts'
import { type Context, type OpenVenture, openContext, openVenture } from '../../internal/cli/context.ts'
import { RefusedError } from '../../internal/cli/errors.ts'
import { chainOptions } from '../../internal/cli/options.ts'
import { print, progress } from '../../internal/cli/output.ts'

export function register(program: Command): void {
  chainOptions(program.command('audit <venture>'))
    .description('recompute a venture from its events and compare every figure with the chain, to the unit')
    .action(async (name: string, options) => {
      const context = await openContext(options)
      const venture = await openVenture(context, name)
      const { accounts, events, block } = await creditorsOf(context, venture)
      const bar = progress(accounts.length, 'Reading', options)
      const state = await readState(context, venture, accounts, block, bar.to)
      bar.stop()
      const { differences, eventCount, figureCount } = auditVenture(events as readonly DecodedEvent[], state)
      const words = differences.map(describeDifference)
      print(options, { venture: venture.venture, block, eventCount, figureCount, accounts: accounts.length, differences }, [
        `${venture.name}: ${eventCount.toLocaleString('en-US')} events recomputed, ${figureCount.toLocaleString('en-US')} figures of the chain compared, ${accounts.length} accounts.`,
        differences.length === 0 ? `No difference, to the unit, as of block ${block}.` : `${differences.length} differences:`,
        ...words,
      ])
      if (differences.length > 0) throw new RefusedError('The chain holds something else than its events say.')
    })
}

async function readState(
  { client, contracts }: Context,
  { venture, tokens, kinds }: OpenVenture,
  accounts: readonly Address[],
  blockNumber: bigint,
  onDone: (done: number) => void,
): Promise<ChainState> {
  const at = { abi: ventureAbi, address: venture, blockNumber } as const
  const lens = { abi: ventureLensAbi, address: contracts.lens, blockNumber } as const
  const allKinds = kinds.map(({ kind }) => kind)
  const allTokens = tokens.map(({ token }) => token)
  const poolCount = Number(await client.readContract({ ...at, functionName: 'poolCount' }))
  const pools = Array.from({ length: poolCount }, (_, i) => i + 1)
  const [version, block] = await Promise.all([
    client.readContract({ ...at, functionName: 'equationVersion' }),
    client.getBlock({ blockNumber }),
  ])

  const books = await eachOf(allTokens, async (token) => {
    const { accounted, muted } = await client.readContract({ ...at, functionName: 'tokenBook', args: [token] })
    return { token, accounted, muted, balance: await balanceAt({ client }, token, venture, blockNumber) }
  })
  const equity = await eachOf(pools, async (pool) => {
    const { exists, points, opensAt } = await client.readContract({ ...at, functionName: 'equityPool', args: [pool] })
    const parked = await eachOf(allTokens, async (token) => ({
      token,
      amount: await client.readContract({ ...lens, functionName: 'parkedOf', args: [venture, pool, token] }),
    }))
    const indices = await eachOf(allTokens, async (token) => ({
      token,
      word: await client.readContract({ ...lens, functionName: 'poolIndex', args: [venture, pool, token] }),
    }))
    return exists ? [{ pool, points, opensAt, parked, indices }] : []
  })
  const debt = await eachOf(pools, async (pool) => {
    const { token, end, repaid, acceptances } = await client.readContract({ ...at, functionName: 'debtPool', args: [pool] })
    return BigInt(token) === 0n ? [] : [{ pool, end, repaid, acceptances }]
  })
  const kindStates = await eachOf(allKinds, async (kind) => {
    const { units, rate, closed, isDebt } = await client.readContract({ ...at, functionName: 'kindOf', args: [kind] })
    return { kind, rate, closed, ...(isDebt ? {} : { units }) }
  })
  const equityKinds = kinds.filter(({ isDebt }) => !isDebt).map(({ kind }) => kind)
  const people = await eachOf(
    accounts,
    async (account) => {
      const amounts = await client.readContract({ ...at, functionName: 'previewClaim', args: [account, allTokens, allKinds] })
      const units = await Promise.all(
        equityKinds.map(async (kind) => ({
          account,
          kind,
          units: await client.readContract({ ...at, functionName: 'unitsOf', args: [account, kind] }),
        })),
      )
      return { units, claimable: allTokens.map((token, i) => ({ account, token, amount: amounts[i] ?? 0n })) }
    },
    onDone,
  )
  return {
    venture,
    timestamp: block.timestamp,
    equationVersion: version,
    tokens: books,
    equityPools: equity.flat(),
    debtPools: debt.flat(),
    kinds: kindStates,
    holdings: people.flatMap(({ units }) => units),
    claimable: people.flatMap(({ claimable }) => claimable),
  }
}

function balanceAt({ client }: Pick<Context, 'client'>, token: Address, account: Address, blockNumber: bigint): Promise<bigint> {
  if (isAddressEqual(token, ETH)) return client.getBalance({ address: account, blockNumber })
  return client.readContract({ abi: erc20Abi, address: token, functionName: 'balanceOf', args: [account], blockNumber })
}
