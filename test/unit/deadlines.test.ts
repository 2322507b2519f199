import { ethers } from 'ethers'
import { refuses } from '../utils/errors.ts'
import {
  type Batch,
  CASH,
  Change,
  coder,
  DAY,
  Decision,
  DESIGN,
  EQUITY,
  hashEntries,
  type ProposedBatch,
  useWorld,
  type World,
  ZERO,
} from '../utils/world.ts'
import { expect } from 'chai'

/** Windows are half-open: at the deadline itself the later side holds. A signature is good up to and including its last second. */
type Moment = 'before' | 'at' | 'after'
type Row = {
  name: string
  /** Sets the scene; returns the deadline. */
  begin: (w: World) => Promise<number>
  /** What is tried. */
  act: (w: World) => Promise<unknown>
  /** The error, or none where it goes through. */
  expect: Record<Moment, string | undefined>
}

const opens = (error: string) => ({ before: error, at: undefined, after: undefined })
const closes = (error: string) => ({ before: undefined, at: error, after: error })
const expires = (error: string) => ({ before: undefined, at: undefined, after: error })

let batch: Batch
let proposal: ProposedBatch['proposal']
let signature: { signer: string; deadline: bigint; signature: string }

const proposed = async (w: World) => {
  batch = await w.propose([{ to: w.accounts.alice.address, quantity: 10 }])
  return w.windowEnd(batch)
}
const until = async (w: World) => BigInt((await w.time.latest()) + DAY)
const data = coder.encode(['uint8', 'uint32'], [DESIGN, 80])
const barring = (w: World) => coder.encode(['address', 'bool'], [w.accounts.bob.address, true])
let correction: ReturnType<World['correction']>
const corrected = async (w: World) => {
  await proposed(w)
  await w.accept(batch)
  correction = w.correction(batch, [{ to: w.accounts.alice.address, quantity: 1 }])
  await w.review.connect(w.accounts.alice).proposeCorrection(correction, '')
  return (await w.time.latest()) + 3 * DAY
}

const rows: Row[] = [
  {
    name: 'objection window: objecting',
    begin: proposed,
    act: (w) => w.object(batch, w.accounts.steward),
    expect: closes('ObjectionTooLate'),
  },
  {
    name: 'objection window: accepting by silence',
    begin: async (w) => {
      await w.give({ to: w.accounts.carol.address, quantity: 1000 })
      return proposed(w)
    },
    act: (w) => w.growth.acceptSilent(w.L, batch.header, batch.entries, 0, 1, []),
    expect: opens('WindowOpen'),
  },
  {
    name: 'objection window: accepting attested debts',
    begin: async (w) => {
      batch = await w.propose([{ to: w.accounts.alice.address, kind: CASH, quantity: 10 }])
      return w.windowEnd(batch)
    },
    act: (w) => w.accept(batch),
    expect: opens('DebtWaitsForWindow'),
  },
  {
    name: 'objection window: accepting attested growth above instantGrowth',
    begin: async (w) => {
      batch = await w.propose([{ to: w.accounts.alice.address, quantity: 10_000 }])
      return w.windowEnd(batch)
    },
    act: (w) => w.accept(batch),
    expect: opens('InstantGrowthExceeded'),
  },
  {
    name: 'objection window: the governor resolving what nobody objected to',
    begin: proposed,
    act: (w) => w.review.connect(w.accounts.founder).resolve(w.L, batch.header, batch.entries, Decision.All, 0, ZERO, []),
    expect: opens('BatchNotResolvable'),
  },
  {
    name: 'resolveBy: stewards resolving',
    begin: async (w) => {
      await proposed(w)
      await w.object(batch, w.accounts.steward)
      return (await w.time.latest()) + 7 * DAY
    },
    act: async (w) => {
      const stewards = await w.signResolution(batch, [w.accounts.steward2, w.accounts.steward3])
      return w.review.resolve(w.L, batch.header, batch.entries, Decision.All, 0, ZERO, stewards)
    },
    expect: closes('ResolutionTooLate'),
  },
  {
    name: 'notice: applying a change',
    begin: async (w) => {
      await w.board.connect(w.accounts.founder).announceChange(w.V, Change.Weight, data)
      return (await w.time.latest()) + 7 * DAY
    },
    act: (w) => w.board.applyChange(w.V, Change.Weight, data),
    expect: opens('ChangeTooEarly'),
  },
  {
    name: 'hearing: applying a bar',
    begin: async (w) => {
      await w.board.connect(w.accounts.founder).lengthenNotice(w.V, 30 * DAY)
      await w.board.connect(w.accounts.founder).announceChange(w.V, Change.Bar, barring(w))
      return (await w.time.latest()) + 7 * DAY
    },
    act: (w) => w.board.applyChange(w.V, Change.Bar, barring(w)),
    expect: opens('ChangeTooEarly'),
  },
  {
    name: 'correction: objecting',
    begin: corrected,
    act: (w) => w.review.connect(w.accounts.steward).objectToCorrection(correction, [], ethers.ZeroHash, ''),
    expect: closes('ObjectionTooLate'),
  },
  {
    name: 'correction: applying',
    begin: corrected,
    act: async (w) => {
      const id = await w.review.correctionId(correction)
      const by = await w.signAttestation(w.accounts.steward, id, ethers.ZeroHash)
      return w.review.connect(w.accounts.founder).applyCorrection(correction, [by])
    },
    expect: opens('CorrectionTooEarly'),
  },
  {
    name: 'signature: a proposal',
    begin: async (w) => {
      const proposed = await w.batch([{ to: w.accounts.alice.address, quantity: 10 }])
      ;({ proposal } = proposed)
      signature = await w.signProposal(w.accounts.alice, proposed, await until(w))
      return Number(signature.deadline)
    },
    act: (w) => w.ledger.proposeFor(proposal, signature),
    expect: expires('SignatureExpired'),
  },
  {
    name: 'signature: an attestation',
    begin: async (w) => {
      await proposed(w)
      const by = await w.signAttestation(w.accounts.steward, batch.id, batch.header.entriesHash, await until(w))
      signature = { ...by, signer: by.attestor }
      return Number(by.deadline)
    },
    act: (w) =>
      w.acceptRange(batch, 0, 1, {
        sender: w.accounts.stranger,
        attestations: [{ ...signature, attestor: signature.signer, kinds: [] }],
      }),
    expect: expires('ReviewSignatureExpired'),
  },
  {
    name: 'signature: consent to an amendment',
    begin: async (w) => {
      await proposed(w)
      const amended = w.amend(batch, [1])
      await w.object(batch, w.accounts.steward, batch.entries, amended)
      signature = await w.signConsent(w.accounts.alice, batch.id, hashEntries(amended), await until(w))
      return Number(signature.deadline)
    },
    act: (w) =>
      w.review.acceptAmendment(w.L, batch.header, batch.entries, w.amend(batch, [1]), w.accounts.steward.address, [signature]),
    expect: expires('ReviewSignatureExpired'),
  },
]

describe('deadlines, one second before, at and after', () => {
  const w = useWorld()
  for (const { name, begin, act, expect: expected } of rows) {
    for (const [moment, shift] of [
      ['before', -1],
      ['at', 0],
      ['after', 1],
    ] as const) {
      const error = expected[moment]
      it(`${name}, ${moment}: ${error ?? 'goes through'}`, async () => {
        await w.time.setNextBlockTimestamp((await begin(w)) + shift)
        if (error) await refuses(act(w), error)
        else await act(w)
      })
    }
  }
})

describe('the opening period, one second before, at and after', () => {
  const w = useWorld(undefined, (config) => (config.pools[0]!.openingPeriod = 7 * DAY))
  for (const shift of [-1, 0, 1]) {
    it(`${shift < 0 ? 'parks' : 'shares'} revenue at opensAt ${shift < 0 ? shift : `+ ${shift}`}`, async () => {
      await w.give({ to: w.accounts.alice.address, quantity: 100 })
      const { opensAt } = await w.venture.equityPool(EQUITY)
      await w.token.mint(w.V, 1000)
      await w.time.setNextBlockTimestamp(Number(opensAt) + shift)
      await w.venture.sync(w.T)
      expect(await w.lens.parkedOf(w.V, EQUITY, w.T)).to.equal(shift < 0 ? 950n : 0n)
    })
  }
})
