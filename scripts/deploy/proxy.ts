import { type Address, type Hex, parseTransaction, recoverTransactionAddress, sliceHex } from 'viem'

/** Makes the deployment proxy on any chain. Nobody holds the key it was "signed" with, so nobody else can use the address. */
export const PROXY_TRANSACTION: Hex =
  '0xf8a58085174876e800830186a08080b853604580600e600039806000f350fe7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe03601600081602082378035828234f58015156039578182fd5b8082525050506014600cf31ba02222222222222222222222222222222222222222222222222222222222222222a02222222222222222222222222222222222222222222222222222222222222222'

const { data = '0x', gas = 0n, gasPrice = 0n } = parseTransaction(PROXY_TRANSACTION)

/** Code of the proxy: what its creation code, 14 bytes of it, returns. */
export const PROXY_CODE: Hex = sliceHex(data, 14)

/** Who sends that transaction, and what it costs them at most. */
export async function proxyDeployer(): Promise<{ sender: Address; cost: bigint }> {
  const sender = await recoverTransactionAddress({ serializedTransaction: PROXY_TRANSACTION as `0x02${string}` })
  return { sender, cost: gas * gasPrice }
}
