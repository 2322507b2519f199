import { readFileSync, writeFileSync } from 'node:fs'
import type { Address, Hex } from 'viem'
import type { PermitSignature, SignPledgeReturnType } from '@open-value/sdk'
import { existing } from './context.ts'
import { InputError } from './errors.ts'
import { userPath } from './local.ts'
import { toJson } from './output.ts'

/** A signed pledge in a file, which anybody may submit. */
export type SignedPledgeFile = SignPledgeReturnType & { chainId: number; permit?: PermitSignature }

export function writeSignedPledge(file: string, content: SignedPledgeFile): string {
  const path = userPath(file)
  writeFileSync(path, `${toJson(content)}\n`)
  return path
}

/** @throws {InputError} another chain, or no such file */
export function readSignedPledge(file: string, chainId: number): SignedPledgeFile {
  const content = parse(file)
  if (content.chainId !== chainId) {
    throw new InputError(`${file} is for chain ${content.chainId}, and this is chain ${chainId}.`)
  }
  return content
}

type Raw = {
  chainId: number
  campaign: Address
  signature: Hex
  signed: { pledger: Address; agreementHash: Hex; refundTo: Address } & Record<'amount' | 'nonce' | 'deadline', string>
  permit?: { v: number; r: Hex; s: Hex } & Record<'value' | 'deadline', string>
}

function parse(file: string): SignedPledgeFile {
  try {
    const { signed, permit, ...rest } = JSON.parse(readFileSync(existing(file), 'utf8')) as Raw
    const { pledger, agreementHash, refundTo } = signed
    const [amount, nonce, deadline] = [signed.amount, signed.nonce, signed.deadline].map(BigInt) as [bigint, bigint, bigint]
    return {
      ...rest,
      signed: { pledger, amount, agreementHash, refundTo, nonce, deadline },
      ...(permit ? { permit: { ...permit, value: BigInt(permit.value), deadline: BigInt(permit.deadline) } } : {}),
    }
  } catch (error) {
    if (error instanceof InputError) throw error
    throw new InputError(`${file} is no signed pledge.`, ['campaign:pledge --sign FILE writes one.'])
  }
}
