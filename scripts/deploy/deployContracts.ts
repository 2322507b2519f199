import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { type Account, type Address, type Chain, type Client, type Hash, type Hex, type Transport, concatHex } from 'viem'
import { getBlockNumber, getChainId, getCode, sendRawTransaction, sendTransaction, waitForTransactionReceipt } from 'viem/actions'
import { type ContractName, inRoot, readArtifact } from './artifacts.ts'
import { DEPLOYMENT_PROXY, type PlannedContract, SALT, planDeployment } from './plan.ts'
import { PROXY_CODE, PROXY_TRANSACTION, proxyDeployer } from './proxy.ts'

export type DeployProgress = {
  name: ContractName
  address: Address
  /** `found`: it stood there already, with the right code. */
  status: 'found' | 'sent' | 'deployed'
  hash?: Hash
}

export type DeployContractsOptions = {
  onProgress?: (progress: DeployProgress) => void
  /** Whether the record in `deployments/` is written. Default: yes. */
  record?: boolean
}

export type DeployedContract = {
  address: Address
  /** Block it was deployed in, or first found at. */
  block: number
  constructorArguments: readonly Address[]
}

/** `deployments/<chainId>.json`. */
export type Deployment = {
  chainId: number
  salt: Hex
  /** Commit the code was built from; `null` outside a repository. */
  commit: string | null
  contracts: Record<ContractName, DeployedContract>
}

type PublicClient = Client<Transport, Chain | undefined>
type WalletClient = Client<Transport, Chain | undefined, Account>

const LOCAL_CHAINS = [1337, 31337]

/**
 * Deploys the shared contracts, each at the address it has on every chain. What stands already is checked and skipped, so an
 * interrupted deployment is simply run again.
 */
export async function deployContracts(
  wallet: WalletClient,
  client: PublicClient,
  { onProgress = () => {}, record = true }: DeployContractsOptions = {},
): Promise<Deployment> {
  await deployProxy(wallet, client)
  const chainId = await getChainId(client)
  const known = readRecord(chainId)
  const contracts: Partial<Deployment['contracts']> = {}
  for (const planned of planDeployment()) {
    const { name, address, constructorArguments } = planned
    const block = await deployContract(wallet, client, planned, onProgress)
    const recorded = known?.contracts[name]
    const isRecorded = block.isFound && recorded?.address === address
    contracts[name] = { address, block: isRecorded ? recorded.block : block.number, constructorArguments }
  }
  const deployment: Deployment = { chainId, salt: SALT, commit: commitOf(), contracts: contracts as Deployment['contracts'] }
  if (record) writeRecord(deployment)
  return deployment
}

async function deployContract(
  wallet: WalletClient,
  client: PublicClient,
  { name, address, initCode }: PlannedContract,
  onProgress: (progress: DeployProgress) => void,
): Promise<{ number: number; isFound: boolean }> {
  if (await standsAt(client, name, address)) {
    onProgress({ name, address, status: 'found' })
    return { number: Number(await getBlockNumber(client)), isFound: true }
  }
  const hash = await sendTransaction(wallet, {
    account: wallet.account,
    chain: wallet.chain ?? null,
    to: DEPLOYMENT_PROXY,
    data: concatHex([SALT, initCode]),
  })
  onProgress({ name, address, status: 'sent', hash })
  const receipt = await waitForTransactionReceipt(client, { hash })
  if (!(await standsAt(client, name, address))) throw new Error(`${name} was not deployed by transaction ${hash}.`)
  onProgress({ name, address, status: 'deployed', hash })
  return { number: Number(receipt.blockNumber), isFound: false }
}

/** Whether the contract's own code stands at an address. Code of others there is an error. */
async function standsAt(client: PublicClient, name: ContractName, address: Address): Promise<boolean> {
  const code = await getCode(client, { address })
  if (code === undefined) return false
  const { deployedBytecode, immutableReferences } = readArtifact(name)
  const places = Object.values(immutableReferences).flat()
  if (mask(code, places) !== mask(deployedBytecode, places)) throw new Error(`The code at ${address} is not that of ${name}.`)
  return true
}

/** Code without the values its constructor wrote into it. */
function mask(code: Hex, places: readonly { start: number; length: number }[]): string {
  return places.reduce((masked, { start, length }) => {
    const from = 2 + start * 2
    const to = from + length * 2
    return masked.slice(0, from) + '0'.repeat(length * 2) + masked.slice(to)
  }, code.toLowerCase())
}

/** Most chains have it. A local one gets it by its well-known transaction, or else by decree. */
async function deployProxy(wallet: WalletClient, client: PublicClient): Promise<void> {
  const stands = async () => (await getCode(client, { address: DEPLOYMENT_PROXY })) === PROXY_CODE
  if (await stands()) return
  try {
    const { sender, cost } = await proxyDeployer()
    const funding = await sendTransaction(wallet, {
      account: wallet.account,
      chain: wallet.chain ?? null,
      to: sender,
      value: cost,
    })
    await waitForTransactionReceipt(client, { hash: funding })
    const hash = await sendRawTransaction(client, { serializedTransaction: PROXY_TRANSACTION })
    await waitForTransactionReceipt(client, { hash })
  } catch (cause) {
    if (!(await setCode(client))) throw new Error(`The deployment proxy can't be deployed on this chain.`, { cause })
  }
  if (!(await stands())) throw new Error(`The deployment proxy is missing at ${DEPLOYMENT_PROXY}.`)
}

async function setCode(client: PublicClient): Promise<boolean> {
  for (const method of ['hardhat_setCode', 'anvil_setCode']) {
    const request = { method, params: [DEPLOYMENT_PROXY, PROXY_CODE] } as unknown as Parameters<typeof client.request>[0]
    const done = await client.request(request, { retryCount: 0 }).then(
      () => true,
      () => false,
    )
    if (done) return true
  }
  return false
}

/* THE RECORD */

function recordPath(chainId: number): string {
  return LOCAL_CHAINS.includes(chainId)
    ? inRoot('deployments/local', `${chainId}.json`)
    : inRoot('deployments', `${chainId}.json`)
}

function readRecord(chainId: number): Deployment | undefined {
  const file = recordPath(chainId)
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined
}

function writeRecord(deployment: Deployment): void {
  const file = recordPath(deployment.chainId)
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, `${JSON.stringify(deployment, null, 2)}\n`)
}

function commitOf(): string | null {
  try {
    return execFileSync('git', ['rev-parse', 'HEAD'], {
      cwd: inRoot(),
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim()
  } catch {
    return null
  }
}
