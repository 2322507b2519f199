// Between the marks stands the first code of sdk/README.md, word for word; readme.test.ts compares and runs it.
/* README */
import { createWalletClient } from 'viem'
import { openValueActions, parseAmount, parseDay, parseQuantity } from '@open-value/sdk'

/* README ends */
import type { Account, Address, Transport } from 'viem'
import { hardhat as chain } from 'viem/chains'
import type { ContractAddresses, OpenValueActions } from '@open-value/sdk'

export type ExampleParameters = {
  account: Account
  transport: Transport
  addresses: ContractAddresses
  steward: OpenValueActions
  venture: Address
  ledger: Address
  token: Address
}

export async function runExample({ account, transport, addresses, steward, venture, ledger, token }: ExampleParameters) {
  /* README */
  const client = createWalletClient({ account, chain, transport }).extend(openValueActions(addresses))

  // Log two and a half hours; a steward says that it is true and accepts them.
  const quantity = parseQuantity('2.5h', { unit: 'h', decimals: 2 })
  const contributions = [{ affiliate: account.address, kind: 0, quantity, day: parseDay('2026-05-03') }]
  const { batch } = await client.proposeBatchAndWait({ ledger, contributions })
  await steward.acceptBatchAndWait({ ledger, batch })

  // Pay the venture with a plain transfer, and claim: all who contributed have their part from that moment.
  await client.payAndWait({ venture, token, amount: parseAmount('100.00 USDC', { symbol: 'USDC', decimals: 6 }) })
  const { paid } = await client.claimAndWait({ venture, account: account.address })
  /* README ends */
  return paid
}
