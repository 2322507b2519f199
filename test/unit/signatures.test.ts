import { expect } from 'chai'
import { ethers } from 'ethers'
import {
  amendmentConsentTypes,
  attestationTypes,
  ledgerDomain,
  objectionTypes,
  proposalTypes,
  resolutionTypes,
} from '../../sdk/src/batch/typedData.ts'
import { refuses } from '../utils/errors.ts'
import { type SignatureCase, testSignatures } from '../utils/signatureTests.ts'
import { type Batch, Decision, hashEntries, pack, type ProposedBatch, useWorld, type World, ZERO } from '../utils/world.ts'

let batch: Batch
let proposal: ProposedBatch['proposal']
let correction: ReturnType<World['correction']>
/** Of what is signed in place of a transaction: another each time. */
let nonce = 10n ** 9n
/** An objection without an amendment. */
const objection = (subject: string, account: string) => ({
  subject,
  account,
  reason: ethers.id('reason'),
  reasonURI: 'ipfs://reason',
  amendment: ethers.ZeroHash,
  nonce: ++nonce,
})
const order = (a: { signer: string }, b: { signer: string }) => (BigInt(a.signer) < BigInt(b.signer) ? -1 : 1)
const appoint = async (w: World, account: string) => {
  const data = ethers.AbiCoder.defaultAbiCoder().encode(['address', 'bool'], [account, true])
  await w.ledger.connect(await w.as(await w.board.getAddress())).enact(w.V, 8, data)
}

const cases: Record<string, SignatureCase<World>> = {
  proposeFor: {
    types: proposalTypes,
    role: 'proposer',
    invalid: 'SignatureInvalid',
    expired: 'SignatureExpired',
    begin: async (w, signer) => {
      const proposed = await w.batch([{ to: w.accounts.alice.address, quantity: 10 }], { proposer: signer })
      ;({ proposal } = proposed)
      return w.proposalMessage(proposed)
    },
    take: (w, signed) => w.ledger.proposeFor(proposal, signed),
  },
  'an attestation': {
    types: attestationTypes,
    role: 'attestor',
    invalid: 'ReviewSignatureInvalid',
    expired: 'ReviewSignatureExpired',
    begin: async (w, signer) => {
      batch = await w.propose([{ to: w.accounts.bob.address, quantity: 10 }])
      await appoint(w, signer)
      return { batch: batch.id, entries: batch.header.entriesHash }
    },
    take: (w, { signer, ...rest }) =>
      w.acceptRange(batch, 0, 1, { sender: w.accounts.stranger, attestations: [{ attestor: signer, kinds: [], ...rest }] }),
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
  'an objection': {
    types: objectionTypes,
    role: 'signer',
    invalid: 'SignatureInvalid',
    expired: 'SignatureExpired',
    begin: async (w, signer) => {
      batch = await w.propose([{ to: w.accounts.bob.address, quantity: 10 }])
      await appoint(w, signer)
      return objection(batch.id, signer)
    },
    take: (w, signed) =>
      w.review.objectFor(w.L, batch.header, signed.signer, [], ethers.id('reason'), 'ipfs://reason', [], [], {
        ...signed,
        nonce,
      }),
  },
  'an objection to a correction': {
    types: objectionTypes,
    role: 'signer',
    invalid: 'SignatureInvalid',
    expired: 'SignatureExpired',
    begin: async (w, signer) => {
      batch = await w.propose([{ to: w.accounts.bob.address, quantity: 10 }])
      await w.accept(batch)
      correction = w.correction(batch, [{ to: w.accounts.bob.address, quantity: 1 }])
      await w.review.connect(w.accounts.alice).proposeCorrection(correction, '')
      await appoint(w, signer)
      return objection(await w.review.correctionId(correction), signer)
    },
    take: (w, signed) => {
      const { signer } = signed
      return w.review.objectToCorrectionFor(correction, signer, [], ethers.id('reason'), 'ipfs://reason', { ...signed, nonce })
    },
  },
}

describe('signatures', () => {
  const w = useWorld()
  testSignatures(w, cases, async () => ({
    domain: ledgerDomain({ chainId: w.chainId, ledger: w.L as `0x${string}` }),
    other: await w.ledgerCode.getAddress(),
  }))

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
