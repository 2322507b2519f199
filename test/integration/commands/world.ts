import { expect } from 'chai'
import { Wallet, encryptKeystoreJson } from 'ethers'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { type Address, erc20Abi, getAddress } from 'viem'
import { addressOf, person } from '../../../scripts/demo/people.ts'
import { MINT } from '../../../scripts/demo/stage.ts'
import { inRoot } from '../../../scripts/deploy/artifacts.ts'
import { type LocalChain, mined, startChain } from '../../../scripts/internal/chain.ts'
import { deployShared, deployTestToken } from '../../../scripts/internal/contracts.ts'
import { type Ended, ovHere } from './ov.ts'

export type Json = Record<string, unknown>

/** Of every key file here. */
export const PASSWORD = 'a password for tests'

/** Three stewards of the example, and others whose keys the node holds. */
export const PEOPLE = {
  Ana: addressOf('founder'),
  Bruno: addressOf('steward'),
  Chen: addressOf('engineer'),
  customer: addressOf('customer'),
  relayer: addressOf('passer-by'),
}

/** A chain with the venture of docs/examples on it, and commands run there. */
export async function commandWorld(name: string) {
  const folder = mkdtempSync(path.join(os.tmpdir(), `open-value-${name}-`))
  const inFolder = (file: string) => path.join(folder, file)
  const chain: LocalChain = await startChain({ port: 0 })
  const deployer = person('founder')
  const contracts = await deployShared(chain.client, deployer, { record: false })
  const token = await deployTestToken(chain.client, deployer, { name: 'Test dollar', symbol: 'USDC', decimals: 6 })
  const people = new Map<string, Address>(Object.entries(PEOPLE))
  const writePeople = () => {
    const rows = [...people].map((row) => row.join(','))
    writeFileSync(inFolder('people.csv'), ['name,address', ...rows, ''].join('\n'))
  }
  writePeople()
  const addresses: Record<string, string> = {
    '0x1111111111111111111111111111111111111111': PEOPLE.Ana,
    '0x2222222222222222222222222222222222222222': PEOPLE.Bruno,
    '0x3333333333333333333333333333333333333333': PEOPLE.Chen,
    '0x4444444444444444444444444444444444444444': addressOf('exchange firm'),
    '0x5555555555555555555555555555555555555555': token,
    '0x9999999999999999999999999999999999999999': addressOf('network'),
  }
  const config = readFileSync(inRoot('docs/examples/venture.json'), 'utf8')
  writeFileSync(
    inFolder('venture.json'),
    config.replace(/0x[0-9]{40}/g, (address) => addresses[address] ?? address),
  )

  let venture: Address | undefined
  const ABOUT = /^(venture:deploy|wait|relay|relay:cancel|sweep|audit)$/
  const argsOf = ([command = '', ...rest]: readonly string[]) => {
    const about = venture === undefined || ABOUT.test(command) ? [] : ['--venture', venture]
    return [command, ...rest, '--network', chain.rpcUrl ?? '', '--people', inFolder('people.csv'), ...about]
  }
  const runToEnd = (...args: string[]): Promise<Ended> => ovHere(...argsOf(args), '--json')
  /** Runs a command on this chain; its JSON. */
  const run = async (...args: string[]): Promise<Json> => {
    const { code, stdout, stderr } = await runToEnd(...args)
    expect(code, stderr).to.equal(0)
    return JSON.parse(stdout) as Json
  }
  const deployed = await run('venture:deploy', inFolder('venture.json'))
  venture = deployed['venture'] as Address
  process.env['OPEN_VALUE_PASSWORD'] = PASSWORD

  return {
    chain,
    contracts,
    token,
    venture,
    ledger: deployed['ledger'] as Address,
    inFolder,
    argsOf,
    run,
    runToEnd,
    write: (file: string, content: string) => {
      writeFileSync(inFolder(file), content)
      return inFolder(file)
    },
    /** What a person reads. */
    async read(...args: string[]): Promise<string> {
      const { code, stdout, stderr } = await ovHere(...argsOf(args))
      expect(code, stderr).to.equal(0)
      return stderr + stdout
    },
    /** Says no, with these words. */
    async refused(code: number, words: string, ...args: string[]): Promise<Ended> {
      const ended = await runToEnd(...args)
      expect(ended.code, ended.stderr).to.equal(code)
      expect(ended.stderr).to.contain(words)
      return ended
    },
    /** Somebody with a new wallet in a key file, and without ETH. */
    async newcomer(name: string): Promise<{ address: Address; keystore: string; as: string[] }> {
      const { address: written, privateKey } = Wallet.createRandom()
      const keystore = inFolder(`${name}.key.json`)
      writeFileSync(keystore, await encryptKeystoreJson({ address: written, privateKey }, PASSWORD, { scrypt: { N: 2 } }))
      const address = getAddress(written)
      people.set(name, address)
      writePeople()
      return { address, keystore, as: ['--keystore', keystore] }
    },
    /** What follows is about another venture. */
    use(other: Address): void {
      venture = other
    },
    name(who: string, address: Address): void {
      people.set(who, address)
      writePeople()
    },
    balanceOf: (account: Address) =>
      chain.client.readContract({ address: token, abi: erc20Abi, functionName: 'balanceOf', args: [account] }),
    ethOf: (address: Address) => chain.client.getBalance({ address }),
    async mint(account: Address, amount: bigint): Promise<void> {
      const args = [account, amount] as const
      const { client } = chain
      await mined(client, client.writeContract({ account: deployer, address: token, abi: MINT, functionName: 'mint', args }))
    },
    async close(): Promise<void> {
      delete process.env['OPEN_VALUE_PASSWORD']
      await chain.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export type CommandWorld = Awaited<ReturnType<typeof commandWorld>>
