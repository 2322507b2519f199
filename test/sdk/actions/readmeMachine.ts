// Between the marks stands the code about machines of sdk/README.md, word for word; readme.test.ts compares and runs it.
import type { Account, Address, Hash } from 'viem'
import type { OpenValueActions } from '@open-value/sdk'

export type MachineExampleParameters = {
  client: OpenValueActions
  account: Account
  campaign: Address
  machine: Address
  token: Address
  agreementHash: Hash
  /** Others pledge the rest, and the machine is bought. */
  bought: () => Promise<unknown>
}

export async function runMachineExample(parameters: MachineExampleParameters) {
  const { client, account, campaign, machine, token, agreementHash, bought } = parameters
  /* README */
  // Pledge: all or nothing, and back in full where the goal is missed or nothing is bought.
  await client.approvePaymentAndWait({ spender: campaign, token, amount: 100_000n })
  await client.pledgeAndWait({ campaign, token, amount: 100_000n, agreementHash })

  /* README ends */
  await bought()
  /* README */
  // The machine is bought: log two hours of it, and pay what they come to.
  const use = { machine, user: account.address, scenario: 0, durationMinutes: 120 }
  const { total } = await client.quoteUse(use)
  await client.approvePaymentAndWait({ spender: machine, token, amount: total })
  await client.logAndPayUseAndWait({ ...use, token })

  // Whoever pledged is paid back, use by use.
  const { paid } = await client.claimPaybackAndWait({ machine, account: account.address })
  /* README ends */
  return paid
}
