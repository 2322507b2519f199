import { type Address, type TypedDataDomain, erc20Abi, parseAbi, parseSignature } from 'viem'
import { type GetEip712DomainReturnType, getEip712Domain, signTypedData } from 'viem/actions'
import { type SendOptions, type WriteClient, accountOf, chainIdOf, signatureDeadline } from '../internal/client.ts'
import { read } from '../internal/read.ts'
import type { PermitSignature } from '../types.ts'

export type SignPermitParameters = {
  token: Address
  /** Who may take the money: the campaign. */
  spender: Address
  /** Smallest units of the token. */
  amount: bigint
  /** Last second the signature is good for. Default: in 30 days. */
  deadline?: bigint
}

/** What `pledgeWithPermit` and `pledgeSigned` take. */
export type SignPermitReturnType = PermitSignature

const permitTypes = {
  Permit: [
    { name: 'owner', type: 'address' },
    { name: 'spender', type: 'address' },
    { name: 'value', type: 'uint256' },
    { name: 'nonce', type: 'uint256' },
    { name: 'deadline', type: 'uint256' },
  ],
} as const

/**
 * Signs an allowance in the token (ERC-2612), so that no approval has to be sent. Name, version and nonce are read from the
 * token.
 *
 * @example
 * const permit = await signPermit(client, { token, spender: campaign, amount })
 * await pledgeWithPermitAndWait(client, { campaign, amount, agreementHash, permit })
 * @throws {AccountMissingError} no account to sign with
 * @throws {CallFailedError} the token takes no permits
 */
export async function signPermit(
  client: WriteClient,
  { token, spender, amount, deadline: until }: SignPermitParameters,
  options: Pick<SendOptions, 'account'> = {},
): Promise<SignPermitReturnType> {
  const account = accountOf(client, options)
  const owner = account.address
  const deadline = until ?? (await signatureDeadline(client))
  const nonces = parseAbi(['function nonces(address owner) view returns (uint256)'])
  const nonce = await read(client, { abi: nonces, address: token, functionName: 'nonces', args: [owner] })
  const signature = await signTypedData(client, {
    account,
    domain: await domainOf(client, token),
    types: permitTypes,
    primaryType: 'Permit',
    message: { owner, spender, value: amount, nonce, deadline },
  })
  const { r, s, yParity } = parseSignature(signature)
  return { value: amount, deadline, v: yParity + 27, r, s }
}

/** As the token tells it (ERC-5267); most that don't tell are of version 1. */
async function domainOf(client: WriteClient, token: Address): Promise<TypedDataDomain> {
  const told = await getEip712Domain(client, { address: token }).catch(() => undefined)
  if (told) return fieldsOf(told)
  const name = await read(client, { abi: erc20Abi, address: token, functionName: 'name' })
  return { name, version: await versionOf(client, token), chainId: await chainIdOf(client), verifyingContract: token }
}

function versionOf(client: WriteClient, token: Address): Promise<string> {
  const abi = parseAbi(['function version() view returns (string)'])
  return read(client, { abi, address: token, functionName: 'version' }).catch(() => '1')
}

/** Bit `n` of the fields says whether the domain has the field: name, version, chain, contract, salt. */
function fieldsOf({ fields, domain }: GetEip712DomainReturnType): TypedDataDomain {
  const names = ['name', 'version', 'chainId', 'verifyingContract', 'salt'] as const
  return Object.fromEntries(names.filter((_, bit) => (Number(fields) >> bit) & 1).map((name) => [name, domain[name]]))
}
