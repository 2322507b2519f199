import { expect } from 'chai'
import { type Address, type Hex, encodeDeployData, getAddress, zeroAddress, zeroHash } from 'viem'
import { getTransactionReceipt, sendTransaction } from 'viem/actions'
import { ETH, type Move, moveId, toAttestation } from '@open-value/sdk'
import * as accountActions from '../../../sdk/src/actions/account/index.ts'
import { compileMock } from '../../utils/compile.ts'
import { DAY, DESIGN, type Person, type World, createWorld, neverRan, reference, rejection } from './world.ts'

const PLACEHOLDER: Address = '0x00000000000000000000000000000000000000A1'
const DAY_OF_WORK = 20_000

let world: World
let venture: Address
let ledger: Address

before(async () => {
  world = await createWorld()
})

let count = 0

beforeEach(async () => {
  count++
  ;({ venture, ledger } = await world.founder.deployVentureAndWait({ config: world.config({ name: `House ${count}` }) }))
})

const nameOf = async (promise: Promise<unknown>) => (await rejection(promise)).name

/** Design hours of somebody, accepted at once. */
async function work(affiliate: Address, quantity = 1_000n) {
  const contributions = [{ affiliate, kind: DESIGN, quantity, day: DAY_OF_WORK }]
  const { batch } = await world.stranger.proposeBatchAndWait({ ledger, contributions, nonce: BigInt(count++) })
  await world.steward.acceptBatchAndWait({ ledger, batch })
}

/** A sale of which design hours get 92%. */
const sell = (amount = 1_000_000n) => world.customer.payAndWait({ venture, token: world.token, amount })

const reason = reference('ipfs://lost-key')

/** Somebody else proposes a move. */
async function propose(from: Address, to: Person, proposer: Person = world.stranger) {
  const { toAct } = await to.signMoveAcceptance({ ledger, from, proposer: proposer.address })
  const move: Move = {
    ledger,
    from,
    to: to.address,
    proposer: proposer.address,
    reasonHash: reason.hash,
    nonce: BigInt(count++),
  }
  const proposed = await proposer.proposeMoveAndWait({ move, reasonURI: reason.uri, toAct })
  return { move, proposed }
}

const stateOf = async ({ move }: { move: Move }) => {
  const { moves } = await world.reader.getMoves({ ledger })
  return moves.find(({ id }) => id === moveId(move))
}

describe('Account actions', () => {
  it('signClaimTo, claimToFor: paid with an empty wallet', async () => {
    const { ana, cleo, stranger, token, reader } = world
    await work(ana.address)
    expect(await nameOf(ana.signClaimTo({ venture, recipient: cleo.address }))).to.equal('ClaimNothingOwedError')
    await sell()
    await world.setBalance(ana.address, 0n)
    const signed = await ana.signClaimTo({ venture, recipient: cleo.address })
    expect(signed).to.deep.include({ ledger, account: ana.address, recipient: cleo.address, tokens: [token], kinds: [DESIGN] })
    const before = await world.balanceOf(cleo.address)

    const stolen = { ...signed, recipient: stranger.address }
    expect(await rejection(stranger.claimToForAndWait(stolen))).to.include({ name: 'SignatureInvalidError', signer: ana.address })
    const { paid } = await stranger.claimToForAndWait(signed)
    expect(paid).to.deep.equal([{ token, amount: 920_000n, recipient: cleo.address }])
    expect(await world.balanceOf(cleo.address)).to.equal(before + 920_000n)
    expect(await nameOf(stranger.claimToForAndWait(signed))).to.equal('NonceUsedError')
    expect(await reader.getClaim({ venture, account: ana.address })).to.deep.equal({ claimable: [], kinds: [] })

    const { nonce } = signed.act
    const named = { venture, recipient: cleo.address, tokens: [token, ETH], kinds: [DESIGN] }
    expect(await rejection(ana.signClaimTo({ ...named, nonce }))).to.include({ name: 'NonceUsedError', nonce })
    const late = await ana.signClaimTo({ ...named, deadline: 1n })
    expect(await nameOf(stranger.claimToForAndWait(late))).to.equal('SignatureExpiredError')
    const other = await ana.signClaimTo({ ...named, account: cleo.address })
    expect(await nameOf(stranger.claimToForAndWait(other))).to.equal('SignerNotHolderError')
    const later = await ana.signClaimTo({ ...named, nonce: 5n, maxDebtEntries: 7n })
    await sell()
    expect((await stranger.claimToForAndWait(later)).paid).to.deep.equal([{ token, amount: 920_000n, recipient: cleo.address }])
    await world.setBalance(ana.address, 10n ** 20n)
  })

  it('signPayee, setPayeeFor: by a key, by a key whose account carries code, by a contract wallet', async () => {
    const { ana, cleo, stranger, reader } = world
    const signed = await ana.signPayee({ ledger, payee: cleo.address })
    const set = await stranger.setPayeeForAndWait(signed)
    expect(set).to.deep.include({ account: ana.address, payee: cleo.address })
    expect(await reader.getPayee({ venture, account: ana.address })).to.equal(cleo.address)

    const withCode = await ana.signPayee({ ledger, payee: zeroAddress })
    await world.setCode(ana.address, `0xef0100${world.token.slice(2)}`)
    await stranger.setPayeeForAndWait(withCode)
    await world.setCode(ana.address, '0x')
    expect(await reader.getPayee({ venture, account: ana.address })).to.equal(ana.address)

    const account = await contractWallet()
    const act = { signer: account, nonce: 1n, deadline: 10n ** 12n, signature: '0x1234' as Hex }
    const byWallet = await stranger.setPayeeForAndWait({ ledger, account, payee: cleo.address, act })
    expect(byWallet).to.deep.include({ account, payee: cleo.address })
    const wrong = await ana.signPayee({ ledger, payee: venture })
    expect(await nameOf(stranger.setPayeeForAndWait(wrong))).to.equal('ClaimRecipientInvalidError')
  })

  it('signMove, signMoveAcceptance, moveAccount, getHolder: one goes on as the other', async () => {
    const { ana, ben, cleo, stranger, token, reader } = world
    await work(ana.address)
    await sell()
    const acted = await reader.getHolder({ venture, account: ben.address })
    expect(acted).to.deep.equal({ holder: ben.address, isMoved: false, hasActed: false, lastAct: undefined })

    const accepted = await ben.signMoveAcceptance({ ledger, from: ana.address })
    expect(await nameOf(stranger.moveAccountAndWait(accepted))).to.equal('SignerNotHolderError')
    const moved = await ana.moveAccountAndWait(accepted)
    expect(moved).to.deep.include({ from: ana.address, to: ben.address })
    const now = await reader.getHolder({ venture, account: ana.address })
    const movedAt = BigInt(await world.time.latest())
    expect(now).to.deep.equal({ holder: ben.address, isMoved: true, hasActed: true, lastAct: movedAt })

    const { paid } = await stranger.claimAndWait({ venture, account: ana.address })
    expect(paid).to.deep.equal([{ token, amount: 920_000n, recipient: ben.address }])
    await sell()
    const claim = await ben.signClaimTo({ venture, account: ana.address, recipient: cleo.address })
    expect((await stranger.claimToForAndWait(claim)).paid).to.deep.equal([{ token, amount: 920_000n, recipient: cleo.address }])

    // Both sign, somebody else submits; then the way on.
    const { fromAct } = await ben.signMove({ ledger, to: cleo.address })
    const { toAct, ...ends } = await cleo.signMoveAcceptance({ ledger, from: ben.address })
    await stranger.moveAccountAndWait({ ...ends, fromAct, toAct })
    expect((await reader.getHolder({ venture, account: ana.address })).holder).to.equal(cleo.address)
    const again = await cleo.signMoveAcceptance({ ledger, from: ana.address })
    expect(await nameOf(ana.moveAccountAndWait(again))).to.equal('MoveInvalidError')
    const { made, moves } = await reader.getMoves({ ledger })
    expect(made.map(({ from, to, id }) => [from, to, id])).to.deep.equal([
      [ana.address, ben.address, undefined],
      [ben.address, cleo.address, undefined],
    ])
    expect(moves).to.deep.equal([])
  })

  it('proposeMove, attestMove, makeMove, getMoves: a placeholder gets its person', async () => {
    const { ana, steward, stranger, token, reader } = world
    await work(PLACEHOLDER)
    await sell()
    const { move, proposed } = await propose(PLACEHOLDER, ana)
    expect(proposed.move).to.equal(moveId(move))
    expect(await stateOf({ move })).to.deep.include({
      id: moveId(move),
      move,
      reason,
      state: 'proposed',
      waitsFor: 'It waits for 1 attestation by others, one of them by a steward, or for the governor.',
      needsGovernor: false,
      byGovernor: false,
      readyAt: undefined,
      objections: [],
      openObjections: 0,
      cancelledAt: undefined,
      proposedAtBlock: proposed.receipt.blockNumber,
    })
    const again = stranger.proposeMoveAndWait({ move, reasonURI: '', toAct: await acceptance(ana, PLACEHOLDER) })
    expect(await nameOf(again)).to.equal('MoveExistsError')
    const { toAct: atOnce } = await ana.signMoveAcceptance({ ledger, from: PLACEHOLDER })
    const misused = stranger.proposeMoveAndWait({ move: { ...move, nonce: 999n }, reasonURI: '', toAct: atOnce })
    expect(await nameOf(misused), 'accepted for another way').to.equal('SignatureInvalidError')
    const foreign = { ...move, nonce: 1_000n, proposer: ana.address }
    expect(await nameOf(stranger.proposeMoveAndWait({ move: foreign, reasonURI: '' }))).to.equal('MoveProposerInvalidError')
    const ofContract = { ...move, nonce: 1_001n, from: token }
    const refused = stranger.proposeMoveAndWait({ move: ofContract, reasonURI: '', toAct: await acceptance(ana, token) })
    expect(await nameOf(refused)).to.equal('MoveOfContractError')

    expect(await nameOf(stranger.makeMoveAndWait({ move }))).to.equal('MoveStatusWrongError')
    expect(await nameOf(stranger.attestMoveAndWait({ move, attestations: [] }))).to.match(/Attestation/)
    const signed = await steward.signAttestation({ ledger, batch: moveId(move), entriesHash: zeroHash })
    const { readyAt } = await stranger.attestMoveAndWait({ move, attestations: [toAttestation(signed)] })
    expect(await stateOf({ move })).to.deep.include({ state: 'waiting', readyAt, byGovernor: false })
    expect(await rejection(stranger.makeMoveAndWait({ move }))).to.include({ name: 'MoveTooEarlyError', readyAt })

    await world.time.increaseTo(readyAt)
    expect(await stateOf({ move })).to.deep.include({ state: 'ready', waitsFor: 'Anyone can make it.' })
    await stranger.makeMoveAndWait({ move })
    expect(await stateOf({ move })).to.deep.include({ state: 'made', waitsFor: undefined })
    const { made } = await reader.getMoves({ ledger })
    expect(made.map(({ from, to, id }) => [from, to, id])).to.deep.equal([[PLACEHOLDER, ana.address, moveId(move)]])
    const { paid } = await stranger.claimAndWait({ venture, account: PLACEHOLDER })
    expect(paid).to.deep.equal([{ token, amount: 920_000n, recipient: ana.address }])
  })

  it('objectToMove, objectToMoveFor, decideMove: stopped until the governor decides', async () => {
    const { ana, ben, founder, steward, stranger } = world
    await work(ben.address)
    const { move } = await propose(PLACEHOLDER, ana)
    const { move: rejected } = await propose(PLACEHOLDER, ana)
    expect(await nameOf(stranger.objectToMoveAndWait({ move, reason }))).to.equal('ObjectorUnqualifiedError')
    await steward.objectToMoveAndWait({ move, reason })
    const objection = await ben.signObjection({ ledger, subject: moveId(move), reason: reference('ipfs://not-ana') })
    const elsewhere = stranger.objectToMoveForAndWait({ ...objection, move: rejected, kinds: [DESIGN] })
    expect(await rejection(elsewhere)).to.include({ name: 'ObjectionSubjectDiffersError', actual: moveId(move) })
    const objected = await stranger.objectToMoveForAndWait({ ...objection, move, kinds: [DESIGN] })
    expect(objected).to.deep.include({ objector: ben.address, openObjections: 2n })
    const twice = await ben.signObjection({ ledger, subject: moveId(move), reason })
    expect(await nameOf(stranger.objectToMoveForAndWait({ ...twice, move, kinds: [DESIGN] }))).to.equal(
      'MoveObjectionExistsError',
    )
    expect(await stateOf({ move })).to.deep.include({
      state: 'objected',
      openObjections: 2,
      objections: [
        { objector: steward.address, reason },
        { objector: ben.address, reason: reference('ipfs://not-ana') },
      ],
    })

    expect(await nameOf(stranger.decideMoveAndWait({ move, approved: true }))).to.equal('MoveGovernorOnlyError')
    const decided = await founder.decideMoveAndWait({ move, approved: true })
    expect(decided.move).to.equal(moveId(move))
    expect(await stateOf({ move })).to.deep.include({
      state: 'waiting',
      byGovernor: true,
      openObjections: 0,
      readyAt: decided.readyAt,
    })
    expect((await founder.decideMoveAndWait({ move: rejected, approved: false })).readyAt).to.equal(undefined)
    expect(await stateOf({ move: rejected })).to.deep.include({ state: 'rejected' })

    await world.time.increase(31 * DAY)
    expect(await nameOf(steward.objectToMoveAndWait({ move, reason }))).to.equal('MoveStatusWrongError')
  })

  it('showPresence, signPresence, showPresenceFor: whoever is there is not moved', async () => {
    const { ana, ben, cleo, founder, steward, stranger } = world
    // Ana did something here, so only the governor decides.
    await ana.showPresenceAndWait({ ledger })
    const first = await propose(ana.address, cleo)
    expect(await stateOf(first)).to.deep.include({ needsGovernor: true, waitsFor: 'It waits for the governor.' })
    const attestations = [{ attestor: steward.address, kinds: [], deadline: 0n, signature: '0x' as Hex }]
    expect(await nameOf(steward.attestMoveAndWait({ move: first.move, attestations }))).to.equal('MoveNeedsGovernorError')
    await founder.decideMoveAndWait({ move: first.move, approved: true })
    await ana.showPresenceAndWait({ ledger })
    const shownAt = BigInt(await world.time.latest())
    expect(await stateOf(first)).to.deep.include({ state: 'cancelled', cancelledAt: shownAt, waitsFor: undefined })

    const second = await propose(ben.address, cleo)
    const signed = await ben.signPresence({ ledger })
    expect(await stranger.showPresenceForAndWait(signed)).to.deep.include({ ledger, account: ben.address })
    expect(await nameOf(stranger.showPresenceForAndWait(signed))).to.equal('NonceUsedError')
    expect(await stateOf(second)).to.deep.include({ state: 'cancelled' })
    await founder.decideMoveAndWait({ move: second.move, approved: true })
    await world.time.increase(31 * DAY)
    expect(await nameOf(stranger.makeMoveAndWait({ move: second.move }))).to.equal('MoveCancelledByActError')

    // Another proposal doesn't bring back what an act has cancelled.
    const renewed = await propose(ben.address, cleo)
    expect(await stateOf(second)).to.deep.include({ state: 'cancelled' })
    expect(await stateOf(renewed)).to.deep.include({ state: 'proposed', needsGovernor: true })

    const third = await propose(PLACEHOLDER, cleo)
    await cleo.moveAccountAndWait(await ben.signMoveAcceptance({ ledger, from: cleo.address }))
    expect(await stateOf(third)).to.deep.include({ state: 'lapsed' })
  })

  it('ran, all of them, in all their forms', () => {
    expect(neverRan(accountActions)).to.deep.equal([])
  })
})

async function acceptance(person: Person, from: Address) {
  return (await person.signMoveAcceptance({ ledger, from, proposer: world.stranger.address })).toAct
}

/** A wallet that is a contract, and says yes. */
async function contractWallet(): Promise<Address> {
  const { abi, bytecode } = compileMock('Wallet')
  const data = encodeDeployData({ abi, bytecode, args: [] } as never)
  const { client } = world.stranger
  const hash = await sendTransaction(client, { data, account: world.stranger.address, chain: null })
  const { contractAddress } = await getTransactionReceipt(client, { hash })
  return getAddress(contractAddress ?? zeroAddress)
}
