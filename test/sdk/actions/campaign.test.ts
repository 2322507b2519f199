import { expect } from 'chai'
import { type Address, type Hex, pad, zeroAddress, zeroHash } from 'viem'
import { type CoOwnerDecision, ETH, decodeDecision, describeDecision, encodeDecision, encodeShortText } from '@open-value/sdk'
import { auditCampaign, describeDifference } from '@open-value/sdk/model'
import * as campaignActions from '../../../sdk/src/actions/campaign/index.ts'
import { compileMock } from '../../utils/compile.ts'
import {
  AGREEMENT,
  GOAL,
  INVOICE,
  boughtMachine,
  campaignConfig,
  decide,
  fundedCampaign,
  hash,
  machineConfig,
  openCampaign,
  pledge,
  purchase,
  raisedIn,
} from './equipment.ts'
import { DAY, type World, createWorld, neverRan, reference, rejection } from './world.ts'

const QUARTER = GOAL / 4n

let world: World

before(async () => {
  world = await createWorld()
})

const nameOf = async (promise: Promise<unknown>) => (await rejection(promise)).name

describe('Campaign actions', () => {
  it('deployCampaign, predictCampaign, getCampaign: what a campaign is', async () => {
    const { founder, reader, network } = world
    const config = await campaignConfig(world)
    const predicted = await reader.predictCampaign({ sender: founder.address, config, salt: pad('0xaa') })
    expect(predicted.isDeployed).to.equal(false)
    const deployed = await founder.deployCampaignAndWait({ config, salt: pad('0xaa') })
    expect(deployed).to.deep.include({ campaign: predicted.campaign, isNew: true })
    const again = await founder.deployCampaignAndWait({ config, salt: pad('0xaa') })
    expect(again).to.deep.include({ campaign: deployed.campaign, machine: deployed.machine, isNew: false })

    const { campaign, machine } = deployed
    const told = await reader.getCampaign({ campaign })
    expect(told).to.deep.include({
      campaign,
      machine,
      name: 'Printer',
      uri: 'ipfs://printer',
      agreementURI: 'ipfs://agreement',
      end: 'machine',
      state: 'open',
      terms: config.terms,
      raised: 0n,
      spent: 0n,
      paidBack: 0n,
      unpaid: 0,
      isCancelled: false,
      config,
      deployedAtBlock: deployed.receipt.blockNumber,
    })
    expect(told.asOf.blockNumber >= told.deployedAtBlock).to.equal(true)

    expect(await nameOf(founder.deployCampaignAndWait({ config: { ...config, name: '' } }))).to.equal('FactoryNameInvalidError')
    expect(await nameOf(reader.getCampaign({ campaign: network.address }))).to.equal('ContractMissingError')
    const later = { campaign, fromBlock: told.deployedAtBlock + 1n }
    expect(await nameOf(reader.getCampaign(later))).to.equal('CampaignUnknownError')
  })

  it('pledge, unpledge, getPosition, getPledges, getCampaignEvents: money comes and goes while it is open', async () => {
    const { ana, ben, reader, token } = world
    const raised = await openCampaign(world)
    const { campaign } = raised
    const offer = { campaign, token, amount: QUARTER, agreementHash: AGREEMENT }
    await world.mint(token, ana.address, QUARTER)
    expect(await nameOf(ana.pledgeAndWait(offer))).to.equal('ERC20InsufficientAllowanceError')
    await ana.approvePaymentAndWait({ spender: campaign, token, amount: QUARTER })
    expect(await nameOf(ana.pledgeAndWait({ ...offer, agreementHash: zeroHash }))).to.equal('PledgeAgreementWrongError')
    expect(await nameOf(ana.pledgeAndWait({ ...offer, amount: 1n }))).to.equal('PledgeBelowMinimumError')
    expect(await nameOf(ana.pledgeAndWait({ ...offer, amount: QUARTER + 1n }))).to.equal('PledgeAboveMaximumError')
    const pledged = await ana.pledgeAndWait(offer)
    expect(pledged).to.deep.include({ account: ana.address, payer: ana.address, refundTo: ana.address })
    expect(pledged).to.deep.include({ amount: QUARTER, pledged: QUARTER, raised: QUARTER })
    await pledge(world, raised, ben, 50_000n)

    expect(await nameOf(ana.unpledgeAndWait({ campaign, amount: QUARTER - 1n }))).to.equal('UnpledgeOutOfBoundsError')
    const back = await ana.unpledgeAndWait({ campaign, amount: 20_000n })
    expect(back).to.deep.include({ recipient: ana.address, amount: 20_000n, pledged: 80_000n, raised: 130_000n })
    await ben.unpledgeAndWait({ campaign, amount: 50_000n })

    expect(await reader.getPosition({ campaign, account: ana.address })).to.deep.equal({
      pledged: 80_000n,
      refundTo: ana.address,
      isPaidBack: false,
      isPlaceholder: false,
      refundable: 0n,
    })
    expect((await reader.getPosition({ campaign, account: ben.address })).refundTo).to.equal(undefined)
    const { pledges } = await reader.getPledges({ campaign })
    expect(pledges).to.deep.equal([
      { account: ana.address, pledged: 80_000n, refundTo: ana.address, isPlaceholder: false, paidBack: undefined },
    ])
    const { events } = await reader.getCampaignEvents({ campaign })
    expect(events.map(({ source, eventName }) => `${source}.${eventName}`)).to.deep.equal([
      'campaignFactory.CampaignDeployed',
      'campaign.Pledged',
      'campaign.Pledged',
      'campaign.Unpledged',
      'campaign.Unpledged',
    ])
    expect(events.every(({ blockTimestamp }) => blockTimestamp !== undefined)).to.equal(true)
  })

  it('pledgeFor: for somebody without a wallet; the last pledge is taken in part', async () => {
    const { ana, ben, cleo, customer, firm, network, reader, stranger, token } = world
    const raised = await openCampaign(world)
    const { campaign } = raised
    const placeholder = '0x00000000000000000000000000000000000000A1'
    const gift = { campaign, account: placeholder as Address, token, amount: 30_000n, agreementHash: AGREEMENT } as const
    await world.mint(token, firm.address, 60_000n)
    await firm.approvePaymentAndWait({ spender: campaign, token, amount: 60_000n })
    expect(await nameOf(firm.pledgeForAndWait({ ...gift, isPlaceholder: true }))).to.equal('PledgeRefundToInvalidError')
    await firm.pledgeForAndWait({ ...gift, refundTo: firm.address, isPlaceholder: true })
    const other = { ...gift, refundTo: stranger.address }
    expect(await nameOf(firm.pledgeForAndWait(other))).to.equal('PledgeRefundToDiffersError')
    await firm.pledgeForAndWait({ ...gift, account: network.address, refundTo: firm.address })

    for (const person of [ana, ben, cleo]) await pledge(world, raised, person, QUARTER)
    const last = await pledge(world, raised, customer, QUARTER)
    expect(last).to.deep.include({ amount: 40_000n, raised: GOAL })
    expect((await reader.getCampaign({ campaign })).state).to.equal('funded')
    const { pledges } = await reader.getPledges({ campaign })
    expect(pledges.filter(({ refundTo }) => refundTo === firm.address)).to.deep.equal([
      { account: placeholder, pledged: 30_000n, refundTo: firm.address, isPlaceholder: true, paidBack: undefined },
      { account: network.address, pledged: 30_000n, refundTo: firm.address, isPlaceholder: false, paidBack: undefined },
    ])
    expect((await reader.getPosition({ campaign, account: placeholder })).isPlaceholder).to.equal(true)
  })

  it('pledge, refund in ETH: the value is sent along', async () => {
    const { founder, ana, ben, reader, stranger } = world
    const raised = await openCampaign(world, { token: ETH })
    const { campaign } = raised
    await pledge(world, raised, ana, QUARTER)
    expect(
      await nameOf(ana.pledgeSignedAndWait(await ana.signPledge({ campaign, amount: 1n, agreementHash: AGREEMENT }))),
    ).to.equal('PledgeNeedsTokenError')
    await ana.pledgeForAndWait({ campaign, account: ben.address, token: ETH, amount: 50_000n, agreementHash: AGREEMENT })
    expect(await nameOf(ana.refundAndWait({ campaign, account: ana.address }))).to.equal('CampaignNotOverError')
    expect(await nameOf(ana.cancelCampaignAndWait({ campaign }))).to.equal('CampaignInitiatorOnlyError')
    await founder.cancelCampaignAndWait({ campaign })
    expect(await reader.getCampaign({ campaign })).to.deep.include({ state: 'failed', isCancelled: true, unpaid: 2 })
    expect((await reader.getPosition({ campaign, account: ben.address })).refundable).to.equal(50_000n)
    const refunded = await stranger.refundAndWait({ campaign, account: ben.address })
    expect(refunded).to.deep.include({ recipient: ben.address, amount: 50_000n, paidBack: 50_000n })
    expect(await nameOf(stranger.refundAndWait({ campaign, account: ben.address }))).to.equal('RefundPaidAlreadyError')
    expect(await nameOf(stranger.refundAndWait({ campaign, account: stranger.address }))).to.equal('PledgeMissingError')
  })

  it('signPermit, pledgeWithPermit, signPledge, pledgeSigned, cancelPledgeNonce: nobody has to approve, or to have gas', async () => {
    const { ana, ben, stranger, reader } = world
    const token = await permitToken()
    const raised = await openCampaign(world, { token })
    const { campaign } = raised
    const offer = { campaign, amount: 50_000n, agreementHash: AGREEMENT }
    for (const { address } of [ana, ben]) await world.mint(token, address, 100_000n)

    const permit = await ana.signPermit({ token, spender: campaign, amount: 50_000n })
    const pledged = await ana.pledgeWithPermitAndWait({ ...offer, permit })
    expect(pledged).to.deep.include({ account: ana.address, pledged: 50_000n })
    expect(await nameOf(ana.pledgeWithPermitAndWait({ ...offer, permit }))).to.equal('ERC20InsufficientAllowanceError')

    const signed = await ben.signPledge({ ...offer, refundTo: stranger.address })
    expect(await nameOf(stranger.pledgeSignedAndWait(signed))).to.equal('ERC20InsufficientAllowanceError')
    const allowed = await ben.signPermit({ token, spender: campaign, amount: 100_000n })
    const submitted = await stranger.pledgeSignedAndWait({ ...signed, permit: allowed })
    expect(submitted).to.deep.include({ account: ben.address, payer: ben.address, refundTo: stranger.address, amount: 50_000n })
    expect(await nameOf(stranger.pledgeSignedAndWait(signed))).to.equal('NonceUsedError')

    const late = await ben.signPledge({ ...offer, deadline: 1n })
    expect(await nameOf(stranger.pledgeSignedAndWait(late))).to.equal('SignatureExpiredError')
    const forged = await ben.signPledge({ ...offer, nonce: 7n })
    const signedByOther = { ...forged, signed: { ...forged.signed, pledger: ana.address } }
    expect(await nameOf(stranger.pledgeSignedAndWait(signedByOther))).to.equal('SignatureInvalidError')
    expect(await ben.cancelPledgeNonceAndWait({ campaign, nonce: 7n })).to.deep.include({ signer: ben.address, nonce: 7n })
    expect(await nameOf(stranger.pledgeSignedAndWait(forged))).to.equal('NonceUsedError')
    // It stands at an allowance.
    await stranger.pledgeSignedAndWait(await ben.signPledge({ ...offer, amount: 1_000n }))
    expect((await reader.getPosition({ campaign, account: ben.address })).pledged).to.equal(51_000n)
    expect(await nameOf(ana.signPermit({ token: world.token, spender: campaign, amount: 1n }))).to.equal('CallFailedError')
  })

  it('setRefundTo, signRefundTo, setRefundToSigned: who is paid back', async () => {
    const { ana, ben, firm, reader, stranger } = world
    const raised = await openCampaign(world)
    const { campaign } = raised
    await pledge(world, raised, ana, QUARTER)
    await ana.setRefundToAndWait({ campaign, refundTo: firm.address })
    const signed = await ana.signRefundTo({ campaign, refundTo: ben.address })
    const set = await stranger.setRefundToSignedAndWait(signed)
    expect(set).to.deep.include({ account: ana.address, previousRefundTo: firm.address, refundTo: ben.address })
    expect((await reader.getPledges({ campaign })).pledges[0]?.refundTo).to.equal(ben.address)
    expect(await nameOf(stranger.setRefundToSignedAndWait(signed))).to.equal('NonceUsedError')
    expect(await nameOf(ana.setRefundToAndWait({ campaign, refundTo: campaign }))).to.equal('PledgeRefundToInvalidError')
    expect(await nameOf(stranger.setRefundToAndWait({ campaign, refundTo: ana.address }))).to.equal('PledgeMissingError')
  })

  it('proposeAction, objectToProposal, withdrawProposal, getProposals: what passes unless enough object', async () => {
    const { ana, firm, customer, network, reader, stranger } = world
    const { campaign } = await fundedCampaign(world)
    const decision = purchase(world, 300_000n)
    const made = await firm.proposeActionAndWait({ campaign, decision, reference: reference('ipfs://quote') })
    expect(made).to.deep.include({ id: 1n, proposer: firm.address, uri: 'ipfs://quote' })
    expect(await nameOf(firm.proposeActionAndWait({ campaign, decision }))).to.equal('ProposalStillLiveError')
    expect(await nameOf(stranger.proposeActionAndWait({ campaign, decision }))).to.equal('ProposerUnqualifiedError')
    const tooMuch = purchase(world, GOAL + 1n)
    expect(await nameOf(ana.proposeActionAndWait({ campaign, decision: tooMuch }))).to.equal('ReleaseAmountOutOfBoundsError')
    const early: CoOwnerDecision = { type: 'custodian', account: ana.address }
    expect(await nameOf(ana.proposeActionAndWait({ campaign, decision: early }))).to.equal('ActionClosedError')
    await ana.proposeActionAndWait({ campaign, decision: purchase(world, 1n) })
    await customer.proposeActionAndWait({ campaign, decision: purchase(world, 2n) })
    await customer.withdrawProposalAndWait({ campaign, id: 3n })
    expect(await nameOf(customer.withdrawProposalAndWait({ campaign, id: 2n }))).to.equal('ProposalOfAnotherError')

    expect(await nameOf(stranger.objectToProposalAndWait({ campaign, id: 1n }))).to.equal('ObjectorWithoutPledgeError')
    const objected = await customer.objectToProposalAndWait({ campaign, id: 1n, reference: reference('ipfs://too-dear') })
    expect(objected).to.deep.include({ objector: customer.address, weight: QUARTER, objections: QUARTER, isStopped: true })
    expect(await nameOf(ana.objectToProposalAndWait({ campaign, id: 1n }))).to.equal('ProposalNotLiveError')

    const { proposals, asOf } = await reader.getProposals({ campaign, names: { account: () => 'the shop', amount: String } })
    expect(proposals.map(({ id, state }) => [id, state])).to.deep.equal([
      [3n, 'withdrawn'],
      [2n, 'open'],
      [1n, 'stopped'],
    ])
    expect(proposals[2]).to.deep.include({
      proposer: firm.address,
      decision,
      words: `the shop is paid 300000 for the machine, invoice ${INVOICE}`,
      reference: reference('ipfs://quote'),
      readyAt: made.readyAt,
      objections: [{ objector: customer.address, weight: QUARTER, reference: reference('ipfs://too-dear') }],
      objectionWeight: QUARTER,
      stopWeight: GOAL / 10n,
    })
    expect(asOf.blockNumber > 0n).to.equal(true)

    await world.time.increaseTo(proposals[1]?.readyAt ?? 0n)
    await network.setPayeeAndWait({ venture: await anyVenture(), payee: network.address })
    expect((await reader.getProposals({ campaign })).proposals[1]?.state).to.equal('ready')
    await world.time.increase(100 * DAY)
    await network.setPayeeAndWait({ venture: await anyVenture(), payee: network.address })
    expect((await reader.getProposals({ campaign })).proposals[1]?.state).to.equal('lapsed')
  })

  it('executeProposal: buys the machine; refundBatch, passOn: pay the surplus, and what rounding left', async () => {
    const { ana, ben, cleo, customer, firm, reader, stranger, token } = world
    const { campaign, machine } = await fundedCampaign(world)
    const decision = purchase(world, GOAL - 10n)
    const { id, readyAt } = await firm.proposeActionAndWait({ campaign, decision })
    expect(await nameOf(stranger.executeProposalAndWait({ campaign, id }))).to.equal('ProposalWindowOpenError')
    expect(await nameOf(stranger.executeProposalAndWait({ campaign, id: 9n }))).to.equal('ProposalUnknownError')
    await world.time.increaseTo(readyAt)
    const wrong = { campaign, id, decision: purchase(world, 1n) }
    expect(await nameOf(stranger.executeProposalAndWait(wrong))).to.equal('ProposalContentDiffersError')
    await stranger.simulateExecuteProposal({ campaign, id, decision })
    const executed = await stranger.executeProposalAndWait({ campaign, id })
    expect(executed).to.deep.include({ id, action: 0, decision, machine })
    expect(await nameOf(stranger.writeExecuteProposal({ campaign, id, decision }))).to.equal('ProposalNotLiveError')
    expect(await reader.getCampaign({ campaign })).to.deep.include({ state: 'released', spent: GOAL - 10n, unpaid: 4 })

    // 10 units for four with 25%: 2 each, and 2 that go on with the last one.
    const accounts = [ana, stranger, ben, cleo, customer].map(({ address }) => address)
    const { results } = await stranger.refundBatchAndWait({ campaign, accounts })
    expect(results[0]).to.deep.equal({ status: 'paid', account: ana.address, recipient: ana.address, amount: 2n })
    expect(results[1]).to.deep.include({ status: 'failed', account: stranger.address, error: 'PledgeMissing' })
    expect(results.filter(({ status }) => status === 'paid')).to.have.length(4)
    expect(await world.balanceOf(machine)).to.equal(2n)
    expect(await stranger.passOnAndWait({ campaign })).to.deep.include({ amount: 0n, recipient: undefined })
    await world.mint(token, campaign, 5n)
    expect(await stranger.passOnAndWait({ campaign })).to.deep.include({ amount: 5n, recipient: machine })
    const { pledges } = await reader.getPledges({ campaign })
    expect(pledges.map(({ paidBack }) => paidBack)).to.deep.equal([2n, 2n, 2n, 2n])
  })

  it('raises money for work in a venture, which a steward of it delivers', async () => {
    const { founder, ana, reader, steward, stranger, token } = world
    const { venture } = await founder.deployVentureAndWait({ config: world.config({ name: 'Worked for' }) })
    const { campaign } = await fundedCampaign(world, { end: 1, custodian: zeroAddress, venture })
    const decision: CoOwnerDecision = { type: 'delivery', amount: 150_000n, noteHash: hash('note') }
    expect(await nameOf(ana.proposeActionAndWait({ campaign, decision }))).to.equal('StewardOnlyError')
    const { machine } = await decide(world, campaign, steward, decision)
    expect(machine).to.equal(undefined)
    expect(await world.balanceOf(venture)).to.equal(150_000n)
    expect(await reader.getCampaign({ campaign })).to.deep.include({ end: 'venture', state: 'funded', machine: undefined })
    await world.time.increase(120 * DAY)
    const { amount } = await stranger.refundAndWait({ campaign, account: ana.address })
    expect(amount).to.equal(62_500n)
    expect((await world.reader.getTokens({ venture }))[0]?.token).to.equal(token)
    const again = await founder.deployCampaignAndWait({
      config: await campaignConfig(world, { end: 1, custodian: zeroAddress, venture }),
    })
    expect(again.machine).to.equal(undefined)
  })

  it('getProposals: what is left to decide once the machine is in service', async () => {
    const { ana, ben, firm, reader, stranger } = world
    const { campaign } = await boughtMachine(world)
    const move: CoOwnerDecision = { type: 'move', from: ana.address, to: ben.address }
    const { id, readyAt } = await firm.proposeActionAndWait({ campaign, decision: move })
    const stopped = await ana.objectToProposalAndWait({ campaign, id })
    expect(stopped.isStopped).to.equal(true)
    expect(readyAt - BigInt(await world.time.latest()) > 29n * 86_400n).to.equal(true)
    await firm.proposeActionAndWait({ campaign, decision: { type: 'custodian', account: ben.address } })
    const { proposals } = await reader.getProposals({ campaign })
    expect(proposals.map(({ state, decision: { type } }) => `${type} ${state}`)).to.deep.equal([
      'custodian open',
      'move stopped',
      'purchase executed',
    ])
    expect(proposals[0]?.lapsesAt).to.equal((proposals[0]?.readyAt ?? 0n) + 30n * 86_400n)
    expect(await nameOf(stranger.withdrawProposalAndWait({ campaign, id: 9n }))).to.equal('ProposalUnknownError')
  })

  it('getProposals: one withdrawn after an objection stays withdrawn, though it counts as a stop', async () => {
    const { ana, founder, reader } = world
    const raised = await openCampaign(world, { objectionBps: 5_000 })
    for (const person of [ana, world.ben, world.cleo, world.customer]) await pledge(world, raised, person, QUARTER)
    const { campaign } = raised
    const { id } = await ana.proposeActionAndWait({ campaign, decision: purchase(world) })
    const { isStopped } = await world.ben.objectToProposalAndWait({ campaign, id })
    expect(isStopped).to.equal(false)
    await ana.withdrawProposalAndWait({ campaign, id })
    expect((await reader.getProposals({ campaign })).proposals.map(({ state }) => state)).to.deep.equal(['withdrawn'])
    expect(await nameOf(founder.executeProposalAndWait({ campaign, id }))).to.equal('ProposalNotLiveError')
  })
})

describe('auditCampaign', () => {
  it('finds every campaign above as recomputing gives it, to the unit', async () => {
    const { reader } = world
    const all = raisedIn(world)
    expect(all.length).to.be.above(8)
    for (const { campaign } of all) {
      const audit = await reader.auditCampaign({ campaign })
      expect(audit.differences.map(describeDifference)).to.deep.equal([])
      expect(audit.figureCount).to.be.above(10)
    }
  })

  it('tells what is not', async () => {
    const { ana, reader, stranger } = world
    const raised = await openCampaign(world)
    const { campaign } = raised
    await pledge(world, raised, ana, QUARTER)
    const { accounts } = await reader.auditCampaign({ campaign, accounts: [stranger.address] })
    expect(accounts).to.deep.equal([ana.address, stranger.address])
    const { events } = await reader.getCampaignEvents({ campaign })
    const chain = {
      campaign,
      state: 'funded',
      raised: QUARTER - 1n,
      balance: QUARTER - 2n,
      positions: [{ account: ana.address, pledged: 1n, refundTo: stranger.address }],
      proposals: [],
    } as const
    const { differences, figureCount } = auditCampaign(events, chain)
    expect(figureCount).to.equal(6)
    expect(differences.map(({ figure, computed, stated }) => [figure, computed, stated])).to.deep.equal([
      ['state.campaign', 0n, 1n],
      ['state.raised', QUARTER, QUARTER - 1n],
      ['state.missing', 0n, 2n],
      ['state.pledged', QUARTER, 1n],
      ['state.refundTo', BigInt(ana.address), BigInt(stranger.address)],
    ])
  })
})

describe('Decisions', () => {
  it('come back as they were encoded, and are told in a sentence', () => {
    const { ana, ben, token } = world
    const { scenarios, materials } = machineConfig(world)
    const [, inKind] = scenarios
    const [material] = materials
    if (!inKind || !material) throw new Error('the usual machine has both')
    const all: [CoOwnerDecision, string][] = [
      [
        { type: 'purchase', supplier: ana.address, amount: 5n, invoiceHash: INVOICE },
        `${ana.address} is paid 5 smallest units for the machine, invoice ${INVOICE}`,
      ],
      [
        { type: 'delivery', amount: 5n, noteHash: INVOICE },
        `the venture is paid 5 smallest units for work delivered, note ${INVOICE}`,
      ],
      [{ type: 'custodian', account: ana.address }, `${ana.address} becomes the custodian of the machine`],
      [{ type: 'steward', account: ana.address, appointed: true }, `${ana.address} becomes a steward of the machine`],
      [{ type: 'steward', account: ana.address, appointed: false }, `${ana.address} is no longer a steward of the machine`],
      [
        { type: 'scenario', id: 3, name: 'Project', scenario: { ...inKind, coOwnersOnly: true } },
        'scenario 3, "Project", costs 800 smallest units per hour, 150 smallest units for maintenance on top, a technician gets ' +
          '2500 smallest units per hour of it, for co-owners only, and what is left of the price is contributed as machine hours',
      ],
      [
        { type: 'material', id: 1, name: 'Filament', unit: 'kg', material },
        `material 1, "Filament", costs 2500 smallest units per kg, counted to 3 decimals, paid to ${ana.address}`,
      ],
      [
        { type: 'material', id: 1, name: 'Sheet', unit: 'piece', material: { ...material, decimals: 0 } },
        `material 1, "Sheet", costs 2500 smallest units per piece, paid to ${ana.address}`,
      ],
      [
        { type: 'spending', token, recipient: ben.address, amount: 7n, invoiceHash: INVOICE },
        `${ben.address} is paid 7 smallest units of the maintenance money, invoice ${INVOICE}`,
      ],
      [{ type: 'token', token, muted: true }, `${token} is left out of automatic distribution`],
      [{ type: 'token', token, muted: false }, `${token} is a payout token, distributed automatically`],
      [{ type: 'move', from: ana.address, to: ben.address }, `what the machine owes ${ana.address} is paid to ${ben.address}`],
    ]
    for (const [decision, words] of all) {
      const { action, data } = encodeDecision(decision)
      expect(decodeDecision(action, data)).to.deep.equal(decision)
      expect(describeDecision(decision)).to.equal(words)
      expect(() => decodeDecision(action, `${data}00`)).to.throw('is none of action')
      expect(() => decodeDecision((action + 1) % 9, '0x01')).to.throw('expected its ABI encoding')
    }
    expect(new Set(all.map(([{ type }]) => type)).size).to.equal(9)
  })

  it('refuse what contracts would not take, and show a name that is none as its bytes', () => {
    const dirty = `0x${'ff'.repeat(32)}` as const
    expect(() => decodeDecision(2, dirty)).to.throw('is none of action "custodian"')
    expect(() => decodeDecision(9, dirty)).to.throw('is none of action "9"')
    const { scenarios } = machineConfig(world)
    const [scenario] = scenarios
    if (!scenario) throw new Error('the usual machine has one')
    const named = encodeDecision({ type: 'scenario', id: 0, name: 'X', scenario })
    const nameless = { ...named, data: named.data.replace(encodeShortText('X').slice(2), dirty.slice(2)) as Hex }
    const decoded = decodeDecision(nameless.action, nameless.data)
    expect(decoded).to.deep.equal({ type: 'scenario', id: 0, name: dirty, scenario })
    expect(encodeDecision(decoded)).to.deep.equal(nameless)
  })
})

describe('Every action of campaigns', () => {
  it('ran in a test above, in all its forms', () => {
    expect(neverRan(campaignActions)).to.deep.equal([])
  })
})

/** Something to send a transaction to, so that a block has the time it is. */
let someVenture: Address | undefined
async function anyVenture(): Promise<Address> {
  someVenture ??= (await world.founder.deployVentureAndWait({ config: world.config({ name: 'Any' }) })).venture
  return someVenture
}

async function permitToken(): Promise<Address> {
  const { abi, bytecode } = compileMock('PermitToken')
  const [signer] = await world.ethers.getSigners()
  const factory = new world.ethers.ContractFactory(abi, bytecode, signer)
  const contract = await factory.deploy()
  return (await contract.getAddress()) as Address
}
