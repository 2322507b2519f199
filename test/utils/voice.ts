import type { HardhatEthersSigner } from '@nomicfoundation/hardhat-ethers/types'
import { ethers } from 'ethers'
import { compile } from './compile.ts'
import { RULES, type Rules } from './governance.ts'
import { Change, coder, DAY, DESIGN, type World } from './world.ts'

type Who = { address: string }

/** From the founder to the group: after 60 days, or once 5 show their voice; 3 in any case. */
export const TERMS = { period: 60 * DAY, affiliates: 5, accounts: 3 }

const FILE = 'test/mocks/Voice.sol'
let compiled: ReturnType<typeof compile> | undefined

/** Deploys a contract of `test/mocks/Voice.sol`. */
export async function deployVoice(w: Pick<World, 'accounts'>, name: string, args: unknown[] = []): Promise<ethers.Contract> {
  compiled ??= compile([FILE], ['abi', 'evm.bytecode.object'])
  const found = compiled.contracts[FILE]?.[name]
  if (!found) throw new Error(`There is no ${name} in ${FILE}.`)
  const factory = new ethers.ContractFactory(found.abi, `0x${found.evm.bytecode.object}`, w.accounts.stranger)
  const contract = await factory.deploy(...args)
  await contract.waitForDeployment()
  return contract as ethers.Contract
}

/** Voice in a world. One unit of Design or Review is one of voice. */
export function useVoice(w: World) {
  const delegate = (account: HardhatEthersSigner, to: Who = account) => w.ledger.connect(account).delegate(to.address)

  /** Somebody counts for the account. */
  const count = (account: Who, kinds: number[] = [DESIGN], by = w.accounts.stranger) =>
    w.voices.connect(by).updateVoice(w.L, account.address, kinds)

  /** Units that are counted; whoever has none yet may opt in later. */
  const earn = async (account: Who, quantity: number | bigint, kind = DESIGN) => {
    await w.give({ to: account.address, kind, quantity })
    return count(account, [kind])
  }

  /** The voice board as the ledger calls it. */
  const asLedger = async () => w.voices.connect(await w.as(w.L))

  /** What each of them can cast, and what all can, in whole units. */
  const cast = async (...accounts: Who[]) => {
    const votes = await Promise.all(accounts.map(({ address }) => w.ledger.getVotes(address)))
    await w.helpers.mine()
    return [...votes, await w.ledger.getPastTotalSupply((await w.time.latest()) - 1)].map(Number)
  }

  /** The contributors govern: a governor of theirs, which the founder has appointed. */
  const appointGroup = async (rules: Rules = RULES.crew) => {
    const factory = w.factory.connect(w.accounts.founder)
    const governor = await factory.deployGovernor.staticCall(w.V, rules, ethers.ZeroHash)
    await factory.deployGovernor(w.V, rules, ethers.ZeroHash)
    await w.change(Change.Governor, coder.encode(['address'], [governor]))
    return w.hh.getContractAt('LazyConsensusGovernor', governor)
  }

  /** Makes transactions that share a block. They are given in order; each says whether it went through. */
  const inOneBlock = async (...sends: ((options: object) => Promise<{ hash: string }>)[]) => {
    await w.hh.provider.send('evm_setAutomine', [false])
    const sent: { hash: string }[] = []
    for (const [i, send] of sends.entries()) {
      const maxPriorityFeePerGas = BigInt(sends.length - i)
      sent.push(await send({ gasLimit: 1_000_000n, maxPriorityFeePerGas, maxFeePerGas: 10n ** 11n }))
    }
    await w.hh.provider.send('evm_mine', [])
    await w.hh.provider.send('evm_setAutomine', [true])
    const receipts = await Promise.all(sent.map(({ hash }) => w.hh.provider.getTransactionReceipt(hash)))
    if (new Set(receipts.map((receipt) => receipt?.blockNumber)).size !== 1) throw new Error('They are in several blocks.')
    return receipts.map((receipt) => receipt?.status === 1)
  }

  return { delegate, count, earn, asLedger, cast, appointGroup, inOneBlock }
}
