import { expect } from 'chai'
import { ethers } from 'ethers'
import { refuses, revertData } from '../../utils/errors.ts'
import { leaf } from '../../utils/leaf.ts'
import { useMoves } from '../../utils/moves.ts'
import { Answer, deploySigner } from '../../utils/signers.ts'
import { DESIGN, useWorld, ZERO } from '../../utils/world.ts'

const GAS = 500_000n
type Call = { target: string; data: string }

describe('RelayBatch.submit', () => {
  const w = useWorld(async (world) => {
    await world.give({ to: world.accounts.alice.address, quantity: 100 }, { to: world.accounts.bob.address, quantity: 300 })
    await world.sale(1000)
  })
  const { act } = useMoves(w)
  const relay = (calls: Call[], gasEach = GAS, overrides: { gasLimit?: bigint } = {}) =>
    w.relayBatch.connect(w.accounts.stranger).submit(calls, gasEach, overrides)
  const board = () => w.accountBoard.getAddress()
  const nonceUsed = (nonce: bigint, who = w.accounts.alice) => w.ledger.isNonceUsed(who.address, nonce)

  /** Somebody's claim to where nothing else arrives, signed. */
  const claim = async (who = w.accounts.alice, to: { address: string } = w.accounts.dave) => {
    const message = {
      account: who.address,
      recipient: to.address,
      tokens: [w.T],
      kinds: [DESIGN],
      maxDebtEntries: 0n,
    }
    const signed = await act(who, 'ClaimTo', message)
    const data = w.accountBoard.interface.encodeFunctionData('claimTo', [
      w.L,
      who.address,
      to.address,
      [w.T],
      [DESIGN],
      0n,
      signed,
    ])
    return { target: await board(), data, signed }
  }
  const presence = async (who = w.accounts.bob) => {
    const signed = await act(who, 'Presence', {})
    const data = w.accountBoard.interface.encodeFunctionData('showPresenceFor', [w.L, signed])
    return { target: await board(), data, signed }
  }
  const selector = (error: string) => w.ledger.interface.getError(error)!.selector
  /** Which of them failed, and with what. */
  const failures = async (sent: ReturnType<typeof relay>) =>
    (await (await sent).wait())!.logs
      .filter(({ address }) => address === w.relayBatch.target)
      .map((entry) => w.relayBatch.interface.parseLog(entry)!)
      .map(({ args }) => [args[0], args[1], args[2]])

  /** Two good calls with one between them that is not. */
  const isolates = async (bad: Call, reason: string, gasEach = GAS) => {
    const [one, two] = [await claim(), await presence()]
    const calls = [one, bad, two]
    const done = await w.relayBatch.submit.staticCall(calls, gasEach)
    expect(done).to.deep.equal([true, false, true])
    expect(await failures(relay(calls, gasEach))).to.deep.equal([[1n, bad.target, reason]])
    expect(await w.token.balanceOf(w.accounts.dave.address)).to.be.above(0n)
    expect(await nonceUsed(two.signed.nonce, w.accounts.bob)).to.equal(true)
  }
  const wallet = async (answer: number) => {
    const contract = await deploySigner(w, 'SignerWallet')
    await (await contract.getFunction('setAnswer')(answer)).wait()
    const data = contract.interface.encodeFunctionData('isValidSignature', [ethers.ZeroHash, '0x'])
    return { target: await contract.getAddress(), data }
  }

  leaf('when there is nothing to submit', 'it does nothing', async () => {
    expect(await w.relayBatch.submit.staticCall([], GAS)).to.deep.equal([])
    expect(await failures(relay([]))).to.deep.equal([])
  })
  leaf('when less gas is left than a call is promised', 'it reverts with RelayGasTooLow, and nothing has happened', async () => {
    const [one, two] = [await claim(), await presence()]
    await refuses(relay([one, two], 3_000_000n, { gasLimit: 3_050_000n }), 'RelayGasTooLow', [
      undefined,
      (3_000_000n * 64n) / 63n + 20_000n,
    ])
    // Enough for the first only: that is undone too.
    await refuses(relay([one, two], 3_000_000n, { gasLimit: 3_150_000n }), 'RelayGasTooLow')
    expect(await nonceUsed(one.signed.nonce)).to.equal(false)
    await relay([one, two], 3_000_000n, { gasLimit: 6_000_000n })
    expect(await nonceUsed(one.signed.nonce)).to.equal(true)
  })
  leaf('when more gas is promised than there can be', 'it reverts', async () => {
    const one = await claim()
    const panic = '0x4e487b710000000000000000000000000000000000000000000000000000000000000011'
    expect(await revertData(relay([one], 2n ** 256n - 1n, { gasLimit: 1_000_000n }))).to.equal(panic)
    await refuses(relay([one], 2n ** 200n, { gasLimit: 1_000_000n }), 'RelayGasTooLow')
    expect(await nonceUsed(one.signed.nonce)).to.equal(false)
  })
  leaf('when all go through', 'it makes them in order, each for whom signed it', async () => {
    const { alice, bob, carol, dave } = w.accounts
    const due = await Promise.all([alice, bob].map((who) => w.owed(who, [DESIGN])))
    const calls = [await claim(alice, carol), await claim(bob, dave), await presence(bob)]
    expect(await w.relayBatch.submit.staticCall(calls, GAS)).to.deep.equal([true, true, true])
    const sent = relay(calls)
    expect(await failures(sent)).to.deep.equal([])
    const claims = (await w.venture.queryFilter(w.venture.filters.Claimed())).map(({ args }) => [args.account, args.recipient])
    expect(claims).to.deep.equal([
      [alice.address, carol.address],
      [bob.address, dave.address],
    ])
    expect(await Promise.all([carol, dave].map(({ address }) => w.token.balanceOf(address)))).to.deep.equal(due)
    await expect(sent).to.emit(w.accountBoard, 'PresenceShown').withArgs(w.L, bob.address)
  })
  leaf('when one is refused', "it makes the others and emits CallFailed with the error's selector", async () => {
    const { carol } = w.accounts
    const expired = await act(carol, 'Presence', {}, { deadline: 1n })
    const data = w.accountBoard.interface.encodeFunctionData('showPresenceFor', [w.L, expired])
    await isolates({ target: await board(), data }, selector('SignatureExpired'))
  })
  leaf('when one burns its gas', 'it makes the others', async () => {
    await isolates(await wallet(Answer.BurnsGas), '0x00000000')
  })
  leaf('when one answers with a megabyte', 'it makes the others', async () => {
    const bomb = await wallet(Answer.YesAtLength)
    await isolates(bomb, '0x00000000')
    // Given what its megabyte costs, it goes through and costs no more.
    const calls = [bomb, await presence()]
    expect(await w.relayBatch.submit.staticCall(calls, 3_000_000n)).to.deep.equal([true, true])
    const { gasUsed } = (await (await relay(calls, 3_000_000n)).wait())!
    expect(gasUsed).to.be.below(2_500_000n)
  })
  leaf('when one fails with a megabyte', 'it makes the others', async () => {
    const yes = '0x1626ba7e'
    await isolates(await wallet(Answer.RevertsAtLength), yes, 3_000_000n)
  })
  leaf('when a target has no code', 'it counts as failed', async () => {
    await isolates({ target: w.accounts.customer.address, data: '0x12345678' }, '0x00000000')
    expect(await w.relayBatch.submit.staticCall([{ target: ZERO, data: '0x' }], GAS)).to.deep.equal([false])
  })
  leaf('when one gets less gas than it takes', 'nothing of it happens, and it can be submitted again', async () => {
    const one = await claim()
    const { dave } = w.accounts
    let failed = 0
    let gasEach = 20_000n
    for (; ; gasEach += 15_000n) {
      const before = await w.token.balanceOf(dave.address)
      const result = await failures(relay([one], gasEach))
      const paid = (await w.token.balanceOf(dave.address)) - before
      expect(await nonceUsed(one.signed.nonce), `${gasEach} gas`).to.equal(result.length === 0)
      expect(paid > 0n, `${gasEach} gas`).to.equal(result.length === 0)
      if (result.length === 0) break
      failed++
    }
    expect(failed).to.be.above(5)
    expect(gasEach).to.be.below(GAS)
  })
  leaf('when one comes twice', 'it is done once', async () => {
    const one = await claim()
    expect(await w.relayBatch.submit.staticCall([one, one], GAS)).to.deep.equal([true, false])
    expect(await failures(relay([one, one]))).to.deep.equal([[1n, await board(), selector('NonceUsed')]])
  })
  leaf('when one is altered', 'it is refused, and the others are made', async () => {
    const { carol, stranger } = w.accounts
    const signed = await act(carol, 'Payee', { account: carol.address, payee: w.accounts.dave.address })
    const data = w.accountBoard.interface.encodeFunctionData('setPayee', [w.L, carol.address, stranger.address, signed])
    await isolates({ target: await board(), data }, selector('SignatureInvalid'))
    expect(await w.venture.payeeOf(carol.address)).to.equal(carol.address)
  })
  leaf('when somebody submitted one before', 'it makes the others', async () => {
    const early = await presence(w.accounts.carol)
    await w.accounts.customer.sendTransaction({ to: early.target, data: early.data })
    await isolates(early, selector('NonceUsed'))
  })
  leaf('when a call is one that only its sender may make', "it is refused, or done as the relay's own", async () => {
    const { alice, stranger, steward, founder } = w.accounts
    const R = await w.relayBatch.getAddress()
    const calls = [
      [w.V, w.venture.interface.encodeFunctionData('claimTo', [alice.address, stranger.address, [w.T], [DESIGN], 0n])],
      [w.V, w.venture.interface.encodeFunctionData('setPayee', [alice.address, stranger.address])],
      [w.L, w.ledger.interface.encodeFunctionData('reduceOwnUnits', [alice.address, DESIGN, 1n])],
      [w.L, w.ledger.interface.encodeFunctionData('recordAct', [alice.address])],
      [w.L, w.ledger.interface.encodeFunctionData('move', [alice.address, stranger.address])],
      [w.L, w.ledger.interface.encodeFunctionData('openTask', [ethers.id('task'), 0, 0n, ''])],
      [await w.board.getAddress(), w.board.interface.encodeFunctionData('removeSteward', [w.V, steward.address])],
      [w.T, w.token.interface.encodeFunctionData('transferFrom', [alice.address, stranger.address, 1n])],
      [w.L, w.ledger.interface.encodeFunctionData('cancelNonce', [7n])],
      [await board(), w.accountBoard.interface.encodeFunctionData('showPresence', [w.L])],
    ].map(([target, data]) => ({ target, data }) as Call)
    const done = await w.relayBatch.submit.staticCall(calls, GAS)
    expect(done).to.deep.equal([false, false, false, false, false, false, false, false, true, true])
    const sent = relay(calls)
    await sent
    expect(await w.ledger.isNonceUsed(alice.address, 7n)).to.equal(false)
    expect(await w.ledger.isNonceUsed(stranger.address, 7n), 'nor the submitter').to.equal(false)
    expect(await w.ledger.isNonceUsed(R, 7n)).to.equal(true)
    await expect(sent).to.emit(w.accountBoard, 'PresenceShown').withArgs(w.L, R)
    for (const who of [alice, stranger, founder, steward]) expect((await w.ledger.roleOf(who.address)).lastAct).to.equal(0n)
  })
  leaf('when an address is appended to a call', 'nobody takes it for the sender', async () => {
    const { alice, stranger } = w.accounts
    const R = await w.relayBatch.getAddress()
    const as = (data: string) => ethers.concat([data, alice.address])
    const calls = [
      {
        target: w.V,
        data: as(w.venture.interface.encodeFunctionData('claimTo', [alice.address, stranger.address, [w.T], [DESIGN], 0n])),
      },
      { target: w.L, data: as(w.ledger.interface.encodeFunctionData('cancelNonce', [7n])) },
      { target: await board(), data: as(w.accountBoard.interface.encodeFunctionData('showPresence', [w.L])) },
    ]
    expect(await w.relayBatch.submit.staticCall(calls, GAS)).to.deep.equal([false, true, true])
    const sent = relay(calls)
    expect(await failures(sent)).to.deep.equal([[0n, w.V, w.venture.interface.getError('ClaimHolderOnly')!.selector]])
    expect(await w.ledger.isNonceUsed(alice.address, 7n)).to.equal(false)
    await expect(sent).to.emit(w.accountBoard, 'PresenceShown').withArgs(w.L, R)
    expect((await w.ledger.roleOf(alice.address)).lastAct).to.equal(0n)
  })
  leaf('when bytes are appended to a signed call', 'it does what was signed and no more', async () => {
    const { alice, dave, stranger } = w.accounts
    const due = await w.owed(alice, [DESIGN])
    const one = await claim(alice, dave)
    const other = await claim(w.accounts.bob, stranger)
    const data = ethers.concat([one.data, ethers.dataSlice(other.data, 4), stranger.address, '0xff'])
    await relay([{ target: one.target, data }])
    expect(await w.token.balanceOf(dave.address)).to.equal(due)
    expect(await w.token.balanceOf(stranger.address)).to.equal(0n)
    expect(await nonceUsed(other.signed.nonce, w.accounts.bob)).to.equal(false)
  })
  leaf('when ETH comes along', 'it is refused', async () => {
    const to = await w.relayBatch.getAddress()
    const data = w.relayBatch.interface.encodeFunctionData('submit', [[], GAS])
    const { customer } = w.accounts
    expect(await revertData(customer.sendTransaction({ to, data, value: 1n }))).to.equal('0x')
    expect(await revertData(customer.sendTransaction({ to, value: 1n }))).to.equal('0x')
    expect(await w.hh.provider.getBalance(to)).to.equal(0n)
  })
  leaf('when it is told to submit to itself', 'the inner calls are made as any others', async () => {
    const target = await w.relayBatch.getAddress()
    const [one, two] = [await claim(), await presence()]
    const inner = w.relayBatch.interface.encodeFunctionData('submit', [[one, await wallet(Answer.BurnsGas)], GAS])
    const calls = [{ target, data: inner }, two]
    expect(await w.relayBatch.submit.staticCall(calls, 3n * GAS)).to.deep.equal([true, true])
    await relay(calls, 3n * GAS)
    expect(await nonceUsed(one.signed.nonce)).to.equal(true)
    expect(await nonceUsed(two.signed.nonce, w.accounts.bob)).to.equal(true)
  })
})
