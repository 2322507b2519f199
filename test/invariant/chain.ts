import { AbiCoder, getCreateAddress, HDNodeWallet, Interface, Mnemonic, toBeHex } from 'ethers'
import { artifactOf } from './artifacts.ts'

/** What a transaction may use: as much as a block's transaction can. */
export const GAS = 16_000_000n

export type Log = { address: string; topics: string[]; data: string }
export type Outcome =
  { ok: true; hash: string; gasUsed?: bigint; logs?: Log[] } | { ok: false; error: string; selector: string; data: string }
export type Transaction = { from: string; to?: string; data?: string; value?: bigint; gas?: bigint; at?: bigint }

type Provider = { request(args: { method: string; params?: unknown[] }): Promise<unknown> }
const PHRASE = 'test test test test test test test test test test test junk'
const ROOT = HDNodeWallet.fromMnemonic(Mnemonic.fromPhrase(PHRASE), "m/44'/60'/0'/0")
const wallets = new Map<number, HDNodeWallet>()

/** The key with this number; working it out takes a while, once. */
function walletOf(n: number): HDNodeWallet {
  const known = wallets.get(n) ?? ROOT.deriveChild(n)
  wallets.set(n, known)
  return known
}

/** A chain in this process, spoken to in as few words as possible: every step of a history asks it two or three things. */
export class Chain {
  now = 0n
  readonly accounts: string[] = []
  readonly wallets: HDNodeWallet[] = []
  /** Errors that are ours, or those of the libraries our contracts are made of, by selector. */
  readonly errors = new Map<string, string>()

  constructor(
    readonly provider: Provider,
    readonly close: () => Promise<void>,
  ) {}

  static async open(): Promise<Chain> {
    const { network } = await import('hardhat')
    const connection = await network.create()
    const chain = new Chain(connection.provider as Provider, () => connection.close())
    const accounts = (await chain.ask('eth_accounts')) as string[]
    chain.accounts.push(...accounts.map((account) => account.toLowerCase()))
    chain.wallets.push(...chain.accounts.slice(0, 14).map((_, i) => walletOf(i)))
    chain.now = BigInt(((await chain.ask('eth_getBlockByNumber', 'latest', false)) as { timestamp: string }).timestamp)
    return chain
  }

  /** Lets so many people in all sign and send. */
  async invite(count: number): Promise<void> {
    for (let n = this.wallets.length; n < count; n++) {
      const wallet = walletOf(n)
      this.wallets.push(wallet)
      if (n < this.accounts.length) continue
      this.accounts.push(wallet.address.toLowerCase())
      await this.ask('hardhat_impersonateAccount', wallet.address)
      await this.ask('hardhat_setBalance', wallet.address, toBeHex(10n ** 24n))
    }
  }

  ask(method: string, ...params: unknown[]): Promise<unknown> {
    return this.provider.request({ method, params })
  }

  know(abi: Interface): void {
    abi.forEachError((error) => this.errors.set(error.selector, error.name))
  }

  /** Mined at once, at the time given or a second later. */
  async send({ from, to, data, value = 0n, gas = GAS, at }: Transaction): Promise<Outcome> {
    this.now = at !== undefined && at > this.now ? at : this.now + 1n
    await this.ask('evm_setNextBlockTimestamp', toBeHex(this.now))
    try {
      const hash = (await this.ask('eth_sendTransaction', {
        from,
        to,
        data,
        value: quantity(value),
        gas: quantity(gas),
      })) as string
      return { ok: true, hash }
    } catch (error) {
      return refusalOf(error)
    }
  }

  async receipt(hash: string): Promise<{ gasUsed: bigint; logs: Log[]; contractAddress: string }> {
    const { gasUsed, logs, contractAddress } = (await this.ask('eth_getTransactionReceipt', hash)) as {
      gasUsed: string
      logs: Log[]
      contractAddress: string
    }
    return { gasUsed: BigInt(gasUsed), logs, contractAddress }
  }

  /** Tried without a trace. */
  async dry({
    from,
    to,
    data,
    value = 0n,
    gas = GAS,
  }: Transaction): Promise<{ ok: true; data: string } | Extract<Outcome, { ok: false }>> {
    try {
      const answer = await this.ask('eth_call', { from, to, data, value: quantity(value), gas: quantity(gas) }, 'latest')
      return { ok: true, data: answer as string }
    } catch (error) {
      return refusalOf(error)
    }
  }

  async call(to: string, abi: Interface, name: string, args: readonly unknown[] = []) {
    const outcome = await this.dry({ from: this.accounts[0] as string, to, data: abi.encodeFunctionData(name, args) })
    if (!outcome.ok) throw new Error(`${name} reverted: ${this.nameOf(outcome)}`)
    return abi.decodeFunctionResult(name, outcome.data)
  }

  async deploy(name: string, args: readonly unknown[] = [], file?: string): Promise<string> {
    const { abi, bytecode } = artifactOf(name, file)
    this.know(abi)
    const from = this.accounts[0] as string
    const outcome = await this.send({ from, data: bytecode + abi.encodeDeploy(args).slice(2) })
    if (!outcome.ok) throw new Error(`${name} could not be deployed: ${outcome.error}`)
    return (await this.receipt(outcome.hash)).contractAddress.toLowerCase()
  }

  async snapshot(): Promise<{ id: unknown; now: bigint }> {
    return { id: await this.ask('evm_snapshot'), now: this.now }
  }

  async revert({ id, now }: { id: unknown; now: bigint }): Promise<void> {
    await this.ask('evm_revert', id)
    this.now = now
  }

  nameOf({ selector, data, error }: Extract<Outcome, { ok: false }>): string {
    const name = this.errors.get(selector)
    return name ? `${name} ${data.slice(10, 10 + 64 * 4)}` : `${selector || 'nothing'} (${error})`
  }
}

export const quantity = (value: bigint | number) => `0x${value.toString(16)}`
export const coder = AbiCoder.defaultAbiCoder()
export const hex = (value: bigint | number) => value.toString(16).padStart(64, '0')
export { getCreateAddress }

function refusalOf(error: unknown): Extract<Outcome, { ok: false }> {
  const { message, data } = error as { message: string; data?: unknown }
  if (!/revert|exception|out of gas/i.test(message)) throw error
  const text = typeof data === 'string' ? data : ((data as { data?: string } | undefined)?.data ?? '0x')
  return { ok: false, error: message, selector: text.length >= 10 ? text.slice(0, 10) : '', data: text }
}
