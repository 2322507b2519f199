import { expect } from 'chai'
import { refuses } from '../../utils/errors.ts'
import { leaf } from '../../utils/leaf.ts'
import { type SignedAct, useMoves } from '../../utils/moves.ts'
import { deploySigner } from '../../utils/signers.ts'
import { Change, coder, DESIGN, ETH, useWorld, type World, ZERO } from '../../utils/world.ts'

type Signer = World['accounts']['alice']

/** Fakes that let whatever they are asked through. */
async function fakes(w: World) {
  const ledger = await deploySigner(w, 'FakeLedger')
  const address = await ledger.getAddress()
  const names = async (venture: string) => {
    await (await ledger.getFunction('setVenture')(venture)).wait()
    return address
  }
  /** A fake ledger of a fake venture that says its ledger is this one. */
  const ofVenture = async (named: string) => {
    const venture = await deploySigner(w, 'FakeVenture', [named])
    return names(await venture.getAddress())
  }
  return { names, ofVenture, address }
}

describe('AccountBoard.claimTo', () => {
  const w = useWorld(async (world) => {
    await world.give({ to: world.accounts.alice.address, quantity: 100 }, { to: world.accounts.bob.address, quantity: 300 })
    await world.sale(1000)
    await world.accounts.customer.sendTransaction({ to: world.V, value: 10_000n })
  })
  const { act, move } = useMoves(w)
  const isUsed = ({ signer, nonce }: SignedAct) => w.ledger.isNonceUsed(signer, nonce)
  /** Signed and submitted by a stranger; what is submitted is what was signed unless said otherwise. */
  const claim = async (
    signer: Signer,
    {
      account = signer as { address: string },
      to = w.accounts.dave.address as string,
      tokens = [w.T, ETH],
      ledger = w.L as string,
    } = {},
  ) => {
    const content = { account: account.address, recipient: to, tokens, kinds: [DESIGN], maxDebtEntries: 7n }
    const signed = await act(signer, 'ClaimTo', content)
    const send = () =>
      w.accountBoard
        .connect(w.accounts.stranger)
        .claimTo(ledger, account.address, to, tokens, [DESIGN], content.maxDebtEntries, signed)
    return { signed, send }
  }

  leaf(
    'when the ledger is not the one of its venture',
    'it reverts with LedgerForeign, whatever a fake ledger says',
    async () => {
      const { names, ofVenture, address } = await fakes(w)
      const ledger = await names(w.V)
      // Nobody has signed anything: the fake ledger would take it.
      const { stranger, alice } = w.accounts
      const act = { signer: alice.address, nonce: 0n, deadline: 0n, signature: '0x' }
      const steal = () =>
        w.accountBoard.connect(stranger).claimTo(ledger, alice.address, stranger.address, [w.T], [DESIGN], 0, act)
      await refuses(steal(), 'LedgerForeign', [address, w.L])
      expect(await w.token.balanceOf(stranger.address)).to.equal(0n)
      // A fake pair may do as it likes with itself.
      await ofVenture(address)
      await steal()
      expect(await w.token.balanceOf(stranger.address)).to.equal(0n)
    },
  )
  leaf('when a fake venture names a real ledger', 'it uses up no nonce', async () => {
    const { ofVenture, address } = await fakes(w)
    const { signed, send } = await claim(w.accounts.alice, { ledger: await ofVenture(w.L) })
    await refuses(send(), 'LedgerForeign', [address, w.L])
    expect(await isUsed(signed)).to.equal(false)
    // Nor does a fake pair, which takes the signature.
    await ofVenture(address)
    await send()
    expect(await isUsed(signed)).to.equal(false)
    expect((await w.ledger.roleOf(w.accounts.alice.address)).lastAct).to.equal(0n)
    expect(await w.token.balanceOf(w.accounts.dave.address)).to.equal(0n)
  })
  leaf('when the signer is not the account', 'it reverts with SignerNotHolder', async () => {
    const { alice, bob } = w.accounts
    const { signed, send } = await claim(bob, { account: alice })
    await refuses(send(), 'SignerNotHolder', [bob.address, alice.address])
    expect(await isUsed(signed)).to.equal(false)
  })
  leaf('when the account itself has moved', 'it reverts with SignerNotHolder for its old key', async () => {
    const { alice, carol } = w.accounts
    const { send } = await claim(alice)
    await move(alice, carol)
    await refuses(send(), 'SignerNotHolder', [alice.address, carol.address])
  })
  leaf(
    'when the recipient is the zero address or the venture',
    'it reverts with ClaimRecipientInvalid and the nonce stays unused',
    async () => {
      for (const to of [ZERO, w.V]) {
        const { signed, send } = await claim(w.accounts.alice, { to })
        await refuses(send(), 'ClaimRecipientInvalid', [to])
        expect(await isUsed(signed)).to.equal(false)
      }
    },
  )
  leaf('when the account has signed', 'it pays what was signed for to the recipient, in every token', async () => {
    const { alice, dave } = w.accounts
    const due = await w.venture.previewClaim(alice.address, [w.T, ETH], [DESIGN])
    const before = await w.hh.provider.getBalance(dave.address)
    const { signed, send } = await claim(alice)
    await expect(send())
      .to.emit(w.venture, 'Claimed')
      .withArgs(alice.address, w.T, dave.address, due[0], 1n << BigInt(DESIGN), 7)
    expect(await w.token.balanceOf(dave.address)).to.equal(due[0])
    expect((await w.hh.provider.getBalance(dave.address)) - before).to.equal(due[1])
    expect(due.every((amount) => amount > 0n)).to.equal(true)
    expect(await isUsed(signed)).to.equal(true)
    expect(await w.venture.payeeOf(alice.address), 'another claim goes to the account').to.equal(alice.address)
    await refuses(send(), 'NonceUsed', [alice.address, signed.nonce])
  })
  leaf('when the holder signs for an account that moved to it', 'it pays what that account is owed', async () => {
    const { alice, carol, dave } = w.accounts
    const due = await w.owed(alice, [DESIGN])
    await move(alice, carol)
    await (await claim(carol, { account: alice, tokens: [w.T] })).send()
    expect(await w.token.balanceOf(dave.address)).to.equal(due)
  })
  leaf('when there is nothing to pay', 'it uses up the nonce', async () => {
    const { signed, send } = await claim(w.accounts.carol)
    await expect(send()).not.to.emit(w.venture, 'Claimed')
    expect(await isUsed(signed)).to.equal(true)
  })
  leaf('when it is called at the venture by a stranger', 'it reverts with ClaimHolderOnly', async () => {
    const { alice, stranger } = w.accounts
    for (const caller of [stranger, await w.as(w.L), await w.as(await w.large.getAddress())]) {
      await refuses(w.venture.connect(caller).claimTo(alice.address, stranger.address, [w.T], [DESIGN], 0), 'ClaimHolderOnly', [
        caller.address,
        alice.address,
      ])
      await refuses(w.venture.connect(caller).setPayee(alice.address, stranger.address), 'ClaimHolderOnly', [
        caller.address,
        alice.address,
      ])
    }
  })
  leaf('given the account is barred', 'it pays all the same', async () => {
    const { alice, dave } = w.accounts
    await w.change(Change.Bar, coder.encode(['address', 'bool'], [alice.address, true]))
    const due = await w.owed(alice, [DESIGN])
    await (await claim(alice)).send()
    expect(await w.token.balanceOf(dave.address)).to.equal(due)
  })
})

describe('AccountBoard.setPayee', () => {
  const w = useWorld(async (world) => {
    await world.give({ to: world.accounts.alice.address, quantity: 100 })
    await world.sale(1000)
  })
  const { act, move } = useMoves(w)
  const name = async (signer: Signer, payee: string, account: { address: string } = signer, ledger = w.L) => {
    const signed = await act(signer, 'Payee', { account: account.address, payee })
    const send = () => w.accountBoard.connect(w.accounts.stranger).setPayee(ledger, account.address, payee, signed)
    return { signed, send }
  }
  const paidTo = async (account: { address: string }, recipient: { address: string }) => {
    const due = await w.owed(account, [DESIGN])
    const before = await w.token.balanceOf(recipient.address)
    await w.venture.connect(w.accounts.stranger).claim(account.address, [w.T], [DESIGN], 0)
    expect(due).to.be.above(0n)
    expect((await w.token.balanceOf(recipient.address)) - before).to.equal(due)
  }

  leaf('when the ledger is not the one of its venture', 'it reverts with LedgerForeign', async () => {
    const { names, ofVenture, address } = await fakes(w)
    const { alice, stranger } = w.accounts
    const nothing = { signer: alice.address, nonce: 0n, deadline: 0n, signature: '0x' }
    const steal = w.accountBoard.setPayee(await names(w.V), alice.address, stranger.address, nothing)
    await refuses(steal, 'LedgerForeign', [address, w.L])
    const { signed, send } = await name(alice, stranger.address, alice, await ofVenture(w.L))
    await refuses(send(), 'LedgerForeign', [address, w.L])
    expect(await w.ledger.isNonceUsed(alice.address, signed.nonce)).to.equal(false)
    expect(await w.venture.payeeOf(alice.address)).to.equal(alice.address)
  })
  leaf('when the signer is not the account', 'it reverts with SignerNotHolder', async () => {
    const { alice, bob, dave } = w.accounts
    await refuses((await name(bob, dave.address, alice)).send(), 'SignerNotHolder', [bob.address, alice.address])
  })
  leaf('when the payee is the venture', 'it reverts with ClaimRecipientInvalid', async () => {
    await refuses((await name(w.accounts.alice, w.V)).send(), 'ClaimRecipientInvalid', [w.V])
  })
  leaf('when the account has signed', 'it pays there from now on', async () => {
    const { alice, dave } = w.accounts
    const { send } = await name(alice, dave.address)
    await expect(send()).to.emit(w.venture, 'PayeeSet').withArgs(alice.address, ZERO, dave.address)
    await paidTo(alice, dave)
  })
  leaf('when the payee is the zero address', 'it pays the account again', async () => {
    const { alice, dave } = w.accounts
    await (await name(alice, dave.address)).send()
    await expect((await name(alice, ZERO)).send())
      .to.emit(w.venture, 'PayeeSet')
      .withArgs(alice.address, dave.address, ZERO)
    await paidTo(alice, alice)
  })
  leaf('when the holder signs for an account that moved to it', 'it is the payee of all that the holder is', async () => {
    const { alice, bob, carol, dave } = w.accounts
    await w.give({ to: bob.address, quantity: 50 }, { to: carol.address, quantity: 60 })
    await w.sale(1000)
    await move(alice, carol)
    await move(bob, carol)
    await expect((await name(carol, dave.address, alice)).send())
      .to.emit(w.venture, 'PayeeSet')
      .withArgs(carol.address, ZERO, dave.address)
    for (const account of [alice, bob, carol]) await paidTo(account, dave)
  })
})
