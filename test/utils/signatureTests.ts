import { ethers } from 'ethers'
import { refuses } from './errors.ts'
import { LATER, type World } from './world.ts'

type Base = Pick<World, 'accounts' | 'chainId' | 'helpers' | 'mock' | 'signed' | 'T'>
/** What a signer signs, and the call that takes the signature. */
export type SignatureCase<W extends Base> = {
  types: unknown
  /** Field of the message that names the signer. */
  role: string
  invalid: string
  expired: string
  /** Sets the scene for a signer; returns the message. */
  begin: (w: W, signer: string) => Promise<Record<string, unknown>>
  take: (w: W, signed: { signer: string; deadline: bigint; signature: string }) => Promise<unknown>
}
type Domain = { name: string; version: string; chainId: number; verifyingContract: string }

/** Another value of the same type. */
function altered(value: unknown): unknown {
  if (typeof value !== 'string') return BigInt(value as bigint) + 1n
  return ethers.isAddress(value) ? ethers.getAddress(ethers.dataSlice(ethers.id('other'), 12)) : ethers.id('other')
}

/**
 * Whom a signature is taken from, and in which forms.
 * @param about The domain signatures are for, and another clone they are not for.
 */
export function testSignatures<W extends Base>(
  w: W,
  cases: Record<string, SignatureCase<W>>,
  about: () => Promise<{ domain: Domain; other: string }>,
): void {
  for (const [name, { types, role, invalid, expired, begin, take }] of Object.entries(cases)) {
    describe(name, () => {
      let domain: Domain
      let other: string
      before(async () => {
        ;({ domain, other } = await about())
      })
      /** Dave signs what he is asked to, apart from what is changed. */
      const sign = async (change: { domain?: Partial<Domain>; message?: Record<string, unknown>; deadline?: bigint } = {}) => {
        const message = await begin(w, w.accounts.dave.address)
        const of = { ...domain, ...change.domain }
        return w.signed(w.accounts.dave, types, role, { ...message, ...change.message }, change.deadline, of)
      }

      it('is taken as signed', async () => {
        await take(w, await sign())
      })
      it('is refused from another clone', async () => {
        await refuses(take(w, await sign({ domain: { verifyingContract: other } })), invalid)
      })
      it('is refused from another chain', async () => {
        await refuses(take(w, await sign({ domain: { chainId: w.chainId + 1 } })), invalid)
      })
      it('is refused from another domain name or version', async () => {
        await refuses(take(w, await sign({ domain: { name: 'OpenValue' } })), invalid)
        await refuses(take(w, await sign({ domain: { version: '2' } })), invalid)
      })
      it('is refused when it has expired', async () => {
        await refuses(take(w, await sign({ deadline: 1n })), expired)
      })
      it('is refused with any field altered', async () => {
        const message = await begin(w, w.accounts.dave.address)
        for (const [field, value] of Object.entries(message)) {
          const signed = await w.signed(w.accounts.dave, types, role, { ...message, [field]: altered(value) }, LATER, domain)
          await refuses(take(w, signed), invalid)
        }
        const signed = await w.signed(w.accounts.dave, types, role, message, LATER, domain)
        await refuses(take(w, { ...signed, deadline: signed.deadline - 1n }), invalid)
      })
      it('is refused in the compact form of 64 bytes', async () => {
        const signed = await sign()
        const signature = ethers.Signature.from(signed.signature).compactSerialized
        await refuses(take(w, { ...signed, signature }), invalid)
      })
      it('is refused with a high s', async () => {
        const signed = await sign()
        const { r, s, v } = ethers.Signature.from(signed.signature)
        const n = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n
        const signature = ethers.concat([r, ethers.toBeHex(n - BigInt(s), 32), ethers.toBeHex(v === 27 ? 28 : 27, 1)])
        await refuses(take(w, { ...signed, signature }), invalid)
      })
      it('is refused when it is empty or says that the zero address signed', async () => {
        const signed = await sign()
        await refuses(take(w, { ...signed, signature: '0x' }), invalid)
        await refuses(take(w, { ...signed, signature: ethers.hexlify(new Uint8Array(65)) }), invalid)
      })
      it('is taken from a wallet that says yes, and from no other', async () => {
        const wallet = await w.mock('Wallet')
        const signer = await wallet.getAddress()
        await begin(w, signer)
        const signed = { signer, deadline: LATER, signature: '0x1234' }
        for (const answer of [1, 2, 3, 4, 5]) {
          await (await wallet.getFunction('setAnswer')(answer)).wait()
          await refuses(take(w, signed), invalid)
        }
        await (await wallet.getFunction('setAnswer')(0)).wait()
        await take(w, signed)
      })
      it('is taken from a key whose account carries code', async () => {
        const signed = await sign()
        await w.helpers.setCode(w.accounts.dave.address, `0xef0100${w.T.slice(2)}`)
        await take(w, signed)
      })
      it('is taken from a key whose account carries code that says no', async () => {
        const signed = await sign()
        await w.helpers.setCode(w.accounts.dave.address, '0x60006000fd')
        await take(w, signed)
      })
    })
  }
}
