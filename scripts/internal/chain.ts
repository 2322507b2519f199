import { network } from 'hardhat'
import { createServer } from 'node:net'
import {
  type Address,
  type Hash,
  type TransactionReceipt,
  type Transport,
  createTestClient,
  custom,
  http,
  publicActions,
  walletActions,
} from 'viem'
import { hardhat } from 'viem/chains'

/** A chain of this machine, its clock in our hands. */
export type LocalChain = {
  client: LocalClient
  /** Where others reach it; `undefined` while it lives in this process only. */
  rpcUrl: string | undefined
  close: () => Promise<void>
}

export type LocalClient = ReturnType<typeof createLocalClient>

export type StartChainOptions = {
  /** First block. Default: now. */
  initialDate?: Date
  /** Reachable over HTTP on 127.0.0.1, on this port or the next free one. Default: in this process only. */
  port?: number
}

/** Starts an embedded chain. Its accounts are those of the public test mnemonic, unlocked and rich. */
export async function startChain({ initialDate, port }: StartChainOptions = {}): Promise<LocalChain> {
  const parameters = { network: 'default', override: initialDate ? { initialDate } : {} }
  if (port === undefined) {
    const { provider, close } = await network.create(parameters)
    return { client: createLocalClient(custom(provider)), rpcUrl: undefined, close }
  }
  const server = await network.createServer(parameters, '127.0.0.1', await freePort(port))
  const rpcUrl = `http://127.0.0.1:${(await server.listen()).port}`
  return { client: createLocalClient(http(rpcUrl)), rpcUrl, close: () => server.close() }
}

/** A client of an embedded chain: reads, writes, and moves the clock. */
export function createLocalClient(transport: Transport) {
  return createTestClient({ mode: 'hardhat', chain: hardhat, transport, pollingInterval: 10, cacheTime: 0 })
    .extend(publicActions)
    .extend(walletActions)
}

/** Waits for a transaction; a refused one is an error. */
export async function mined(client: LocalClient, hash: Hash | Promise<Hash>): Promise<TransactionReceipt> {
  const receipt = await client.waitForTransactionReceipt({ hash: await hash })
  if (receipt.status !== 'success') throw new Error(`Transaction ${receipt.transactionHash} was refused by the chain.`)
  return receipt
}

/** Seconds since 1970 of the latest block. */
export async function now(client: LocalClient): Promise<bigint> {
  return (await client.getBlock()).timestamp
}

/** Moves the clock forward to a moment; never back. */
export async function moveTo(client: LocalClient, timestamp: bigint): Promise<void> {
  if (timestamp <= (await now(client))) return
  await client.setNextBlockTimestamp({ timestamp })
  await client.mine({ blocks: 1 })
}

export async function moveOn(client: LocalClient, seconds: bigint): Promise<void> {
  await moveTo(client, (await now(client)) + seconds)
}

/** Gives an account ETH to pay gas with. */
export async function fund(client: LocalClient, accounts: readonly Address[], value = 10n ** 18n): Promise<void> {
  await Promise.all(accounts.map((address) => client.setBalance({ address, value })))
}

/** The port itself where it is free, else any. */
function freePort(port: number): Promise<number> {
  const tryPort = (candidate: number) =>
    new Promise<number | undefined>((resolve) => {
      const server = createServer()
      server.once('error', () => resolve(undefined))
      server.listen(candidate, '127.0.0.1', () => {
        const address = server.address()
        server.close(() => resolve(typeof address === 'object' && address ? address.port : candidate))
      })
    })
  return tryPort(port).then((free) => free ?? tryPort(0).then((any) => any ?? port))
}
