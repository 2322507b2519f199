import { type Address, type Hash, encodeFunctionData, parseEventLogs, zeroAddress, zeroHash } from 'viem'
import { contributionLedgerAbi, erc20Abi, reviewBoardAbi, ventureAbi, ventureFactoryAbi } from '@open-value/sdk/abis'
import type { ContractAddresses } from '@open-value/sdk'
import { type Batch, attestationTypedData, buildBatches, toBatchProposal } from '@open-value/sdk/batch'
import { encodeShortText } from '@open-value/sdk/utils'
import { type LocalClient, mined, moveTo, now } from '../internal/chain.ts'
import { type Person, addressOf, person } from './people.ts'

/** What the cases play on: a chain with the shared contracts and a token of 6 decimals. */
export type Stage = { client: LocalClient; token: Address; contracts: ContractAddresses }

export type DeployedVenture = { name: string; venture: Address; ledger: Address }

export type DemoLine =
  | { account: Address; basis: 'gross' | 'remaining'; shareBps: number }
  | { pool: number; basis: 'gross' | 'remaining'; shareBps: number }

export type DemoVenture = {
  name: string
  pools: readonly { type: 'equity' | 'debt'; capBps?: number }[]
  kinds: readonly { name: string; unit: string; decimals: number; pool: number; rate: bigint }[]
  equation: readonly DemoLine[]
  contributorsFloorBps?: number
  attestationsRequired?: number
  /** Points that attested batches may bring at once; more waits for the objection window. */
  instantGrowthPoints?: bigint
  /** Beside the two of every venture here. */
  steward?: Person
  /** Payout tokens beside the demo's. */
  tokens?: readonly Address[]
}

const DAY = 86_400
/** Objections are heard this long. */
export const WINDOW = 3 * DAY
export const NOTICE = 7 * DAY

/** Deploys a venture of the founder, who governs it. */
export async function deployDemoVenture(stage: Stage, demo: DemoVenture): Promise<DeployedVenture> {
  const { client, contracts } = stage
  const receipt = await mined(
    client,
    client.writeContract({
      account: person('founder'),
      address: contracts.factory,
      abi: ventureFactoryAbi,
      functionName: 'deploy',
      args: [configOf(stage, demo), zeroHash],
    }),
  )
  const [deployed] = parseEventLogs({ abi: ventureFactoryAbi, eventName: 'VentureDeployed', logs: receipt.logs })
  if (!deployed) throw new Error(`${demo.name} was not deployed.`)
  return { name: demo.name, venture: deployed.args.venture, ledger: deployed.args.ledger }
}

/** What the factory takes: opening period 0, two stewards, what the equation leaves goes to the network. */
export function configOf({ token }: Stage, demo: DemoVenture) {
  return {
    name: demo.name,
    uri: '',
    network: addressOf('network'),
    founder: addressOf('founder'),
    governor: addressOf('founder'),
    stewards: (['steward', 'second steward', ...(demo.steward ? [demo.steward] : [])] as const).map(addressOf),
    contributorsFloorBps: demo.contributorsFloorBps ?? 0,
    noticePeriod: NOTICE,
    parameters: {
      attestationsRequired: demo.attestationsRequired ?? 1,
      attestorMinPoints: 1_000n,
      objectorMinPoints: 1n,
      objectionWindow: WINDOW,
      resolutionDeadline: 7 * DAY,
      instantGrowthBps: 1_500,
      instantGrowthPoints: demo.instantGrowthPoints ?? 4_000n,
      silentGrowthBps: 2_500,
      silentGrowthPoints: 4_000n,
    },
    tokens: [token, ...(demo.tokens ?? [])],
    pools: demo.pools.map(({ type, capBps = 0 }) => ({
      poolType: type === 'equity' ? 1 : 2,
      token: type === 'equity' ? zeroAddress : token,
      capBps,
      openingPeriod: 0,
    })),
    kinds: demo.kinds.map(({ name, unit, decimals, pool, rate }) => ({
      name: encodeShortText(name),
      unit: encodeShortText(unit),
      decimals,
      pool,
      rate,
      voice: demo.pools[pool - 1]?.type === 'equity' ? 1 : 0,
    })),
    equation: demo.equation.map(toLine),
    remainder: addressOf('network'),
  }
}

export function toLine(line: DemoLine) {
  const basis = line.basis === 'gross' ? 0 : 1
  return 'pool' in line
    ? { account: zeroAddress, pool: line.pool, basis, shareBps: line.shareBps }
    : { account: line.account, pool: 0, basis, shareBps: line.shareBps }
}

/** Proposes a batch in the name of the founder. */
export async function propose({ client }: Stage, { ledger }: DeployedVenture, batch: Batch, evidenceURI: string): Promise<void> {
  const args = [toBatchProposal(batch, { evidenceURI })] as const
  await mined(
    client,
    client.writeContract({
      account: person('founder'),
      address: ledger,
      abi: contributionLedgerAbi,
      functionName: 'propose',
      args,
    }),
  )
}

/** Accepts a batch that stewards attested with their signatures. Returns the gas. */
export async function accept(
  { client, contracts }: Stage,
  { ledger }: DeployedVenture,
  batch: Batch,
  stewards: readonly Person[],
): Promise<bigint> {
  const deadline = (await now(client)) + BigInt(30 * DAY)
  const message = { batch: batch.id, entries: batch.header.entriesHash, deadline }
  const attestations = await Promise.all(
    stewards.map(async (steward) => {
      const attestor = person(steward)
      const data = attestationTypedData({ chainId: client.chain.id, ledger }, { ...message, attestor: attestor.address })
      return { attestor: attestor.address, kinds: [], deadline, signature: await attestor.signTypedData(data) }
    }),
  )
  attestations.sort((a, b) => (a.attestor.toLowerCase() < b.attestor.toLowerCase() ? -1 : 1))
  const { gasUsed } = await mined(
    client,
    client.writeContract({
      account: person('passer-by'),
      address: contracts.reviewBoard,
      abi: reviewBoardAbi,
      functionName: 'acceptAttested',
      args: [ledger, batch.header, batch.entries, 0n, BigInt(batch.entries.length), attestations],
    }),
  )
  return gasUsed
}

/** Waits until silence would accept a batch: the clock moves over its window. */
export async function waitForWindow({ client }: Stage, { ledger }: DeployedVenture, batch: Hash): Promise<void> {
  const { deadline } = await client.readContract({
    address: ledger,
    abi: contributionLedgerAbi,
    functionName: 'batchState',
    args: [batch],
  })
  await moveTo(client, BigInt(deadline))
}

export type DemoWork = { by: Person; kind: number; quantity: bigint }

/** A few contributions, proposed, attested by stewards and accepted after the window. */
export async function contribute(
  stage: Stage,
  venture: DeployedVenture,
  work: readonly DemoWork[],
  stewards: readonly Person[] = ['steward'],
): Promise<void> {
  const day = Number((await now(stage.client)) / BigInt(DAY))
  const rows = work.map(({ by, kind, quantity }, i) => ({
    affiliate: addressOf(by),
    kind,
    quantity,
    day,
    line: i + 2,
    key: new Uint8Array(16).fill(i + 1) as never,
    externalId: undefined,
    evidence: '',
    text: `${by},${kind},${quantity}`,
    header: 'affiliate,kind,quantity',
  }))
  for (const batch of buildBatches(rows, { proposer: addressOf('founder'), nonce: BigInt })) {
    await propose(stage, venture, batch, '')
    await waitForWindow(stage, venture, batch.id)
    await accept(stage, venture, batch, stewards)
  }
}

/** Anyone mints the tokens of the demo. */
export async function mint({ client, token }: Stage, account: Address, amount: bigint): Promise<void> {
  const data = encodeFunctionData({ abi: MINT, functionName: 'mint', args: [account, amount] })
  await mined(client, client.sendTransaction({ account: person('customer'), to: token, data }))
}

/** A sale: the customer sends the token to the venture, nothing more. Returns the gas. */
export async function sell(stage: Stage, { venture }: { venture: Address }, amount: bigint): Promise<bigint> {
  const { client, token } = stage
  await mint(stage, addressOf('customer'), amount)
  const args = [venture, amount] as const
  const transfer = client.writeContract({
    account: person('customer'),
    address: token,
    abi: erc20Abi,
    functionName: 'transfer',
    args,
  })
  return (await mined(client, transfer)).gasUsed
}

/** Distributes what arrived. Nobody has to; here it shows what it costs. */
export async function sync({ client, token }: Stage, { venture }: { venture: Address }): Promise<bigint> {
  const hash = client.writeContract({
    account: person('passer-by'),
    address: venture,
    abi: ventureAbi,
    functionName: 'sync',
    args: [token],
  })
  return (await mined(client, hash)).gasUsed
}

export type ClaimOptions = {
  kinds?: readonly number[]
  /** Who sends it and pays the gas. Default: a passer-by. */
  sender?: ReturnType<typeof person>
}

/** Claims for an account. Returns what it was paid, read from its balance, and the gas. */
export async function claim(
  { client, token }: Stage,
  { venture }: { venture: Address },
  account: Address,
  { kinds = [], sender = person('passer-by') }: ClaimOptions = {},
): Promise<{ amount: bigint; gas: bigint }> {
  const receipt = await mined(
    client,
    client.writeContract({
      account: sender,
      address: venture,
      abi: ventureAbi,
      functionName: 'claim',
      args: [account, [token], [...kinds], 100n],
    }),
  )
  const paid = parseEventLogs({ abi: ventureAbi, eventName: 'Claimed', logs: receipt.logs })
  return { amount: paid.reduce((sum, { args }) => sum + args.amount, 0n), gas: receipt.gasUsed }
}

export function balanceOf({ client, token }: Stage, account: Address): Promise<bigint> {
  return client.readContract({ address: token, abi: erc20Abi, functionName: 'balanceOf', args: [account] })
}

/** Of `TestToken`, and of every mock. */
export const MINT = [
  {
    type: 'function',
    name: 'mint',
    stateMutability: 'nonpayable',
    inputs: [
      { name: 'account', type: 'address' },
      { name: 'amount', type: 'uint256' },
    ],
    outputs: [],
  },
] as const
