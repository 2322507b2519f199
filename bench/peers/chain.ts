import { ethers } from 'ethers'
import { createChain, mined } from '../scenario.ts'
import type { Cost } from './row.ts'
import { L1, TRANSACTION_GAS } from './settings.ts'

const L1_BLOCK = '0x4200000000000000000000000000000000000015'
/** A receipt counts a byte on L1 as so much gas. */
const L1_GAS_PER_BYTE = 16n
/** 1,000.00 */
export const SALE = 1_000_000_000n

export type PeerChain = Awaited<ReturnType<typeof createPeerChain>>

/** An OP-stack chain in this process with all that is shared between those who are compared. */
export async function createPeerChain() {
  const chain = await createChain({ network: 'op', override: { gas: TRANSACTION_GAS } })
  const { hh, token, accounts } = chain
  await priceL1(hh.provider)
  const callBatch = await hh.deployContract('CallBatch')
  const claimBatch = await hh.deployContract('ClaimBatch')
  for (const account of [accounts.customer, accounts.stranger]) await mined(token.mint(account.address, 10n ** 15n))
  return {
    ...chain,
    tokenAddress: await token.getAddress(),
    callBatch,
    claimBatch,
    /** The customer pays, and keeps a balance. */
    sell: (to: string) => mined(token.connect(accounts.customer).transfer(to, SALE)),
  }
}

async function priceL1(provider: PeerChain['hh']['provider']): Promise<void> {
  const scalars = ethers.concat([
    new Uint8Array(16),
    ethers.toBeHex(L1.baseFeeScalar, 4),
    ethers.toBeHex(L1.blobBaseFeeScalar, 4),
    new Uint8Array(8),
  ])
  const slots = { '0x1': ethers.toBeHex(L1.baseFee, 32), '0x3': scalars, '0x7': ethers.toBeHex(L1.blobBaseFee, 32) }
  for (const [slot, value] of Object.entries(slots)) await provider.send('hardhat_setStorageAt', [L1_BLOCK, slot, value])
}

/** What transactions cost together. */
export async function costOf({ hh }: Pick<PeerChain, 'hh'>, receipts: readonly ethers.TransactionReceipt[]): Promise<Cost> {
  const total = { transactions: receipts.length, gas: 0n, calldataBytes: 0, l1Gas: 0n, l1Fee: 0n }
  for (const { hash, gasUsed } of receipts) {
    const { input } = await hh.provider.send('eth_getTransactionByHash', [hash])
    const { l1GasUsed, l1Fee } = await hh.provider.send('eth_getTransactionReceipt', [hash])
    total.gas += gasUsed
    total.calldataBytes += ethers.dataLength(input)
    total.l1Gas += BigInt(l1GasUsed)
    total.l1Fee += BigInt(l1Fee)
  }
  const { transactions, calldataBytes } = total
  const l1Bytes = Number(total.l1Gas / L1_GAS_PER_BYTE)
  return { transactions, gas: Number(total.gas), calldataBytes, l1Bytes, l1Fee: Number(total.l1Fee) }
}

/** What nothing costs. */
export const NOTHING: Cost = { transactions: 0, gas: 0, calldataBytes: 0, l1Bytes: 0, l1Fee: 0 }
