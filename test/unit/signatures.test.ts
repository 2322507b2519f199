import { expect } from 'chai'
import { ethers } from 'ethers'
import {
  amendmentConsentTypes,
  attestationTypes,
  ledgerDomain,
  proposalTypes,
  resolutionTypes,
} from '../../sdk/src/batch/typedData.ts'
import { refuses } from '../utils/errors.ts'
import { type Batch, Decision, hashEntries, LATER, pack, useWorld, type World, ZERO } from '../utils/world.ts'

/** What a signer signs, and the call that takes the signature. One of each kind there is. */
type Case = {
  types: unknown
  role: string
  invalid: string
  expired: string
  /** Sets the scene for a signer; returns the message. */
  begin: (w: World, signer: string) => Promise<Record<string, unknown>>
  take: (w: World, signed: { signer: string; deadline: bigint; signature: string }) => Promise<unknown>
}

let batch: Batch
const order = (a: { signer: string }, b: { signer: string }) => (BigInt(a.signer) < BigInt(b.signer) ? -1 : 1)
const appoint = async (w: World, account: string) => {
  const data = ethers.AbiCoder.defaultAbiCoder().encode(['address', 'bool'], [account, true])
  await w.ledger.connect(await w.as(await w.board.getAddress())).enact(w.V, 8, data)
}

const cases: Record<string, Case> = {
  proposeFor: {
    types: proposalTypes,
    role: 'proposer',
    invalid: 'SignatureInvalid',
    expired: 'SignatureExpired',
    begin: async (w, signer) => {
      batch = await w.batch([{ to: w.accounts.alice.address, quantity: 10 }], { proposer: signer })
      return w.proposalMessage(batch)
    },
    take: (w, signed) => w.ledger.proposeFor(batch.proposal, signed),
  },
  'an attestation': {
    types: attestationTypes,
    role: 'attestor',
    invalid: 'SignatureInvalid',
    expired: 'SignatureExpired',
    begin: async (w, signer) => {
      batch = await w.propose([{ to: w.accounts.bob.address, quantity: 10 }])
      await appoint(w, signer)
      return { batch: batch.id, entries: batch.header.entriesHash }
    },
    take: (w, { signer, ...rest }) =>
      w.ledger
        .connect(w.accounts.stranger)
        .acceptAttested(batch.header, batch.entries, 0, 1, [{ attestor: signer, kinds: [], ...rest }]),
  },
  'consent to an amendment': {
    types: amendmentConsentTypes,
    role: 'affiliate',
    invalid: 'ReviewSignatureInvalid',
    expired: 'ReviewSignatureExpired',
    begin: async (w, signer) => {
      batch = await w.propose([pack({ to: signer, quantity: 10 })])
      await w.object(batch, w.accounts.steward, batch.entries, w.amend(batch, [5]))
      return { batch: batch.id, amendment: hashEntries(w.amend(batch, [5])) }
    },
    take: (w, signed) =>
      w.review.acceptAmendment(w.L, batch.header, batch.entries, w.amend(batch, [5]), w.accounts.steward.address, [signed]),
  },
  'a resolution': {
    types: resolutionTypes,
    role: 'steward',
    invalid: 'ReviewSignatureInvalid',
    expired: 'ReviewSignatureExpired',
    begin: async (w, signer) => {
      batch = await w.propose([{ to: w.accounts.bob.address, quantity: 10 }])
      await appoint(w, signer)
      await w.object(batch, w.accounts.steward)
      return { batch: batch.id, objections: 1n, decision: Decision.All, allowed: 0n, entries: batch.header.entriesHash }
    },
    take: async (w, signed) => {
      const other = await w.signResolution(batch, [w.accounts.steward2])
      return w.review.resolve(w.L, batch.header, batch.entries, Decision.All, 0, ZERO, [...other, signed].sort(order))
    },
  },
}

describe('signatures', () => {
  const w = useWorld()
  for (const [name, { types, role, invalid, expired, begin, take }] of Object.entries(cases)) {
    describe(name, () => {
      /** Dave signs what he is asked to, apart from what is changed. */
      const sign = async (change: { domain?: object; message?: Record<string, unknown>; deadline?: bigint } = {}) => {
        const message = await begin(w, w.accounts.dave.address)
        return w.signed(w.accounts.dave, types, role, { ...message, ...change.message }, change.deadline, change.domain)
      }
      const domain = (chainId: number, ledger: string) => ledgerDomain({ chainId, ledger: ledger as `0x${string}` })

      it('is taken as signed', async () => {
        await take(w, await sign())
      })
      it('is refused from another clone', async () => {
        await refuses(take(w, await sign({ domain: domain(w.chainId, await w.ledgerCode.getAddress()) })), invalid)
      })
      it('is refused from another chain', async () => {
        await refuses(take(w, await sign({ domain: domain(w.chainId + 1, w.L) })), invalid)
      })
      it('is refused from another domain name or version', async () => {
        await refuses(take(w, await sign({ domain: { ...domain(w.chainId, w.L), name: 'OpenValue' } })), invalid)
        await refuses(take(w, await sign({ domain: { ...domain(w.chainId, w.L), version: '2' } })), invalid)
      })
      it('is refused when it has expired', async () => {
        await refuses(take(w, await sign({ deadline: 1n })), expired)
      })
      it('is refused with any field altered', async () => {
        const message = await begin(w, w.accounts.dave.address)
        for (const [field, value] of Object.entries(message)) {
          const other = typeof value === 'string' ? ethers.id('other') : BigInt(value as bigint) + 1n
          const signed = await w.signed(w.accounts.dave, types, role, { ...message, [field]: other })
          await refuses(take(w, signed), invalid)
        }
        const signed = await w.signed(w.accounts.dave, types, role, message)
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

  it('of a proposal is good once, and not after its nonce was cancelled', async () => {
    const mine = await w.batch([{ to: w.accounts.alice.address, quantity: 1 }])
    const signed = await w.signProposal(w.accounts.alice, mine)
    await w.ledger.proposeFor(mine.proposal, signed)
    await refuses(w.ledger.proposeFor(mine.proposal, signed), 'NonceUsed')
    const other = await w.batch([{ to: w.accounts.alice.address, quantity: 1 }])
    await w.ledger.connect(w.accounts.alice).cancelNonce(other.proposal.nonce)
    await refuses(w.ledger.proposeFor(other.proposal, await w.signProposal(w.accounts.alice, other)), 'NonceUsed')
  })

  it('of a proposal cannot be stopped by a stranger using its nonce', async () => {
    const mine = await w.batch([{ to: w.accounts.alice.address, quantity: 1 }])
    await w.ledger.connect(w.accounts.stranger).cancelNonce(mine.proposal.nonce)
    await w.ledger.proposeFor(mine.proposal, await w.signProposal(w.accounts.alice, mine))
    expect((await w.ledger.batchState(mine.id)).status).to.equal(1n)
  })
})
