import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect } from 'chai'
import { ethers } from 'ethers'
import { artifacts } from 'hardhat'
import { campaignDomain } from '../../../sdk/src/batch/typedData.ts'
import { AGREEMENT, type CampaignWorld, GOAL, useCampaign } from '../../utils/campaignWorld.ts'
import { root } from '../../utils/compile.ts'
import { refuses } from '../../utils/errors.ts'
import { ascending, useLarge } from '../../utils/large.ts'
import { MoveStatus, NO_ACT, useMoves } from '../../utils/moves.ts'
import { type Given, type Nonces, type Row, testMatrix } from '../../utils/signatureMatrix.ts'
import { signedTypes } from '../../utils/typeStrings.ts'
import {
  type Batch,
  Change,
  coder,
  DAY,
  Decision,
  DESIGN,
  hashEntries,
  Status,
  useWorld,
  type World,
  ZERO,
} from '../../utils/world.ts'

const PLACEHOLDER = { address: ethers.getAddress('0x00000000000000000000000000000000000000aa') }
const reason = ethers.id('reason')
const BY_LEDGER = { invalid: 'SignatureInvalid', expired: 'SignatureExpired', again: 'nonce' } as const
const BY_BOARD = { invalid: 'ReviewSignatureInvalid', expired: 'ReviewSignatureExpired' } as const

/** Appoints without anybody doing anything. */
const appoint = async (w: World, account: string) => {
  const data = coder.encode(['address', 'bool'], [account, true])
  await w.ledger.connect(await w.as(await w.board.getAddress())).enact(w.V, Change.Steward, data)
}
const statusOf = async (w: World, id: string) => (await w.ledger.batchState(id)).status
const bobs = (w: World) => w.propose([{ to: w.accounts.bob.address, quantity: 5 }])
const attestationOf = ({ signer, deadline, signature }: Given) => ({ attestor: signer, kinds: [], deadline, signature })
const signedBy = ({ signer, deadline, signature }: Given) => ({ signer, deadline, signature })
const corrected = async (w: World) => {
  const batch = await bobs(w)
  await w.accept(batch)
  const correction = w.correction(batch, [{ to: w.accounts.bob.address, quantity: 1 }])
  await w.review.connect(w.accounts.alice).proposeCorrection(correction, '')
  return { batch, correction, id: await w.review.correctionId(correction) }
}
const objection = (subject: string, account: string, amendment = ethers.ZeroHash as string) => ({
  subject,
  account,
  reason,
  reasonURI: 'ipfs://reason',
  amendment,
})
const objectionOf = (w: World, id: string, signer: string) => w.review.objectionOf(w.L, id, signer)
/** Somebody with units that have earned something. */
const holding = async (w: World, signer: string) => {
  await w.give({ to: signer, quantity: 100 })
  await w.sale(1000)
}

const ROWS: Row<World>[] = [
  {
    call: 'ContributionLedger.proposeFor',
    type: 'Proposal',
    role: 'proposer',
    ...BY_LEDGER,
    begin: async (w, signer, nonce) => {
      const { proposal: usual, entries } = await w.batch([{ to: w.accounts.bob.address, quantity: 5 }])
      const proposal = { ...usual, task: ethers.id('task'), nonce }
      const id = await w.ledger.batchId({
        entriesHash: hashEntries(entries),
        detailsHash: ethers.keccak256(proposal.workDays),
        evidenceHash: proposal.evidenceHash,
        proposer: signer,
        nonce,
      })
      return {
        message: {
          entries: hashEntries(entries),
          workDays: ethers.keccak256(proposal.workDays),
          evidence: proposal.evidenceHash,
          evidenceURI: proposal.evidenceURI,
          task: proposal.task,
        },
        take: (given) => w.ledger.connect(w.accounts.stranger).proposeFor(proposal, signedBy(given)),
        isDone: async () => (await statusOf(w, id)) === Status.Pending,
      }
    },
  },
  {
    call: 'LargeBatches.proposeFor',
    type: 'LargeProposal',
    role: 'proposer',
    ...BY_LEDGER,
    begin: async (w, signer, nonce) => {
      const { proposal, header, id } = largeOf(w, signer, nonce)
      return {
        message: {
          totals: header.totalsHash,
          root: proposal.root,
          leaves: proposal.leaves,
          data: proposal.dataHash,
          dataURI: proposal.dataURI,
          task: proposal.task,
        },
        take: (given) => w.large.connect(w.accounts.stranger).proposeFor(w.L, proposal, given),
        isDone: async () => (await statusOf(w, id)) === Status.Pending,
      }
    },
  },
  {
    call: 'ReviewBoard.acceptAttested',
    type: 'Attestation',
    role: 'attestor',
    ...BY_BOARD,
    again: {
      because: 'a range is taken once, and another range of the same batch is what was attested too',
      check: async (w, given) => {
        const two = await w.propose([
          { to: w.accounts.bob.address, quantity: 5 },
          { to: w.accounts.carol.address, quantity: 5 },
        ])
        const theSame = () => w.acceptRange(attested, 0, 1, { sender: w.accounts.stranger, attestations: [attestationOf(given)] })
        await refuses(theSame(), 'BatchStatusWrong', [attested.id, Status.Accepted, Status.Pending])
        // Nor is it good for another batch, whoever proposed it, with the same entries or others.
        for (const other of [two, await bobs(w)]) {
          const call = w.acceptRange(other, 0, 1, { sender: w.accounts.stranger, attestations: [attestationOf(given)] })
          await refuses(call, 'ReviewSignatureInvalid', [given.signer])
        }
      },
    },
    begin: async (w, signer) => {
      const batch = (attested = await bobs(w))
      await appoint(w, signer)
      return {
        message: { batch: batch.id, entries: batch.header.entriesHash },
        take: (given) => w.acceptRange(batch, 0, 1, { sender: w.accounts.stranger, attestations: [attestationOf(given)] }),
        isDone: async () => (await statusOf(w, batch.id)) === Status.Accepted,
      }
    },
  },
  {
    call: 'ReviewBoard.publishAttestation',
    type: 'Attestation',
    role: 'attestor',
    ...BY_BOARD,
    again: {
      because: 'publishing it again tells the same once more and changes nothing',
      check: async (w, given, { take }) => {
        const before = await w.ledger.roleOf(given.signer)
        expect(before.lastAct).to.equal(BigInt(await w.time.latest()))
        await take(given)
        expect(await w.ledger.roleOf(given.signer)).to.deep.equal(before)
      },
    },
    begin: async (w, signer) => {
      const batch = await bobs(w)
      const { entriesHash } = batch.header
      return {
        message: { batch: batch.id, entries: entriesHash },
        take: (given) => w.review.connect(w.accounts.stranger).publishAttestation(w.L, batch.id, entriesHash, signedBy(given)),
        isDone: async () => {
          const filter = w.review.filters.AttestationPublished(w.L, batch.id, signer)
          return (await w.review.queryFilter(filter)).length > 0
        },
      }
    },
  },
  {
    call: 'ReviewBoard.applyCorrection',
    type: 'Attestation',
    role: 'attestor',
    ...BY_BOARD,
    again: {
      because: 'a correction is applied once',
      check: (w, given, { take }) => refuses(take(given), 'CorrectionNotPending', [undefined, 2]),
    },
    begin: async (w, signer) => {
      const { correction, id } = await corrected(w)
      await appoint(w, signer)
      await w.time.increase(3 * DAY)
      return {
        message: { batch: id, entries: ethers.ZeroHash },
        take: (given) => w.review.connect(w.accounts.founder).applyCorrection(correction, [attestationOf(given)]),
        isDone: async () => (await w.review.correctionState(id)).status === 2n,
      }
    },
  },
  {
    call: 'AccountBoard.attestMove',
    type: 'Attestation',
    role: 'attestor',
    ...BY_BOARD,
    again: {
      because: 'a move is attested once',
      check: (w, given, { take }) =>
        refuses(take(given), 'MoveStatusWrong', [undefined, MoveStatus.Waiting, MoveStatus.Proposed]),
    },
    begin: async (w, signer) => {
      const { propose, stateOf } = useMoves(w)
      const of = await propose(PLACEHOLDER, w.accounts.dave)
      await appoint(w, signer)
      return {
        message: { batch: await w.accountBoard.moveId(of), entries: ethers.ZeroHash },
        take: (given) => w.accountBoard.connect(w.accounts.stranger).attestMove(of, [attestationOf(given)]),
        isDone: async () => (await stateOf(of)).status === MoveStatus.Waiting,
      }
    },
  },
  {
    call: 'ReviewBoard.acceptAmendment',
    type: 'AmendmentConsent',
    role: 'affiliate',
    ...BY_BOARD,
    again: {
      because: 'an amendment takes the place of the entries once, and the objection it came with is settled',
      check: async (w, given, { take }) => {
        await refuses(take(given), 'ReviewEntriesWrong')
        const { batch, amended, accept } = amendment
        const next = w.amend(batch, [2])
        await refuses(accept(given, amended, next), 'AmendmentMissing', [batch.id, w.accounts.steward.address])
        // Consent to one amendment is none to the next.
        await w.review.connect(w.accounts.steward2).object(w.L, batch.header, [], reason, '', amended, next)
        const call = accept(given, amended, next, w.accounts.steward2.address)
        await refuses(call, 'ReviewSignatureInvalid', [given.signer])
      },
    },
    begin: async (w, signer) => {
      const batch = await w.propose([{ to: signer, quantity: 10 }])
      const amended = w.amend(batch, [5])
      await w.object(batch, w.accounts.steward, batch.entries, amended)
      const accept = (given: Given, entries: bigint[], next: bigint[], objector: string = w.accounts.steward.address) =>
        w.review.connect(w.accounts.stranger).acceptAmendment(w.L, batch.header, entries, next, objector, [signedBy(given)])
      amendment = { batch, amended, accept }
      return {
        message: { batch: batch.id, amendment: hashEntries(amended) },
        take: (given) => accept(given, batch.entries, amended),
        isDone: async () => (await w.ledger.batchState(batch.id)).amended,
      }
    },
  },
  {
    call: 'ReviewBoard.resolve',
    type: 'Resolution',
    role: 'steward',
    ...BY_BOARD,
    again: {
      because: 'a batch is resolved once, and what was signed before another objection is void',
      check: async (w, given, { take }) => {
        await refuses(take(given), 'BatchNotPending', [resolved.batch.id, Status.Resolved])
        await resolved.before.restore()
        await w.object(resolved.batch, w.accounts.steward3)
        await refuses(take(given), 'ReviewSignatureInvalid')
      },
    },
    begin: async (w, signer) => {
      const batch = await bobs(w)
      await appoint(w, signer)
      await w.object(batch, w.accounts.steward)
      const [other] = await w.signResolution(batch, [w.accounts.steward2], { decision: Decision.Some, allowed: 1n })
      const take = (given: Given) =>
        w.review.connect(w.accounts.stranger).resolve(
          w.L,
          batch.header,
          batch.entries,
          Decision.Some,
          1,
          ZERO,
          ascending([other!, signedBy(given)], ({ signer: by }) => by),
        )
      resolved = { batch, before: await w.helpers.takeSnapshot() }
      return {
        message: {
          batch: batch.id,
          objections: 1n,
          decision: Decision.Some,
          allowed: 1n,
          entries: batch.header.entriesHash,
        },
        take,
        isDone: async () => (await statusOf(w, batch.id)) === Status.Resolved,
      }
    },
  },
  {
    call: 'ReviewBoard.objectFor',
    type: 'Objection',
    role: 'signer',
    ...BY_LEDGER,
    begin: async (w, signer) => {
      const batch = await bobs(w)
      await appoint(w, signer)
      const amended = w.amend(batch, [3])
      return {
        message: objection(batch.id, signer, hashEntries(amended)),
        take: (given) =>
          w.review
            .connect(w.accounts.stranger)
            .objectFor(w.L, batch.header, signer, [], reason, 'ipfs://reason', batch.entries, amended, given),
        isDone: async () => (await objectionOf(w, batch.id, signer)).status === 1n,
      }
    },
  },
  {
    call: 'ReviewBoard.objectToCorrectionFor',
    type: 'Objection',
    role: 'signer',
    ...BY_LEDGER,
    begin: async (w, signer) => {
      const { correction, id } = await corrected(w)
      await appoint(w, signer)
      return {
        message: objection(id, signer),
        take: (given) =>
          w.review.connect(w.accounts.stranger).objectToCorrectionFor(correction, signer, [], reason, 'ipfs://reason', given),
        isDone: async () => (await objectionOf(w, id, signer)).status === 1n,
      }
    },
  },
  {
    call: 'AccountBoard.objectToMoveFor',
    type: 'Objection',
    role: 'signer',
    ...BY_LEDGER,
    begin: async (w, signer) => {
      const of = await useMoves(w).propose(PLACEHOLDER, w.accounts.dave)
      const id = await w.accountBoard.moveId(of)
      await appoint(w, signer)
      return {
        message: objection(id, signer),
        take: (given) =>
          w.accountBoard.connect(w.accounts.stranger).objectToMoveFor(of, signer, [], reason, 'ipfs://reason', given),
        isDone: () => w.accountBoard.hasObjected(id, signer),
      }
    },
  },
  {
    call: 'AccountBoard.claimTo',
    type: 'ClaimTo',
    role: 'signer',
    ...BY_LEDGER,
    begin: async (w, signer) => {
      await holding(w, signer)
      const { fund, stranger } = w.accounts
      const other = await (await w.hh.deployContract('TestToken', ['Other', 'OTH', 2])).getAddress()
      await w.change(Change.Token, coder.encode(['address', 'bool'], [other, false]))
      const tokens = [w.T, other]
      const kinds = [DESIGN, 1]
      return {
        message: { account: signer, recipient: fund.address, tokens, kinds, maxDebtEntries: 9n },
        take: (given) => w.accountBoard.connect(stranger).claimTo(w.L, signer, fund.address, tokens, kinds, 9n, given),
        isDone: async () => (await w.token.balanceOf(fund.address)) > 0n,
      }
    },
  },
  {
    call: 'AccountBoard.setPayee',
    type: 'Payee',
    role: 'signer',
    ...BY_LEDGER,
    begin: async (w, signer) => {
      const { fund, stranger } = w.accounts
      return {
        message: { account: signer, payee: fund.address },
        take: (given) => w.accountBoard.connect(stranger).setPayee(w.L, signer, fund.address, given),
        isDone: async () => (await w.venture.payeeOf(signer)) === fund.address,
      }
    },
  },
  {
    call: 'AccountBoard.move',
    type: 'Move',
    role: 'signer',
    ...BY_LEDGER,
    begin: async (w, signer) => {
      const { carol } = w.accounts
      return {
        message: { from: signer, to: carol.address },
        take: (given) => w.accountBoard.connect(carol).move(w.L, signer, carol.address, given, NO_ACT),
        isDone: async () => (await w.venture.holderOf(signer)).holder === carol.address,
      }
    },
  },
  {
    call: 'AccountBoard.move by to',
    type: 'MoveAcceptance',
    role: 'signer',
    ...BY_LEDGER,
    begin: async (w, signer) => {
      const { carol } = w.accounts
      return {
        message: { from: carol.address, to: signer, proposer: ZERO },
        take: (given) => w.accountBoard.connect(carol).move(w.L, carol.address, signer, NO_ACT, given),
        isDone: async () => (await w.venture.holderOf(carol.address)).holder === signer,
      }
    },
  },
  {
    call: 'AccountBoard.proposeMove',
    type: 'MoveAcceptance',
    role: 'signer',
    ...BY_LEDGER,
    begin: async (w, signer) => {
      const { carol } = w.accounts
      const { moveOf, stateOf } = useMoves(w)
      const of = moveOf(PLACEHOLDER, { address: signer }, carol)
      return {
        message: { from: PLACEHOLDER.address, to: signer, proposer: carol.address },
        take: (given) => w.accountBoard.connect(carol).proposeMove(of, '', given),
        isDone: async () => (await stateOf(of)).status === MoveStatus.Proposed,
      }
    },
  },
  {
    call: 'AccountBoard.showPresenceFor',
    type: 'Presence',
    role: 'signer',
    ...BY_LEDGER,
    begin: async (w, signer) => ({
      message: {},
      take: (given) => w.accountBoard.connect(w.accounts.stranger).showPresenceFor(w.L, given),
      isDone: async () => {
        const shown = await w.accountBoard.queryFilter(w.accountBoard.filters.PresenceShown(w.L, signer))
        return shown.length > 0
      },
    }),
  },
]

/** What `begin` leaves for `again`. */
let attested: Batch
let amendment: {
  batch: Batch
  amended: bigint[]
  accept: (given: Given, entries: bigint[], next: bigint[], objector?: string) => Promise<unknown>
}
let resolved: { batch: Batch; before: { restore(): Promise<void> } }

const largeOf = (w: World, signer: string, nonce: bigint) =>
  useLarge(w).make(
    [
      { to: w.accounts.bob.address, quantity: 5 },
      { to: w.accounts.carol.address, quantity: 6 },
    ],
    { nonce, task: ethers.id('task') },
    { address: signer } as World['accounts']['alice'],
  )

const LEDGER: Nonces<World> = {
  domain: (w) => w.domain,
  others: async (w) => {
    const clone = await w.deploy(w.config(), ethers.id('another clone'))
    const boards = [w.ledgerCode, w.review, w.accountBoard, w.large, w.growth].map((contract) => contract.getAddress())
    return [clone.L, w.V, ...(await Promise.all(boards))]
  },
  isUsed: (w, signer, nonce) => w.ledger.isNonceUsed(signer, nonce),
  cancel: (w, signer, nonce) => w.ledger.connect(signer).cancelNonce(nonce),
}

const MIN = GOAL / 200n
const NO_PERMIT = { value: 0n, deadline: 0n, v: 0, r: ethers.ZeroHash, s: ethers.ZeroHash }
const OF_CAMPAIGN: Row<CampaignWorld>[] = [
  {
    call: 'Campaign.pledgeSigned',
    type: 'Pledge',
    role: 'pledger',
    ...BY_LEDGER,
    begin: async (w, signer) => {
      await w.token.mint(signer, MIN)
      await w.token.connect(await w.as(signer)).approve(w.C, MIN)
      await w.helpers.stopImpersonatingAccount(signer)
      const message = { amount: MIN, agreementHash: AGREEMENT, refundTo: w.accounts.bob.address }
      return {
        message,
        take: ({ signer: pledger, nonce, deadline, signature }) =>
          w.campaign.connect(w.accounts.stranger).pledgeSigned({ pledger, ...message, nonce, deadline }, signature, NO_PERMIT),
        isDone: async () => (await w.token.balanceOf(w.C)) === MIN,
      }
    },
  },
  {
    call: 'Campaign.setRefundToSigned',
    type: 'RefundTo',
    role: 'account',
    ...BY_LEDGER,
    begin: async (w, signer) => {
      await w.pledge(w.usual, signer, MIN, { payer: w.accounts.alice })
      const { bob, stranger } = w.accounts
      return {
        message: { refundTo: bob.address },
        take: ({ nonce, deadline, signature }) =>
          w.campaign.connect(stranger).setRefundToSigned(signer, bob.address, nonce, deadline, signature),
        isDone: async () => (await w.campaign.positionOf(signer)).refundTo === bob.address,
      }
    },
  },
]
const CAMPAIGN: Nonces<CampaignWorld> = {
  domain: (w) => campaignDomain({ chainId: w.chainId, campaign: w.C as `0x${string}` }),
  others: async (w) => {
    const other = await w.open((config) => (config.name = 'Another clone'))
    return [other.C, await w.campaignCode.getAddress(), w.L]
  },
  isUsed: (w, signer, nonce) => w.campaign.isNonceUsed(signer, nonce),
  cancel: (w, signer, nonce) => w.campaign.connect(signer).cancelNonce(nonce),
}

/** Calls with a signature in them that is not taken from just anybody, or not by this contract. */
const ELSEWHERE: Record<string, string> = {
  'ContributionLedger.useSigned': 'the boards alone, for the calls of the matrix',
  'Campaign.pledgeWithPermit': "the permit is for the token's contract to check",
  'VoiceBoard.setDelegateBySig': 'a ledger alone, for delegateBySig',
  'LazyConsensusGovernor.castVoteWithReasonAndParamsBySig': 'the same check as castVoteBySig, with a text',
}
/** As in OpenZeppelin, with nonces in their order: what is tried with each is in the tree beside its test. */
const IN_ORDER: Record<string, { tree: string; type?: string }> = {
  'ContributionLedger.delegateBySig': {
    tree: 'test/unit/ContributionLedger/delegateBySig.tree',
    type: 'VoiceBoard Delegation',
  },
  'LazyConsensusGovernor.castVoteBySig': { tree: 'test/unit/LazyConsensusGovernor/castVoteBySig.tree' },
}

describe('every signed act', () => {
  describe('of a ledger', () => {
    const w = useWorld()
    testMatrix(w, ROWS, LEDGER)
  })
  describe('of a campaign', () => {
    const w = useCampaign()
    testMatrix(w, OF_CAMPAIGN, CAMPAIGN)
  })

  const rows = [...ROWS, ...OF_CAMPAIGN].map(({ call, type, role }) => ({ call: call.split(' ')[0] as string, type, role }))

  it('has a row: each type a contract hashes', () => {
    const hashed = [...signedTypes().values()].flatMap(({ name, contracts }) =>
      contracts.map((contract) => `${contract} ${name}`),
    )
    const tested = rows.map(({ call, type }) => `${call.split('.')[0]} ${type}`)
    const inOrder = Object.values(IN_ORDER).map(({ type }) => type)
    expect(hashed.filter((pair) => !tested.includes(pair) && !inOrder.includes(pair))).to.deep.equal([])
    for (const { type, role } of rows) {
      const fields = signedTypes()
        .get(type)
        ?.fields.map(({ name }) => name)
      expect(fields, type).to.include.members([role, 'deadline'])
    }
  })
  it('has a row: each function that takes a signature', async () => {
    const tested = new Set(rows.map(({ call }) => call))
    const missing: string[] = []
    for (const name of await artifacts.getAllFullyQualifiedNames()) {
      const [file = '', contract = ''] = name.split(':')
      if (!/^contracts\/(?!interfaces|mocks|libraries|types)/.test(file)) continue
      const { abi } = await artifacts.readArtifact(name)
      for (const fragment of new ethers.Interface(abi).fragments) {
        if (fragment.type !== 'function') continue
        const { name: label, constant, inputs } = fragment as ethers.FunctionFragment
        const call = `${contract}.${label}`
        if (constant || !takesSignature(inputs) || tested.has(call) || ELSEWHERE[call] || IN_ORDER[call]) continue
        missing.push(call)
      }
    }
    expect(missing).to.deep.equal([])
  })
  it('has a tree where its nonces are in their order', () => {
    for (const [call, { tree }] of Object.entries(IN_ORDER)) {
      const [name, ...lines] = readFileSync(path.join(root, tree), 'utf8').split('\n')
      expect(name).to.equal(call)
      expect(lines.join('\n')).to.match(/for another/)
    }
  })
  it('of one kind is none of another kind', async () => {
    // Two types are never hashed alike: their texts differ, so do their hashes, and every text names its type.
    const hashes = [...signedTypes().values()].map(({ text }) => ethers.id(text))
    expect(new Set(hashes).size).to.equal(hashes.length)
    expect(hashes.length).to.be.at.least(12)
  })
  it('that has no nonce says why it needs none', () => {
    for (const { type, again } of [...ROWS, ...OF_CAMPAIGN]) {
      const fields = signedTypes()
        .get(type)
        ?.fields.map(({ name }) => name)
      expect(fields?.includes('nonce'), type).to.equal(again === 'nonce')
    }
  })
})

function takesSignature(inputs: readonly ethers.ParamType[]): boolean {
  return inputs.some(({ name, type, components, arrayChildren }) => {
    if (name === 'signature' && type === 'bytes') return true
    if (name === 'v' && type === 'uint8') return true
    return takesSignature([...(components ?? []), ...(arrayChildren ? [arrayChildren] : [])])
  })
}
