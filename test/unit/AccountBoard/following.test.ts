import { expect } from 'chai'
import { ethers } from 'ethers'
import { refuses } from '../../utils/errors.ts'
import { ascending } from '../../utils/large.ts'
import { leaf } from '../../utils/leaf.ts'
import { useMoves } from '../../utils/moves.ts'
import { typesOf } from '../../utils/typeStrings.ts'
import {
  type Batch,
  CASH,
  Change,
  coder,
  DAY,
  DESIGN,
  EQUITY,
  hashEntries,
  LATER,
  useWorld,
  type World,
} from '../../utils/world.ts'

type Signer = World['accounts']['alice']

describe('AccountBoard.following', () => {
  const w = useWorld(async (world) => {
    await world.give(
      { to: world.accounts.alice.address, quantity: 1000 },
      { to: world.accounts.bob.address, quantity: 1000 },
      { to: world.accounts.dave.address, quantity: 2000 },
    )
    await world.sale(10_000)
  })
  const { act, move, holderOf } = useMoves(w)
  /** Alice goes on as carol, who holds nothing of her own. */
  const moved = () => move(w.accounts.alice, w.accounts.carol)
  const balance = async ({ address }: { address: string }) => w.token.balanceOf(address)
  const setRole = (kind: number, { address }: { address: string }, value: boolean) =>
    w.change(kind, coder.encode(['address', 'bool'], [address, value]))

  /** What `signer` attests with the points of `account`. */
  const attestation = async (id: string, entriesHash: string, signer: Signer, account = signer, kinds = [DESIGN]) => ({
    attestor: account.address,
    kinds,
    deadline: LATER,
    signature: await w.sign(signer, typesOf('Attestation'), {
      batch: id,
      entries: entriesHash,
      attestor: account.address,
      deadline: LATER,
    }),
  })
  /** Submitted by a stranger, ascending by who they are now. */
  const acceptWith = async (of: Batch, attestations: Awaited<ReturnType<typeof attestation>>[]) => {
    const holders = new Map<string, string>()
    for (const { attestor } of attestations) holders.set(attestor, await holderOf({ address: attestor }))
    return w.review.connect(w.accounts.stranger).acceptAttested(
      w.L,
      of.header,
      of.entries,
      0,
      of.size,
      ascending(attestations, ({ attestor }) => holders.get(attestor) as string),
    )
  }
  const askTwo = async () => {
    const parameters = { ...w.config().parameters, attestationsRequired: 2 }
    await w.board.connect(w.accounts.founder).tightenParameters(w.V, parameters)
  }

  leaf('given an account moved', 'it is owed what it was, and the holder is paid', async () => {
    const { alice, carol } = w.accounts
    const due = await w.owed(alice, [DESIGN])
    await moved()
    expect(await w.owed(alice, [DESIGN])).to.equal(due)
    expect(await w.venture.unitsOf(alice.address, DESIGN)).to.equal(1000n)
    expect(await w.venture.payeeOf(alice.address)).to.equal(carol.address)
    await w.venture.connect(w.accounts.stranger).claim(alice.address, [w.T], [DESIGN], 0)
    expect([await balance(alice), await balance(carol)]).to.deep.equal([0n, due])
    expect(due).to.be.above(0n)
  })
  leaf('given an account moved', 'the payee the holder names is paid', async () => {
    const { alice, carol, fund } = w.accounts
    await moved()
    await w.venture.connect(carol).setPayee(alice.address, fund.address)
    const due = await w.owed(alice, [DESIGN])
    await w.venture.claim(alice.address, [w.T], [DESIGN], 0)
    expect(await balance(fund)).to.equal(due)
    expect(await w.venture.payeeOf(carol.address)).to.equal(fund.address)
  })
  leaf('given an account moved', 'a payee the account named before counts no more', async () => {
    const { alice, carol, fund } = w.accounts
    await w.venture.connect(alice).setPayee(alice.address, fund.address)
    await moved()
    expect(await w.venture.payeeOf(alice.address)).to.equal(carol.address)
    const due = await w.owed(alice, [DESIGN])
    await w.venture.claim(alice.address, [w.T], [DESIGN], 0)
    expect([await balance(fund), await balance(carol)]).to.deep.equal([0n, due])
  })
  leaf('given an account moved', 'its old key can neither claim elsewhere nor name a payee', async () => {
    const { alice, carol, fund } = w.accounts
    await moved()
    const old = w.venture.connect(alice)
    const powerless = [alice.address, carol.address]
    for (const account of powerless) {
      await refuses(old.claimTo(account, fund.address, [w.T], [DESIGN], 0), 'ClaimHolderOnly', powerless)
      await refuses(old.setPayee(account, fund.address), 'ClaimHolderOnly', powerless)
    }
    // Claiming where it goes is anyone's, and shows nobody's presence.
    await old.claim(alice.address, [w.T], [DESIGN], 0)
    expect((await w.venture.holderOf(carol.address)).lastAct).to.equal(0n)
  })
  leaf('given an account moved', 'the holder gives up its units, and its old key cannot', async () => {
    const { alice, carol } = w.accounts
    await moved()
    const reduce = (by: Signer) => w.ledger.connect(by).reduceOwnUnits(alice.address, DESIGN, 10)
    await refuses(reduce(alice), 'HolderOnly', [alice.address, carol.address])
    await reduce(carol)
    expect(await w.venture.unitsOf(alice.address, DESIGN)).to.equal(990n)
    await refuses(w.ledger.connect(carol).reduceOwnUnits(carol.address, DESIGN, 1), 'UnitsInsufficient')
  })
  leaf('given an account moved', 'the holder attests with its points, and its old key cannot', async () => {
    const { alice, carol, steward, bob } = w.accounts
    await askTwo()
    await moved()
    const batch = await w.propose([{ to: bob.address, quantity: 5 }], w.accounts.dave)
    const theSteward = await attestation(batch.id, batch.header.entriesHash, steward, steward, [])
    const attested = (signer: Signer, account: Signer) => attestation(batch.id, batch.header.entriesHash, signer, account)
    await refuses(acceptWith(batch, [theSteward, await attested(alice, alice)]), 'ReviewSignatureInvalid', [carol.address])
    await refuses(acceptWith(batch, [theSteward, await attested(carol, carol)]), 'AttestorUnqualified', [carol.address])
    await acceptWith(batch, [theSteward, await attested(carol, alice)])
    expect((await w.ledger.roleOf(alice.address)).lastAct, 'the old key has done nothing since').to.be.below(
      BigInt(await w.time.latest()),
    )
    // The sender's word counts without a signature: the holder's, not the old key's.
    const next = await w.propose([{ to: bob.address, quantity: 5 }], w.accounts.dave)
    const unsigned = { attestor: alice.address, kinds: [DESIGN], deadline: 0n, signature: '0x' }
    const again = await attestation(next.id, next.header.entriesHash, steward, steward, [])
    const list = ascending([unsigned, again], ({ attestor }) => (attestor === alice.address ? carol.address : attestor))
    const send = (by: Signer) => w.review.connect(by).acceptAttested(w.L, next.header, next.entries, 0, 1, list)
    await refuses(send(alice), 'ReviewSignatureExpired')
    await send(carol)
  })
  leaf('given an account moved', 'the holder objects with its points, and its old key cannot', async () => {
    const { alice, carol } = w.accounts
    await moved()
    const batch = await w.propose([{ to: w.accounts.bob.address, quantity: 5 }], w.accounts.dave)
    const reason = ethers.id('reason')
    await refuses(w.object(batch, alice, [], [], [DESIGN]), 'ObjectorMoved', [alice.address, carol.address])
    const objectFor = async (signer: Signer, account: Signer) => {
      const content = {
        subject: batch.id,
        account: account.address,
        reason,
        reasonURI: '',
        amendment: ethers.ZeroHash,
      }
      const signed = await act(signer, 'Objection', content)
      return w.review.objectFor(w.L, batch.header, account.address, [DESIGN], reason, '', [], [], signed)
    }
    await refuses(objectFor(alice, alice), 'ObjectorMoved', [alice.address, carol.address])
    await refuses(objectFor(carol, carol), 'ObjectorUnqualified', [carol.address])
    await objectFor(carol, alice)
    expect((await w.review.objectionOf(w.L, batch.id, carol.address)).status).to.equal(1n)
  })
  leaf('given an account moved', 'nobody attests what is its own under another name', async () => {
    const { alice, bob, carol, dave, steward } = w.accounts
    await askTwo()
    await moved()
    await move(bob, carol)
    const attempt = async (to: Signer, signer: Signer, account: Signer) => {
      const batch = await w.propose([{ to: to.address, quantity: 5 }], dave)
      const { entriesHash } = batch.header
      return acceptWith(batch, [
        await attestation(batch.id, entriesHash, steward, steward, []),
        await attestation(batch.id, entriesHash, signer, account),
      ])
    }
    const missing = ['AttestationsMissing', [0, 1, 2]] as const
    // The entry is the alias's and the holder attests; the other way round; and both are aliases of the same.
    await refuses(attempt(alice, carol, alice), ...missing)
    await refuses(attempt(carol, carol, alice), ...missing)
    await refuses(attempt(alice, carol, bob), ...missing)
    await attempt(w.accounts.customer, carol, bob)
    // A steward is no other either where what is entered is for an alias of the steward's.
    await move(dave, steward)
    const batch = await w.propose([{ to: dave.address, quantity: 5 }], w.accounts.customer)
    const both = [
      await attestation(batch.id, batch.header.entriesHash, steward, steward, []),
      await attestation(batch.id, batch.header.entriesHash, carol, alice),
    ]
    await refuses(acceptWith(batch, both), ...missing)
  })
  leaf('given an account moved', 'the holder consents to amendments, and its old key cannot', async () => {
    const { alice, carol, steward } = w.accounts
    const batch = await w.propose([{ to: alice.address, quantity: 10 }], w.accounts.dave)
    const amended = w.amend(batch, [4])
    await w.object(batch, steward, batch.entries, amended)
    await moved()
    const agree = (consents: Awaited<ReturnType<typeof w.signConsent>>[], by = w.accounts.stranger) =>
      w.review.connect(by).acceptAmendment(w.L, batch.header, batch.entries, amended, steward.address, consents)
    const sign = (by: Signer) => w.signConsent(by, batch.id, hashEntries(amended))
    await refuses(agree([await sign(alice)]), 'AmendmentConsentMissing', [carol.address])
    await refuses(agree([], alice), 'AmendmentConsentMissing', [carol.address])
    await agree([await sign(carol)])
    expect((await w.ledger.batchState(batch.id)).amended).to.equal(true)
  })
  leaf('given an account moved', 'its units can be corrected', async () => {
    const { alice, carol, founder, steward, dave } = w.accounts
    const batch = await w.propose([{ to: alice.address, quantity: 10 }], dave)
    await w.accept(batch)
    await moved()
    const correction = w.correction(batch, [{ to: alice.address, quantity: 7 }], { proposer: dave.address })
    await w.review.connect(dave).proposeCorrection(correction, '')
    await w.time.increase(3 * DAY)
    const id = await w.review.correctionId(correction)
    const apply = async (...given: Awaited<ReturnType<typeof attestation>>[]) =>
      w.review.connect(founder).applyCorrection(correction, given)
    // The holder is no other where the units are an alias's; a steward is.
    await setRole(Change.Steward, carol, true)
    await refuses(apply(await attestation(id, ethers.ZeroHash, carol, carol, [])), 'AttestationsMissing', [0, 0, 1])
    await apply(await attestation(id, ethers.ZeroHash, steward, steward, []))
    expect(await w.venture.unitsOf(alice.address, DESIGN)).to.equal(1003n)
    expect((await w.venture.equityPool(EQUITY)).points).to.equal(4003n * 40n)
  })
  leaf('given an account moved', 'its debts are paid to the holder', async () => {
    const { alice, carol } = w.accounts
    const batch = await w.propose([{ to: alice.address, kind: CASH, quantity: 100 }], w.accounts.dave)
    await w.time.increase(3 * DAY)
    await w.accept(batch)
    await moved()
    await w.sale(1000)
    const due = await w.owed(alice, [])
    await w.venture.claim(alice.address, [w.T], [], 10)
    expect(due).to.equal(120n)
    expect([await balance(alice), await balance(carol)]).to.deep.equal([0n, due])
  })
  leaf('given an account moved', 'its account line is paid to the holder', async () => {
    const { fee, carol } = w.accounts
    const due = await w.owed(fee, [])
    await move(fee, carol)
    await w.venture.claim(fee.address, [w.T], [], 0)
    expect(due).to.equal(500n)
    expect([await balance(fee), await balance(carol)]).to.deep.equal([0n, due])
  })

  leaf('given a steward moved', 'the holder is the steward, and the old key is none', async () => {
    const { steward, carol, bob, dave } = w.accounts
    const call = await move(steward, carol)
    await expect(call).to.emit(w.ledger, 'StewardSet').withArgs(steward.address, false, 0)
    await expect(call).to.emit(w.ledger, 'StewardSet').withArgs(carol.address, true, 1)
    expect([await w.ledger.isSteward(steward.address), await w.ledger.isSteward(carol.address)]).to.deep.equal([false, true])
    const batch = await w.propose([{ to: bob.address, quantity: 5 }], dave)
    const { entriesHash } = batch.header
    await refuses(w.ledger.connect(steward).openTask(ethers.id('task'), 0, 0, ''), 'StewardOnly', [steward.address])
    await refuses(acceptWith(batch, [await attestation(batch.id, entriesHash, steward, steward, [])]), 'ReviewSignatureInvalid', [
      carol.address,
    ])
    await acceptWith(batch, [await attestation(batch.id, entriesHash, carol, carol, [])])
    // Nor is it one of those who resolve.
    const objected = await w.propose([{ to: bob.address, quantity: 5 }], dave)
    await w.object(objected, w.accounts.steward2)
    const resolve = async (stewards: Signer[]) => {
      const signed = await w.signResolution(objected, stewards)
      return w.review.resolve(w.L, objected.header, objected.entries, 1, 0, ethers.ZeroAddress, signed)
    }
    await refuses(resolve([steward, w.accounts.steward3]), 'ResolutionStewardOnly', [steward.address])
    await resolve([carol, w.accounts.steward3])
  })
  leaf('given a steward moved', 'appointing or removing it concerns the holder', async () => {
    const { steward, carol, founder } = w.accounts
    await move(steward, carol)
    await w.board.connect(founder).removeSteward(w.V, steward.address)
    expect(await w.ledger.isSteward(carol.address)).to.equal(false)
    await setRole(Change.Steward, steward, true)
    expect([await w.ledger.isSteward(steward.address), await w.ledger.isSteward(carol.address)]).to.deep.equal([false, true])
  })
  leaf('given a barred account moved', 'the holder is barred', async () => {
    const { alice, carol } = w.accounts
    await setRole(Change.Bar, alice, true)
    await expect(moved()).to.emit(w.ledger, 'BarSet').withArgs(carol.address, true)
    await refuses(w.propose([{ to: carol.address, quantity: 5 }], carol), 'AccountBarred', [carol.address])
    const batch = await w.propose([{ to: w.accounts.bob.address, quantity: 5 }], w.accounts.dave)
    await refuses(w.object(batch, carol, [], [], [DESIGN]), 'AccountBarred', [carol.address])
    // What was earned is paid all the same.
    const due = await w.owed(alice, [DESIGN])
    await w.venture.connect(carol).claim(alice.address, [w.T], [DESIGN], 0)
    expect(await balance(carol)).to.equal(due)
  })
  leaf('given a barred account moved', 'readmitting it concerns both', async () => {
    const { alice, carol, steward, bob } = w.accounts
    await askTwo()
    await setRole(Change.Bar, alice, true)
    await moved()
    await setRole(Change.Bar, alice, false)
    expect([await w.ledger.isBarred(alice.address), await w.ledger.isBarred(carol.address)]).to.deep.equal([false, false])
    const batch = await w.propose([{ to: bob.address, quantity: 5 }], w.accounts.dave)
    const { entriesHash } = batch.header
    await acceptWith(batch, [
      await attestation(batch.id, entriesHash, steward, steward, []),
      await attestation(batch.id, entriesHash, carol, alice),
    ])
    expect(await w.venture.unitsOf(bob.address, DESIGN)).to.equal(1005n)
  })
  leaf('given an account moved on', 'all of it follows to the end', async () => {
    const { alice, carol, customer, fund } = w.accounts
    const due = await w.owed(alice, [DESIGN])
    await moved()
    await w.venture.connect(carol).setPayee(carol.address, fund.address)
    await move(carol, customer)
    expect(await holderOf(alice)).to.equal(customer.address)
    expect(await w.venture.payeeOf(alice.address), 'who was paid for carol is not asked').to.equal(customer.address)
    await refuses(w.venture.connect(carol).claimTo(alice.address, fund.address, [w.T], [DESIGN], 0), 'ClaimHolderOnly', [
      carol.address,
      customer.address,
    ])
    await w.venture.claim(alice.address, [w.T], [DESIGN], 0)
    expect(await balance(customer)).to.equal(due)
    await w.ledger.connect(customer).reduceOwnUnits(alice.address, DESIGN, 1000)
    expect(await w.venture.unitsOf(alice.address, DESIGN)).to.equal(0n)
  })
  leaf('given several accounts moved to one', 'it holds what all of them are owed', async () => {
    const { alice, bob, carol, stranger } = w.accounts
    const due = await Promise.all([alice, bob].map((who) => w.owed(who, [DESIGN])))
    await moved()
    await move(bob, carol)
    for (const account of [alice, bob]) await w.venture.connect(stranger).claim(account.address, [w.T], [DESIGN], 0)
    expect(await balance(carol)).to.equal(due[0]! + due[1]!)
    await expect(w.venture.connect(carol).claimTo(bob.address, stranger.address, [w.T], [DESIGN], 0)).not.to.emit(
      w.venture,
      'Claimed',
    )
  })
})
