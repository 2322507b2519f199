import { expect } from 'chai'
import { ethers } from 'ethers'
import { refuses } from '../../utils/errors.ts'
import { leaf } from '../../utils/leaf.ts'
import { NO_ACT, useMoves } from '../../utils/moves.ts'
import { deploySigner } from '../../utils/signers.ts'
import { useWorld, ZERO } from '../../utils/world.ts'

describe('AccountBoard.move', () => {
  const w = useWorld()
  const { act, move, moveOf, signMove, signAcceptance, holderOf } = useMoves(w)
  const ends = () => [w.accounts.alice, w.accounts.bob] as const
  const send = (
    by: (typeof w.accounts)['alice'],
    fromAct = NO_ACT,
    toAct = NO_ACT,
    [from, to]: readonly { address: string }[] = ends(),
  ) => w.accountBoard.connect(by).move(w.L, from!.address, to!.address, fromAct, toAct)
  const moved = async () => {
    const [from, to] = ends()
    expect(await holderOf(from)).to.equal(to.address)
    expect(await holderOf(to)).to.equal(to.address)
  }

  leaf('when from sends it and to has signed', 'it moves at once and emits Moved', async () => {
    const [from, to] = ends()
    await expect(send(from, NO_ACT, await signAcceptance(from, to)))
      .to.emit(w.venture, 'Moved')
      .withArgs(from.address, to.address)
    await moved()
  })
  leaf('when to sends it and from has signed', 'it moves at once', async () => {
    const [from, to] = ends()
    await send(to, await signMove(from, to), NO_ACT)
    await moved()
  })
  leaf('when a stranger sends it and both have signed', 'it moves at once', async () => {
    const [from, to] = ends()
    await send(w.accounts.stranger, await signMove(from, to), await signAcceptance(from, to))
    await moved()
  })
  leaf('when from has not signed', 'it reverts with SignerNotHolder', async () => {
    const [from, to] = ends()
    const { stranger } = w.accounts
    await refuses(send(to, NO_ACT, NO_ACT), 'SignerNotHolder', [ZERO, from.address])
    const theirs = await act(stranger, 'Move', { from: from.address, to: to.address })
    await refuses(send(to, theirs, NO_ACT), 'SignerNotHolder', [stranger.address, from.address])
    // In the account's name it is no signature of the account's.
    await refuses(send(to, { ...theirs, signer: from.address }, NO_ACT), 'SignatureInvalid', [from.address])
  })
  leaf('when to has not signed', 'it reverts with SignerNotHolder', async () => {
    const [from, to] = ends()
    await refuses(send(from), 'SignerNotHolder', [ZERO, to.address])
    await refuses(send(w.accounts.stranger, await signMove(from, to)), 'SignerNotHolder', [ZERO, to.address])
    expect(await holderOf(from)).to.equal(from.address)
  })
  leaf('when they signed it the other way round', 'it reverts with SignatureInvalid', async () => {
    const [from, to] = ends()
    const [wrongFrom, wrongTo] = [await signAcceptance(to, from), await signMove(to, from)]
    await refuses(send(to, wrongFrom), 'SignatureInvalid', [from.address])
    await refuses(send(from, NO_ACT, wrongTo), 'SignatureInvalid', [to.address])
  })
  leaf('when both signed a move to somebody else', 'it reverts with SignatureInvalid', async () => {
    const [from, to] = ends()
    const other = await signMove(from, w.accounts.carol)
    await refuses(send(to, other), 'SignatureInvalid', [from.address])
    const accepted = await signAcceptance(w.accounts.carol, to)
    await refuses(send(from, NO_ACT, accepted), 'SignatureInvalid', [to.address])
  })
  leaf(
    'when to has signed for what somebody proposes',
    'it reverts with SignatureInvalid, and nobody proposes with what to signed for this',
    async () => {
      const [from, to] = ends()
      const { stranger } = w.accounts
      const forProposal = await signAcceptance(from, to, stranger)
      await refuses(send(from, NO_ACT, forProposal), 'SignatureInvalid', [to.address])
      // A stranger who sees the signature cannot use it up.
      const forThis = await signAcceptance(from, to)
      const proposal = moveOf(from, to, stranger)
      await refuses(w.accountBoard.connect(stranger).proposeMove(proposal, '', forThis), 'SignatureInvalid', [to.address])
      expect(await w.ledger.isNonceUsed(to.address, forThis.nonce)).to.equal(false)
      await send(from, NO_ACT, forThis)
      await moved()
    },
  )
  leaf('when from and to are the same', 'it reverts with MoveInvalid', async () => {
    const { alice } = w.accounts
    await refuses(send(alice, NO_ACT, NO_ACT, [alice, alice]), 'MoveInvalid', [alice.address, alice.address])
  })
  leaf('when to is the zero address', 'it reverts with SignatureInvalid', async () => {
    const { alice } = w.accounts
    const nobody = { ...NO_ACT, deadline: 10n ** 12n, signature: ethers.hexlify(new Uint8Array(65)) }
    await refuses(send(alice, NO_ACT, nobody, [alice, { address: ZERO }]), 'SignatureInvalid', [ZERO])
    await refuses(send(alice, nobody, NO_ACT, [{ address: ZERO }, alice]), 'SignatureInvalid', [ZERO])
  })
  leaf('when the venture is one of the two', 'it reverts with SignatureInvalid', async () => {
    const { alice } = w.accounts
    const venture = { ...NO_ACT, signer: w.V, deadline: 10n ** 12n }
    await refuses(send(alice, NO_ACT, venture, [alice, { address: w.V }]), 'SignatureInvalid', [w.V])
    await refuses(send(alice, venture, NO_ACT, [{ address: w.V }, alice]), 'SignatureInvalid', [w.V])
    // Nor could it move where it came to send something.
    const asVenture = await w.as(w.V)
    await refuses(send(asVenture, NO_ACT, await signAcceptance(asVenture, alice), [asVenture, alice]), 'MoveInvalid', [
      w.V,
      alice.address,
    ])
  })
  leaf('given from has moved', 'it reverts with MoveInvalid', async () => {
    const [from, to] = ends()
    const { carol } = w.accounts
    await move(from, to)
    await refuses(move(from, carol), 'MoveInvalid', [from.address, to.address])
  })
  leaf('given to has moved', 'it reverts with MoveInvalid', async () => {
    const [from, to] = ends()
    const { carol } = w.accounts
    await move(from, to)
    await refuses(move(carol, from), 'MoveInvalid', [from.address, to.address])
  })
  leaf('given to is where it came from', 'it reverts with MoveInvalid, so nobody comes back', async () => {
    const [from, to] = ends()
    const { carol } = w.accounts
    await move(from, to)
    await refuses(move(to, from), 'MoveInvalid', [from.address, to.address])
    await move(to, carol)
    await refuses(move(carol, from), 'MoveInvalid', [from.address, carol.address])
    await refuses(move(carol, to), 'MoveInvalid', [to.address, carol.address])
    expect(await holderOf(from)).to.equal(carol.address)
  })

  /** Accounts of a chain of their own, so that there are enough. */
  const signers = async () => (await w.hh.getSigners()).slice(-8)
  leaf('given eight moves lie behind', 'it reverts with MovesTooMany', async () => {
    const { alice, bob } = w.accounts
    const chain = [alice, ...(await signers())]
    for (let i = 0; i < 8; i++) await move(chain[i]!, chain[i + 1]!)
    for (const account of chain) expect(await holderOf(account)).to.equal(chain[8]!.address)
    expect((await w.ledger.roleOf(chain[8]!.address)).depth).to.equal(8n)
    await refuses(move(chain[8]!, bob), 'MovesTooMany', [9, 8])
    // The end can still take others in.
    await move(bob, chain[8]!)
    expect(await holderOf(bob)).to.equal(chain[8]!.address)
  })
  leaf('given the longest way behind has eight moves', 'it reverts with MovesTooMany, also where ways join', async () => {
    const { alice, bob, carol, dave } = w.accounts
    const chain = await signers()
    // Seven moves behind the last of the chain.
    for (let i = 0; i < 7; i++) await move(chain[i]!, chain[i + 1]!)
    // Carol has one behind her; seven and one join in dave, who has eight, not nine.
    await move(alice, carol)
    await move(carol, dave)
    await move(chain[7]!, dave)
    expect((await w.ledger.roleOf(dave.address)).depth).to.equal(8n)
    await refuses(move(dave, bob), 'MovesTooMany', [9, 8])
    for (const account of [alice, carol, ...chain]) expect(await holderOf(account)).to.equal(dave.address)
  })
  leaf('when a contract moves itself', 'it moves at once', async () => {
    const wallet = await deploySigner(w, 'SignerWallet')
    const from = { address: await wallet.getAddress() }
    const { bob } = w.accounts
    const data = w.accountBoard.interface.encodeFunctionData('move', [
      w.L,
      from.address,
      bob.address,
      NO_ACT,
      await signAcceptance(from, bob),
    ])
    await (await wallet.getFunction('run')(await w.accountBoard.getAddress(), data)).wait()
    expect(await holderOf(from)).to.equal(bob.address)
  })
})
