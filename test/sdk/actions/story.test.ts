import { expect } from 'chai'
import { amendEntries, parseAmount, parseDay, parseQuantity } from '@open-value/sdk'
import { CASH, DAY, DESIGN, EQUITY, type World, createWorld, reference, rejection } from './world.ts'

const usd = (text: string) => parseAmount(text, { symbol: 'USDC', decimals: 6 })
const hours = (text: string) => parseQuantity(text, { unit: 'h', decimals: 2 })
const day = parseDay('2015-06-01')

describe('A venture, told through the SDK', () => {
  let world: World
  before(async () => {
    world = await createWorld()
  })

  it('pays everyone who put something in, on another continent too, to the cent', async () => {
    const { founder, steward, ana: designer, ben: engineer, cleo: developer, customer, stranger, firm, network } = world
    const { token, reader } = world

    // Anyone can know, and pay, the address before it is deployed.
    const config = world.config()
    const predicted = await reader.predictVenture({ sender: founder.address, config })
    expect(predicted.isDeployed).to.equal(false)
    const { venture, ledger, isNew } = await founder.deployVentureAndWait({ config })
    expect({ venture, ledger, governor: undefined, isDeployed: false }).to.deep.equal(predicted)
    expect(isNew).to.equal(true)
    expect((await founder.deployVentureAndWait({ config })).isNew).to.equal(false)

    // The designer logs hours of two, and the camera the engineer paid for.
    const logged = await designer.proposeBatchAndWait({
      ledger,
      contributions: [
        { affiliate: designer.address, kind: DESIGN, quantity: hours('60h'), day },
        { affiliate: engineer.address, kind: DESIGN, quantity: hours('60h'), day },
        { affiliate: engineer.address, kind: CASH, quantity: usd('840.00'), day },
      ],
      evidence: reference('https://example.org/log.csv'),
    })
    // The developer's new wallet holds nothing: he signs, somebody else sends.
    await world.setBalance(developer.address, 0n)
    const signed = await developer.signProposal({
      ledger,
      contributions: [{ affiliate: developer.address, kind: DESIGN, quantity: hours('84h'), day }],
    })
    const sent = await stranger.proposeBatchForAndWait(signed)
    expect(sent.proposer).to.equal(developer.address)

    // A steward says that it is true, without sending anything either.
    for (const { batch } of [logged, sent]) {
      await stranger.publishAttestationAndWait(await steward.signAttestation({ ledger, batch }))
    }
    const { batches } = await reader.getBatches({ ledger })
    expect(batches.map(({ batch, way }) => [batch, way])).to.deep.equal([
      [logged.batch, undefined],
      [sent.batch, 'attested'],
    ])
    expect(batches[0]?.waitsFor.join()).to.match(/^It holds debts, which wait until 20\d\d-/)
    const tooEarly = await rejection(stranger.acceptBatchAndWait({ ledger, batch: logged.batch }))
    expect(tooEarly.name).to.equal('BatchWaitsError')

    await stranger.acceptBatchAndWait({ ledger, batch: sent.batch })
    await world.time.increase(3 * DAY)
    const accepted = await stranger.acceptBatchAndWait({ ledger, batch: logged.batch })
    expect([accepted.way, accepted.accepted, accepted.left]).to.deep.equal(['attested', 3, 0])

    // A park's contractor pays by a plain transfer.
    const preview = await reader.previewDistribution({ venture, token, amount: usd('12000.00') })
    expect(preview.lines.map(({ amount }) => amount)).to.deep.equal([
      usd('360.00'),
      usd('600.00'),
      usd('840.00'),
      usd('10200.00'),
    ])
    await customer.payAndWait({ venture, token, amount: usd('12000.00') })

    // Everybody sees a share at once, and takes it, or is claimed for.
    const owed = await reader.getClaim({ venture, account: engineer.address })
    expect(owed).to.deep.equal({ claimable: [{ token, amount: usd('3840.00') }], kinds: [DESIGN] })
    expect(await reader.getClaimable({ venture, token, account: designer.address, kinds: [DESIGN] })).to.equal(usd('3000.00'))
    for (const { address: account } of [designer, engineer, developer, firm, network]) {
      await stranger.claimAndWait({ venture, account })
    }
    const balances = await Promise.all(
      [designer, engineer, developer, firm, network].map(({ address }) => world.balanceOf(address)),
    )
    expect(balances).to.deep.equal(['3000.00', '3840.00', '4200.00', '360.00', '600.00'].map(usd))
    expect(await world.balanceOf(venture)).to.equal(0n)

    // The books say the same, and the history rebuilds them.
    const pools = await reader.getPools({ venture })
    expect(pools).to.deep.include.members([
      { pool: 2, type: 'debt', token, capBps: 10_000, total: usd('840.00'), repaid: usd('840.00'), outstanding: 0n },
    ])
    expect(pools[0]).to.deep.include({ pool: EQUITY, type: 'equity', points: 20_400n * 40n })
    const { events, asOf } = await reader.getVentureEvents({ venture })
    expect(events.map(({ eventName }) => eventName)).to.include.members([
      'VentureDeployed',
      'BatchProposed',
      'AttestationPublished',
      'UnitsAdded',
      'Distributed',
      'Claimed',
    ])
    expect((await reader.auditVenture({ venture })).differences).to.deep.equal([])
    expect(events.every(({ blockTimestamp, blockNumber }) => blockTimestamp && blockNumber <= asOf.blockNumber)).to.equal(true)
  })

  it('hears an old hand, and pays a newcomer what both agree on', async () => {
    const { founder, steward, ana: oldHand, ben: newcomer, cleo, customer, stranger, token, reader } = world
    const { venture, ledger } = await founder.deployVentureAndWait({ config: world.config({ name: 'Amended' }) })
    const first = await oldHand.proposeBatchAndWait({
      ledger,
      contributions: [{ affiliate: oldHand.address, kind: DESIGN, quantity: hours('92h'), day }],
    })
    await steward.acceptBatchAndWait({ ledger, batch: first.batch })

    // 10 hours, the old hand says 8, the newcomer agrees; what others did stays as it was.
    const { batch } = await newcomer.proposeBatchAndWait({
      ledger,
      contributions: [
        { affiliate: newcomer.address, kind: DESIGN, quantity: hours('10h'), day },
        { affiliate: cleo.address, kind: DESIGN, quantity: hours('4h'), day },
      ],
    })
    const { header, entries, contributions } = await reader.getBatch({ ledger, batch })
    const index = contributions.findIndex(({ affiliate }) => affiliate === newcomer.address)
    const amendedEntries = amendEntries(entries, [{ index, quantity: hours('8h') }])
    const reason = reference('https://example.org/reason')
    await oldHand.objectToBatchAndWait({ ledger, header, kinds: [DESIGN], reason, entries, amendedEntries })

    const objected = await reader.getBatch({ ledger, batch })
    expect(objected.objections).to.deep.equal([
      { objector: oldHand.address, reason, status: 'standing', amendment: objected.objections[0]?.amendment, amendedEntries },
    ])
    expect(objected.waitsFor.join()).to.match(/^An objection stands: it can be taken back, its amendment be agreed to, or/)
    expect((await rejection(stranger.acceptBatchAndWait({ ledger, batch }))).message).to.contain('An objection stands')

    const consent = await newcomer.signAmendmentConsent({ ledger, batch, amendedEntries })
    const amendment = { ledger, header, entries, amendedEntries, objector: oldHand.address }
    expect((await rejection(stranger.acceptAmendmentAndWait({ ...amendment, consents: [] }))).name).to.equal(
      'AmendmentConsentMissingError',
    )
    await stranger.acceptAmendmentAndWait({ ...amendment, consents: [consent] })

    const amended = await reader.getBatch({ ledger, batch })
    expect(amended.isAmended).to.equal(true)
    expect(amended.contributions.find(({ affiliate }) => affiliate === newcomer.address)?.quantity).to.equal(hours('8h'))
    expect(amended.objections[0]?.status).to.equal('settled')

    // An attestation of the new content, handed over without being published.
    const attestation = await steward.signAttestation({ ledger, batch })
    await stranger.acceptBatchAndWait({ ledger, batch, attestations: [attestation] })

    await customer.payAndWait({ venture, token, amount: usd('104.00') })
    // 104.00 less 3% and 5%, over 92 + 8 + 4 hours.
    expect((await reader.getClaim({ venture, account: newcomer.address })).claimable).to.deep.equal([
      { token, amount: 7_360_000n },
    ])
    const before = await world.balanceOf(newcomer.address)
    await newcomer.claimAndWait({ venture, account: newcomer.address })
    expect((await world.balanceOf(newcomer.address)) - before).to.equal(usd('7.36'))
  })
})
