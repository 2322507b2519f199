import { expect } from 'chai'
import { ethers } from 'ethers'
import { placeholderAddress } from '../../../sdk/src/batch/people.ts'
import { refuses } from '../../utils/errors.ts'
import { ascending } from '../../utils/large.ts'
import { leaf } from '../../utils/leaf.ts'
import { type Move, MoveStatus, NO_ACT, useMoves, VETO } from '../../utils/moves.ts'
import { typesOf } from '../../utils/typeStrings.ts'
import { Change, coder, DAY, DESIGN, useWorld, type World, ZERO } from '../../utils/world.ts'

const reason = ethers.id('reason')
/** Code of an account that lets a contract act for it for a while (EIP-7702). */
const delegated = (to: string) => `0xef0100${to.slice(2).toLowerCase()}`
const bar = (w: World, { address }: { address: string }) =>
  w.change(Change.Bar, coder.encode(['address', 'bool'], [address, true]))
const objectTo = (w: World, of: Move, by: World['accounts']['alice'], kinds: number[] = []) =>
  w.accountBoard.connect(by).objectToMove(of, kinds, reason, 'ipfs://reason')
const handOver = async (w: World, to: { address: string }) => {
  const data = coder.encode(['address'], [to.address])
  await w.board.connect(w.accounts.founder).announceChange(w.V, Change.Governor, data)
  await w.time.increase(7 * DAY)
  await w.board.applyChange(w.V, Change.Governor, data)
}
const idOf = ({ ledger, from, to, proposer, reasonHash, nonce }: Move) =>
  ethers.keccak256(
    coder.encode(
      ['address', 'address', 'address', 'address', 'bytes32', 'uint256'],
      [ledger, from, to, proposer, reasonHash, nonce],
    ),
  )

describe('AccountBoard.showPresence', () => {
  const w = useWorld()
  const { propose, decide, wait, make } = useMoves(w)

  leaf('when anybody calls', 'it is recorded and emits PresenceShown', async () => {
    const { alice } = w.accounts
    const call = await w.accountBoard.connect(alice).showPresence(w.L)
    await expect(call).to.emit(w.accountBoard, 'PresenceShown').withArgs(w.L, alice.address)
    expect((await w.ledger.roleOf(alice.address)).lastAct).to.equal(BigInt(await w.time.latest()))
  })
  leaf('given a move of the caller waits', 'it cancels it', async () => {
    const { alice, bob } = w.accounts
    const move = await propose(alice, bob)
    await decide(move)
    await w.accountBoard.connect(alice).showPresence(w.L)
    const now = await w.time.latest()
    await wait(move)
    await refuses(make(move), 'MoveCancelledByAct', [idOf(move), now])
  })
})

describe('AccountBoard.showPresenceFor', () => {
  const w = useWorld()
  const { act } = useMoves(w)

  leaf('when somebody has signed', 'it is recorded for the signer and emits PresenceShown', async () => {
    const { alice, stranger } = w.accounts
    const signed = await act(alice, 'Presence', {})
    const call = await w.accountBoard.connect(stranger).showPresenceFor(w.L, signed)
    await expect(call).to.emit(w.accountBoard, 'PresenceShown').withArgs(w.L, alice.address)
    expect((await w.ledger.roleOf(alice.address)).lastAct).to.equal(BigInt(await w.time.latest()))
    expect((await w.ledger.roleOf(stranger.address)).lastAct).to.equal(0n)
  })
})

describe('AccountBoard.proposeMove', () => {
  const w = useWorld()
  const { move: moveNow, moveOf, propose, signAcceptance, stateOf } = useMoves(w)
  const send = (of: Move, by = w.accounts.carol, toAct = NO_ACT) =>
    w.accountBoard.connect(by).proposeMove(of, 'ipfs://reason', toAct)

  leaf('when the caller is not the proposer named', 'it reverts with MoveProposerInvalid', async () => {
    const { alice, bob, carol, stranger } = w.accounts
    const of = moveOf(alice, bob, carol)
    const call = send(of, stranger, await signAcceptance(alice, bob, carol))
    await refuses(call, 'MoveProposerInvalid', [stranger.address, carol.address])
  })
  leaf('given the caller is barred', 'it reverts with MoveProposerInvalid', async () => {
    const { alice, bob, carol } = w.accounts
    await bar(w, carol)
    await refuses(propose(alice, bob), 'MoveProposerInvalid', [carol.address, carol.address])
  })
  leaf('when to has not signed', 'it reverts with SignerNotHolder', async () => {
    const { alice, bob } = w.accounts
    await refuses(send(moveOf(alice, bob)), 'SignerNotHolder', [ZERO, bob.address])
    const other = await signAcceptance(w.accounts.dave, bob, w.accounts.carol)
    await refuses(send(moveOf(alice, bob), w.accounts.carol, other), 'SignatureInvalid', [bob.address])
  })
  leaf('when from is a contract', 'it reverts with MoveOfContract', async () => {
    const { bob } = w.accounts
    for (const address of [w.T, w.L]) await refuses(propose({ address }, bob), 'MoveOfContract', [address])
    // A byte of code is enough, and its length alone makes no delegation.
    const at = { address: '0x00000000000000000000000000000000000000aa' }
    for (const code of ['0x00', delegated(w.T).replace('ef0100', '5b5b5b')]) {
      await w.helpers.setCode(at.address, code)
      await refuses(propose(at, bob), 'MoveOfContract', [ethers.getAddress(at.address)])
    }
  })
  leaf('when from carries code for a while', 'it takes it', async () => {
    const { alice, bob } = w.accounts
    await w.helpers.setCode(alice.address, delegated(w.T))
    const of = await propose(alice, bob)
    expect((await stateOf(of)).status).to.equal(MoveStatus.Proposed)
  })
  leaf('when from is the zero address or the venture', 'it reverts with MoveInvalid', async () => {
    const { bob } = w.accounts
    for (const address of [ZERO, w.V]) await refuses(propose({ address }, bob), 'MoveInvalid', [address, bob.address])
  })
  leaf('when from and to are the same', 'it reverts with MoveInvalid', async () => {
    const { bob } = w.accounts
    await refuses(propose(bob, bob), 'MoveInvalid', [bob.address, bob.address])
  })
  leaf('given from or to has moved', 'it reverts with MoveInvalid', async () => {
    const { alice, bob, dave } = w.accounts
    await moveNow(alice, dave)
    await refuses(propose(alice, bob), 'MoveInvalid', [alice.address, dave.address])
    await refuses(propose(bob, alice), 'MoveInvalid', [alice.address, dave.address])
  })
  leaf('given the same was proposed', 'it reverts with MoveExists', async () => {
    const { alice, bob, carol } = w.accounts
    const of = await propose(alice, bob)
    await refuses(send(of, carol, await signAcceptance(alice, bob, carol)), 'MoveExists', [idOf(of)])
  })
  leaf('when it is valid', 'it is stored and emits MoveProposed', async () => {
    const { alice, bob, carol } = w.accounts
    const of = moveOf(alice, bob)
    expect(await w.accountBoard.moveId(of)).to.equal(idOf(of))
    const call = await send(of, carol, await signAcceptance(alice, bob, carol))
    await expect(call)
      .to.emit(w.accountBoard, 'MoveProposed')
      .withArgs(w.L, idOf(of), alice.address, Object.values(of), 'ipfs://reason')
    const { status, proposedAt, readyAt, openObjections, byGovernor } = await stateOf(of)
    const now = BigInt(await w.time.latest())
    expect([status, proposedAt, readyAt, openObjections, byGovernor]).to.deep.equal([MoveStatus.Proposed, now, 0n, 0n, false])
    // Those who did something are those two.
    for (const who of [bob, carol]) expect((await w.ledger.roleOf(who.address)).lastAct).to.equal(now)
    expect((await w.ledger.roleOf(alice.address)).lastAct).to.equal(0n)
  })
  leaf('when to proposes it', 'it needs no signature', async () => {
    const { alice, bob } = w.accounts
    const of = moveOf(alice, bob, bob)
    await send(of, bob)
    expect((await stateOf(of)).status).to.equal(MoveStatus.Proposed)
  })
  leaf('given from goes on as ever', 'nothing changes for it', async () => {
    const { alice, bob, dave } = w.accounts
    await w.give({ to: alice.address, quantity: 100 })
    await w.sale(1000)
    await w.venture.connect(alice).setPayee(alice.address, dave.address)
    for (let i = 0; i < 3; i++) await propose(alice, bob)
    const due = await w.owed(alice, [DESIGN])
    expect(await w.venture.payeeOf(alice.address)).to.equal(dave.address)
    expect((await w.venture.holderOf(alice.address)).holder).to.equal(alice.address)
    await w.venture.connect(alice).claim(alice.address, [w.T], [DESIGN], 0)
    expect(await w.token.balanceOf(dave.address)).to.equal(due)
    const batch = await w.propose([{ to: bob.address, quantity: 1 }], alice)
    await w.accept(batch)
    await w.ledger.connect(alice).reduceOwnUnits(alice.address, DESIGN, 1)
    expect(await w.venture.unitsOf(alice.address, DESIGN)).to.equal(99n)
  })
})

describe('AccountBoard.attestMove', () => {
  const w = useWorld()
  const { move: moveNow, moveOf, propose, attest, decide, stateOf } = useMoves(w)
  const placeholder = { address: '0x00000000000000000000000000000000000000aa' }
  const sign = (of: Move, by: World['accounts']['alice'], kinds: number[] = []) =>
    w.signAttestation(by, idOf(of), ethers.ZeroHash).then((given) => ({ ...given, kinds }))
  const attestWith = async (of: Move, attestations: Awaited<ReturnType<typeof sign>>[], by = w.accounts.stranger) =>
    w.accountBoard.connect(by).attestMove(
      of,
      ascending(attestations, ({ attestor }) => attestor),
    )
  /** Two others have to attest. */
  const askTwo = async () => {
    const parameters = { ...w.config().parameters, attestationsRequired: 2 }
    await w.board.connect(w.accounts.founder).tightenParameters(w.V, parameters)
  }

  leaf('given it was not proposed', 'it reverts with MoveStatusWrong', async () => {
    const of = moveOf(placeholder, w.accounts.bob)
    await refuses(attest(of), 'MoveStatusWrong', [idOf(of), MoveStatus.None, MoveStatus.Proposed])
  })
  leaf('given it waits already', 'it reverts with MoveStatusWrong', async () => {
    const of = await propose(placeholder, w.accounts.bob)
    await attest(of)
    const { readyAt } = await stateOf(of)
    await refuses(attest(of, w.accounts.steward2), 'MoveStatusWrong', [idOf(of), MoveStatus.Waiting, MoveStatus.Proposed])
    expect((await stateOf(of)).readyAt).to.equal(readyAt)
  })
  leaf('given an objection stands', 'it reverts with MoveHasObjections', async () => {
    const of = await propose(placeholder, w.accounts.bob)
    await objectTo(w, of, w.accounts.steward2)
    await refuses(attest(of), 'MoveHasObjections', [idOf(of), 1])
  })
  leaf('given from has done anything here', 'it reverts with MoveNeedsGovernor', async () => {
    const { alice, bob } = w.accounts
    await w.accountBoard.connect(alice).showPresence(w.L)
    const of = await propose(alice, bob)
    await refuses(attest(of), 'MoveNeedsGovernor', [idOf(of), alice.address])
  })
  leaf('when too few attest', 'it reverts with AttestationsMissing', async () => {
    const of = await propose(placeholder, w.accounts.bob)
    await refuses(attestWith(of, []), 'AttestationsMissing', [0, 0, 1])
    await askTwo()
    await refuses(attestWith(of, [await sign(of, w.accounts.steward)]), 'AttestationsMissing', [0, 1, 2])
  })
  leaf('when no steward attests', 'it reverts with AttestationStewardMissing', async () => {
    const { bob, dave } = w.accounts
    await w.give({ to: dave.address, quantity: 1000 })
    const of = await propose(placeholder, bob)
    await refuses(attestWith(of, [await sign(of, dave, [DESIGN])]), 'AttestationStewardMissing', [0])
  })
  leaf('when to is among those who attest', 'it reverts with AttestationsMissing', async () => {
    const { steward } = w.accounts
    const of = await propose(placeholder, steward)
    await refuses(attestWith(of, [await sign(of, steward)]), 'AttestationsMissing', [0, 0, 1])
    await refuses(attest(of, steward), 'AttestationsMissing', [0, 0, 1])
    await attestWith(of, [await sign(of, w.accounts.steward2)])
    expect((await stateOf(of)).status).to.equal(MoveStatus.Waiting)
  })
  leaf('when an alias of to is among those who attest', 'it reverts with AttestationsMissing', async () => {
    const { bob, dave, steward } = w.accounts
    await w.give({ to: dave.address, quantity: 1000 })
    await moveNow(dave, bob)
    await askTwo()
    const of = await propose(placeholder, bob)
    // Dave's points count for bob, who attests with them what he gains by.
    const signature = await w.sign(bob, typesOf('Attestation'), {
      batch: idOf(of),
      entries: ethers.ZeroHash,
      attestor: dave.address,
      deadline: 10n ** 12n,
    })
    const asDave = { attestor: dave.address, kinds: [DESIGN], deadline: 10n ** 12n, signature }
    const list = ascending([asDave, await sign(of, steward)], ({ attestor }) =>
      attestor === dave.address ? bob.address : attestor,
    )
    await refuses(w.accountBoard.attestMove(of, list), 'AttestationsMissing', [0, 1, 2])
  })
  leaf('when a steward attests', 'it waits 30 days and emits MoveWaits', async () => {
    const of = await propose(placeholder, w.accounts.bob)
    const call = await attest(of)
    const readyAt = BigInt((await w.time.latest()) + VETO)
    await expect(call).to.emit(w.accountBoard, 'MoveWaits').withArgs(w.L, idOf(of), false, readyAt)
    const state = await stateOf(of)
    expect([state.status, state.readyAt, state.byGovernor]).to.deep.equal([MoveStatus.Waiting, readyAt, false])
    expect((await w.ledger.roleOf(w.accounts.steward.address)).lastAct).to.equal(readyAt - BigInt(VETO))
  })
  leaf('when affiliates and a steward attest by signature', 'it waits 30 days', async () => {
    const { bob, dave, steward } = w.accounts
    await w.give({ to: dave.address, quantity: 1000 })
    await askTwo()
    const of = await propose(placeholder, bob)
    await attestWith(of, [await sign(of, dave, [DESIGN]), await sign(of, steward)])
    expect((await stateOf(of)).readyAt).to.equal(BigInt((await w.time.latest()) + VETO))
  })
  leaf('when an attestation is of another move', 'it reverts with ReviewSignatureInvalid', async () => {
    const { bob, steward } = w.accounts
    const [one, other] = [await propose(placeholder, bob), await propose(placeholder, bob)]
    await refuses(attestWith(one, [await sign(other, steward)]), 'ReviewSignatureInvalid', [steward.address])
    await decide(other, false)
    await attestWith(one, [await sign(one, steward)])
  })
})

describe('AccountBoard.decideMove', () => {
  const w = useWorld()
  const { moveOf, propose, attest, decide, wait, make, stateOf } = useMoves(w)
  const ends = () => [w.accounts.alice, w.accounts.bob] as const

  leaf('given it was not proposed', 'it reverts with MoveStatusWrong', async () => {
    const of = moveOf(...ends())
    await refuses(decide(of), 'MoveStatusWrong', [idOf(of), MoveStatus.None, MoveStatus.Proposed])
  })
  leaf('given it was made', 'it reverts with MoveStatusWrong', async () => {
    const of = await propose(...ends())
    await decide(of)
    await wait(of)
    await make(of)
    await refuses(decide(of), 'MoveStatusWrong', [idOf(of), MoveStatus.Made, MoveStatus.Proposed])
    await refuses(decide(of, false), 'MoveStatusWrong', [idOf(of), MoveStatus.Made, MoveStatus.Proposed])
  })
  leaf('given it was rejected', 'it reverts with MoveStatusWrong', async () => {
    const of = await propose(...ends())
    await decide(of, false)
    await refuses(decide(of), 'MoveStatusWrong', [idOf(of), MoveStatus.Rejected, MoveStatus.Proposed])
  })
  leaf('when the caller is not the governor', 'it reverts with MoveGovernorOnly', async () => {
    const { steward, founder, dave } = w.accounts
    const of = await propose(...ends())
    for (const approved of [true, false]) {
      const call = w.accountBoard.connect(steward).decideMove(of, approved)
      await refuses(call, 'MoveGovernorOnly', [steward.address, founder.address])
    }
    await handOver(w, dave)
    await refuses(decide(of), 'MoveGovernorOnly', [founder.address, dave.address])
    await w.accountBoard.connect(dave).decideMove(of, true)
    expect((await stateOf(of)).status).to.equal(MoveStatus.Waiting)
  })
  leaf('when the governor is to', 'it reverts with MoveConflict', async () => {
    const { alice, founder } = w.accounts
    const of = await propose(alice, founder)
    await refuses(decide(of), 'MoveConflict', [founder.address])
    expect((await stateOf(of)).status).to.equal(MoveStatus.Proposed)
  })
  leaf('when the governor proposed it', 'it reverts with MoveConflict', async () => {
    const { alice, bob, founder } = w.accounts
    const of = await propose(alice, bob, founder)
    await refuses(decide(of), 'MoveConflict', [founder.address])
  })
  leaf('when it is approved', 'it waits 30 days and emits MoveWaits', async () => {
    const { alice } = w.accounts
    await w.accountBoard.connect(alice).showPresence(w.L)
    const of = await propose(...ends())
    const call = await decide(of)
    const readyAt = BigInt((await w.time.latest()) + VETO)
    await expect(call).to.emit(w.accountBoard, 'MoveWaits').withArgs(w.L, idOf(of), true, readyAt)
    const state = await stateOf(of)
    expect([state.status, state.readyAt, state.byGovernor]).to.deep.equal([MoveStatus.Waiting, readyAt, true])
  })
  leaf('given it waits with objections', 'when it is approved', 'it waits 30 days more, without objections', async () => {
    const { steward2, steward3 } = w.accounts
    const of = await propose(...ends())
    await attest(of)
    await objectTo(w, of, steward2)
    await w.time.increase(20 * DAY)
    await decide(of)
    const state = await stateOf(of)
    expect([state.readyAt, state.openObjections, state.byGovernor]).to.deep.equal([
      BigInt((await w.time.latest()) + VETO),
      0n,
      true,
    ])
    // Who objected has been heard; others still can.
    await refuses(objectTo(w, of, steward2), 'MoveObjectionExists', [idOf(of), steward2.address])
    await objectTo(w, of, steward3)
    await wait(of)
    await refuses(make(of), 'MoveHasObjections', [idOf(of), 1])
  })
  leaf('when it is rejected', 'it is over and emits MoveRejected', async () => {
    const of = await propose(...ends())
    await attest(of)
    await expect(decide(of, false)).to.emit(w.accountBoard, 'MoveRejected').withArgs(w.L, idOf(of))
    await w.time.increase(VETO)
    await refuses(make(of), 'MoveStatusWrong', [idOf(of), MoveStatus.Rejected, MoveStatus.Waiting])
  })
  leaf('when the governor rejects what it proposed', 'it is over', async () => {
    const { alice, bob, founder } = w.accounts
    const of = await propose(alice, bob, founder)
    await decide(of, false)
    expect((await stateOf(of)).status).to.equal(MoveStatus.Rejected)
  })
})

describe('AccountBoard.objectToMove', () => {
  const w = useWorld()
  const { move: moveNow, moveOf, propose, attest, decide, wait, make, stateOf } = useMoves(w)
  const ends = () => [w.accounts.alice, w.accounts.bob] as const

  leaf('given it was not proposed', 'it reverts with MoveStatusWrong', async () => {
    const of = moveOf(...ends())
    await refuses(objectTo(w, of, w.accounts.steward), 'MoveStatusWrong', [idOf(of), MoveStatus.None, MoveStatus.Waiting])
  })
  leaf('given its 30 days are over', 'it reverts with MoveStatusWrong', async () => {
    const { steward2, steward3 } = w.accounts
    const of = await propose(...ends())
    await attest(of)
    const { readyAt } = await stateOf(of)
    await w.time.setNextBlockTimestamp(readyAt - 1n)
    await objectTo(w, of, steward2)
    await w.time.setNextBlockTimestamp(readyAt)
    const call = objectTo(w, of, steward3)
    await refuses(call, 'MoveStatusWrong', [idOf(of), MoveStatus.Waiting, MoveStatus.Waiting])
  })
  leaf('given it was rejected', 'it reverts with MoveStatusWrong', async () => {
    const of = await propose(...ends())
    await decide(of, false)
    const call = objectTo(w, of, w.accounts.steward)
    await refuses(call, 'MoveStatusWrong', [idOf(of), MoveStatus.Rejected, MoveStatus.Waiting])
  })
  leaf('given the caller objected before', 'it reverts with MoveObjectionExists', async () => {
    const { steward } = w.accounts
    const of = await propose(...ends())
    await objectTo(w, of, steward)
    await refuses(objectTo(w, of, steward), 'MoveObjectionExists', [idOf(of), steward.address])
    expect(await w.accountBoard.hasObjected(idOf(of), steward.address)).to.equal(true)
  })
  leaf('when the caller has too few points', 'it reverts with ObjectorUnqualified', async () => {
    const { carol, dave } = w.accounts
    await w.give({ to: dave.address, quantity: 100 }, { to: carol.address, quantity: 2 })
    const of = await propose(...ends())
    await refuses(objectTo(w, of, carol, [DESIGN]), 'ObjectorUnqualified', [carol.address, 80, 100])
    await objectTo(w, of, dave, [DESIGN])
  })
  leaf('given the caller is barred', 'it reverts with AccountBarred', async () => {
    const { steward } = w.accounts
    await bar(w, steward)
    await refuses(objectTo(w, await propose(...ends()), steward), 'AccountBarred', [steward.address])
  })
  leaf('given the caller has moved', 'it reverts with ObjectorMoved', async () => {
    const { steward, dave } = w.accounts
    await moveNow(steward, dave)
    const of = await propose(...ends())
    await refuses(objectTo(w, of, steward), 'ObjectorMoved', [steward.address, dave.address])
    await objectTo(w, of, dave)
  })
  leaf('when the caller may object', 'it stops the move and emits MoveObjected', async () => {
    const { steward2, steward3, dave } = w.accounts
    await w.give({ to: dave.address, quantity: 100 })
    const of = await propose(...ends())
    await attest(of)
    await expect(objectTo(w, of, steward2))
      .to.emit(w.accountBoard, 'MoveObjected')
      .withArgs(w.L, idOf(of), steward2.address, reason, 'ipfs://reason', 1)
    await expect(objectTo(w, of, dave, [DESIGN]))
      .to.emit(w.accountBoard, 'MoveObjected')
      .withArgs(w.L, idOf(of), dave.address, reason, 'ipfs://reason', 2)
    expect((await w.ledger.roleOf(dave.address)).lastAct).to.equal(BigInt(await w.time.latest()))
    await wait(of)
    await refuses(make(of), 'MoveHasObjections', [idOf(of), 2])
    await decide(of)
    await wait(of)
    await make(of)
    expect(await w.accountBoard.hasObjected(idOf(of), steward3.address)).to.equal(false)
  })
  leaf('when the caller is from', 'it cancels the move', async () => {
    const { dave, bob } = w.accounts
    await w.give({ to: dave.address, quantity: 100 })
    const of = await propose(dave, bob)
    await objectTo(w, of, dave, [DESIGN])
    const now = await w.time.latest()
    await decide(of)
    await wait(of)
    await refuses(make(of), 'MoveCancelledByAct', [idOf(of), now])
  })
})

describe('AccountBoard.objectToMoveFor', () => {
  const w = useWorld()
  const { act, move: moveNow, moveOf, propose, decide, stateOf } = useMoves(w)
  const ends = () => [w.accounts.alice, w.accounts.bob] as const
  const sign = (of: Move, signer: World['accounts']['alice'], account = signer) =>
    act(signer, 'Objection', {
      subject: idOf(of),
      account: account.address,
      reason,
      reasonURI: 'ipfs://reason',
      amendment: ethers.ZeroHash,
    })
  const send = async (of: Move, signer: World['accounts']['alice'], account = signer, kinds: number[] = []) =>
    w.accountBoard
      .connect(w.accounts.stranger)
      .objectToMoveFor(of, account.address, kinds, reason, 'ipfs://reason', await sign(of, signer, account))

  leaf('given it is not open', 'it reverts with MoveStatusWrong and the nonce stays unused', async () => {
    const { steward, stranger } = w.accounts
    const of = moveOf(...ends())
    await refuses(send(of, steward), 'MoveStatusWrong', [idOf(of), MoveStatus.None, MoveStatus.Waiting])
    const rejected = await propose(...ends())
    await decide(rejected, false)
    const signed = await sign(rejected, steward)
    const call = w.accountBoard.connect(stranger).objectToMoveFor(rejected, steward.address, [], reason, 'ipfs://reason', signed)
    await refuses(call, 'MoveStatusWrong', [idOf(rejected), MoveStatus.Rejected, MoveStatus.Waiting])
    expect(await w.ledger.isNonceUsed(steward.address, signed.nonce)).to.equal(false)
  })
  leaf("when the account's holder is not the signer", 'it reverts with ObjectorMoved', async () => {
    const { dave, carol } = w.accounts
    await w.give({ to: dave.address, quantity: 100 })
    const of = await propose(...ends())
    await refuses(send(of, carol, dave, [DESIGN]), 'ObjectorMoved', [dave.address, dave.address])
    await moveNow(dave, carol)
    await refuses(send(of, dave, dave, [DESIGN]), 'ObjectorMoved', [dave.address, carol.address])
  })
  leaf('when it is signed', 'it stops the move in the name of the signer', async () => {
    const { steward, stranger } = w.accounts
    const of = await propose(...ends())
    await expect(send(of, steward))
      .to.emit(w.accountBoard, 'MoveObjected')
      .withArgs(w.L, idOf(of), steward.address, reason, 'ipfs://reason', 1)
    expect((await stateOf(of)).openObjections).to.equal(1n)
    expect(await w.accountBoard.hasObjected(idOf(of), stranger.address)).to.equal(false)
    await refuses(send(of, steward), 'MoveObjectionExists', [idOf(of), steward.address])
    await refuses(objectTo(w, of, steward), 'MoveObjectionExists', [idOf(of), steward.address])
  })
  leaf('when the holder signs with the points of an account that moved to it', 'it stops the move', async () => {
    const { dave, carol } = w.accounts
    await w.give({ to: dave.address, quantity: 100 })
    await moveNow(dave, carol)
    const of = await propose(...ends())
    await refuses(send(of, carol, carol, [DESIGN]), 'ObjectorUnqualified')
    await send(of, carol, dave, [DESIGN])
    expect(await w.accountBoard.hasObjected(idOf(of), carol.address)).to.equal(true)
  })
})

describe('AccountBoard.makeMove', () => {
  const w = useWorld()
  const { act, move: moveNow, moveOf, propose, attest, decide, wait, make, stateOf, holderOf } = useMoves(w)
  const ends = () => [w.accounts.alice, w.accounts.bob] as const
  const wrong = (of: Move, status: bigint) => ['MoveStatusWrong', [idOf(of), status, MoveStatus.Waiting]] as const

  leaf('given it was not proposed', 'it reverts with MoveStatusWrong', async () => {
    const of = moveOf(...ends())
    await refuses(make(of), ...wrong(of, MoveStatus.None))
  })
  leaf('given it was only proposed', 'it reverts with MoveStatusWrong', async () => {
    const of = await propose(...ends())
    await w.time.increase(2 * VETO)
    await refuses(make(of), ...wrong(of, MoveStatus.Proposed))
  })
  leaf('given it was rejected', 'it reverts with MoveStatusWrong', async () => {
    const of = await propose(...ends())
    await decide(of, false)
    await refuses(make(of), ...wrong(of, MoveStatus.Rejected))
  })
  leaf('given it was made', 'it reverts with MoveStatusWrong', async () => {
    const of = await propose(...ends())
    await attest(of)
    await wait(of)
    await make(of)
    await refuses(make(of), ...wrong(of, MoveStatus.Made))
  })
  leaf('given its 30 days are not over', 'it reverts with MoveTooEarly, to the second', async () => {
    const of = await propose(...ends())
    await attest(of)
    const { readyAt } = await stateOf(of)
    expect(readyAt).to.equal(BigInt((await w.time.latest()) + VETO))
    await w.time.setNextBlockTimestamp(readyAt - 1n)
    await refuses(make(of), 'MoveTooEarly', [readyAt - 1n, readyAt])
    await w.time.setNextBlockTimestamp(readyAt)
    await make(of)
    expect(await holderOf(w.accounts.alice)).to.equal(w.accounts.bob.address)
  })
  leaf('given an objection stands', 'it reverts with MoveHasObjections', async () => {
    const of = await propose(...ends())
    await attest(of)
    await objectTo(w, of, w.accounts.steward)
    await wait(of)
    await refuses(make(of), 'MoveHasObjections', [idOf(of), 1])
  })
  leaf('given from has become a contract', 'it reverts with MoveOfContract', async () => {
    const [from] = ends()
    const of = await propose(...ends())
    await attest(of)
    await wait(of)
    await w.helpers.setCode(from.address, '0x00')
    await refuses(make(of), 'MoveOfContract', [from.address])
  })
  leaf('given from carries code for a while', 'it moves it', async () => {
    const [from, to] = ends()
    const of = await propose(...ends())
    await attest(of)
    await wait(of)
    await w.helpers.setCode(from.address, delegated(w.T))
    await make(of)
    expect(await holderOf(from)).to.equal(to.address)
  })
  leaf('given from or to has moved meanwhile', 'it reverts with MoveInvalid', async () => {
    const { alice, bob, carol, dave } = w.accounts
    const one = await propose(alice, bob)
    await attest(one)
    const two = await propose(dave, alice)
    await attest(two)
    await moveNow(alice, carol)
    await wait(two)
    await refuses(make(one), 'MoveInvalid', [alice.address, carol.address])
    await refuses(make(two), 'MoveInvalid', [alice.address, carol.address])
  })
  leaf('given from has done something since', 'it reverts with MoveCancelledByAct', async () => {
    const [from] = ends()
    const of = await propose(...ends())
    await attest(of)
    await wait(of)
    // Even in the last second before somebody makes it.
    await w.accountBoard.showPresenceFor(w.L, await act(from, 'Presence', {}))
    const now = await w.time.latest()
    await refuses(make(of), 'MoveCancelledByAct', [idOf(of), now])
  })
  leaf('given from did something before it was proposed', 'it moves it when the governor decided', async () => {
    const [from, to] = ends()
    await w.give({ to: from.address, quantity: 100 })
    await w.sale(1000)
    await w.accountBoard.connect(from).showPresence(w.L)
    await w.venture.connect(from).claim(from.address, [w.T], [DESIGN], 0)
    const of = await propose(...ends())
    await refuses(attest(of), 'MoveNeedsGovernor', [idOf(of), from.address])
    await decide(of)
    await wait(of)
    await make(of)
    expect(await holderOf(from)).to.equal(to.address)
  })
  leaf(
    'given another move of from was proposed after from had cancelled this one',
    'it reverts with MoveCancelledByAct',
    async () => {
      const [from, to] = ends()
      await w.give({ to: from.address, quantity: 100 })
      await w.sale(1000)
      const of = await propose(...ends())
      await attest(of)
      await w.venture.connect(from).claim(from.address, [w.T], [DESIGN], 0)
      const claimedAt = await w.time.latest()
      // What the venture forgets so that the next claim shows is not forgotten here.
      const second = await propose(from, to)
      expect((await w.venture.holderOf(from.address)).lastAct).to.equal(1n)
      await wait(of)
      await refuses(make(of), 'MoveCancelledByAct', [idOf(of), claimedAt])
      await decide(second)
      await w.venture.connect(from).claim(from.address, [w.T], [DESIGN], 0)
      await propose(from, to)
      await wait(second)
      await refuses(make(second), 'MoveCancelledByAct', [idOf(second)])
      expect(await holderOf(from)).to.equal(from.address)
    },
  )
  leaf('given eight moves lie behind from', 'it reverts with MovesTooMany', async () => {
    const chain = (await w.hh.getSigners()).slice(-8)
    const { dave, bob } = w.accounts
    for (let i = 0; i < 7; i++) await w.move(chain[i]!, chain[i + 1]!)
    await w.move(chain[7]!, dave)
    const of = await propose(dave, bob)
    await decide(of)
    await wait(of)
    await refuses(make(of), 'MovesTooMany', [9, 8])
  })
  leaf('when it is due', 'it moves it, for anyone, and emits MoveMade', async () => {
    const [from, to] = ends()
    const of = await propose(...ends())
    await attest(of)
    await wait(of)
    const call = await make(of)
    await expect(call).to.emit(w.accountBoard, 'MoveMade').withArgs(w.L, idOf(of))
    await expect(call).to.emit(w.venture, 'Moved').withArgs(from.address, to.address)
    expect((await stateOf(of)).status).to.equal(MoveStatus.Made)
    expect(await holderOf(from)).to.equal(to.address)
  })
  leaf('given from was a placeholder', 'its wallet claims what it is owed', async () => {
    const { dave } = w.accounts
    const address = placeholderAddress({
      venture: w.V as `0x${string}`,
      salt: ethers.id('salt') as `0x${string}`,
      identity: 'dave@example.org',
    })
    const batch = await w.propose([{ to: address, quantity: 100 }])
    await w.accept(batch)
    await w.sale(1000)
    const due = await w.owed(address, [DESIGN])
    const of = await propose({ address }, dave)
    await attest(of)
    await wait(of)
    await make(of)
    await w.venture.connect(dave).claimTo(address, w.accounts.bob.address, [w.T], [DESIGN], 0)
    expect(due).to.be.above(940n)
    expect(await w.token.balanceOf(w.accounts.bob.address)).to.equal(due)
    await w.sale(1000)
    const next = await w.owed(address, [DESIGN])
    await w.venture.claim(address, [w.T], [DESIGN], 0)
    expect(await w.token.balanceOf(dave.address)).to.equal(next)
  })
})
