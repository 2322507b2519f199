import { ethers } from 'ethers'
import { compile } from './compile.ts'
import type { World } from './world.ts'

const FILE = 'test/mocks/Signers.sol'
/** How a `SignerWallet` answers. */
export const Answer = {
  Approved: 0,
  Yes: 1,
  YesAtLength: 2,
  No: 3,
  Reverts: 4,
  RevertsAtLength: 5,
  Short: 6,
  Zero: 7,
  BurnsGas: 8,
} as const

let compiled: ReturnType<typeof compile> | undefined

/** Deploys a contract of `test/mocks/Signers.sol`. */
export async function deploySigner(w: Pick<World, 'accounts'>, name: string, args: unknown[] = []): Promise<ethers.Contract> {
  compiled ??= compile([FILE], ['abi', 'evm.bytecode.object'])
  const found = compiled.contracts[FILE]?.[name]
  if (!found) throw new Error(`There is no ${name} in ${FILE}.`)
  const factory = new ethers.ContractFactory(found.abi, `0x${found.evm.bytecode.object}`, w.accounts.stranger)
  const contract = await factory.deploy(...args)
  await contract.waitForDeployment()
  return contract as ethers.Contract
}
