import { expect } from 'chai'
import { type Address, toFunctionSelector, zeroAddress } from 'viem'
import {
  type PreparedTransaction,
  type RelayResult,
  prepareAcceptAttested,
  prepareClaim,
  prepareClaimToFor,
  prepareDistribute,
  prepareObjectToBatchFor,
  prepareObjectToMoveFor,
  preparePay,
  prepareProposeBatch,
  prepareProposeBatchFor,
  prepareSetPayee,
  prepareSetPayeeFor,
  prepareShowPresenceFor,
  preparePledgeSigned,
  toAttestation,
  ETH,
} from '@open-value/sdk'
import * as relayActions from '../../../sdk/src/actions/relay/index.ts'
import { AGREEMENT, openCampaign } from './equipment.ts'
import { DESIGN, type World, createWorld, neverRan, reference, rejection } from './world.ts'

let world: World
let venture: Address
let ledger: Address

before(async () => {
  world = await createWorld()
})

let count = 0

beforeEach(async () => {
  count++
  ;({ venture, ledger } = await world.founder.deployVentureAndWait({ config: world.config({ name: `Relay ${count}` }) }))
})

/** To the shared contracts of this chain. */
const here = <parameters extends object>(parameters: parameters) => ({ ...world.addresses, ...parameters })

const relay = (...calls: PreparedTransaction[]) => world.stranger.relaySignedAndWait({ calls })

const statuses = (results: readonly RelayResult[]) => results.map((result) => (result.status === 'done' ? 'done' : result.error))

const contributions = (affiliate: Address) => [{ affiliate, kind: DESIGN, quantity: 1_000n, day: 20_000 }]

describe('Relay actions', () => {
  it('a contributor without gas logs, has it accepted, is paid: all submitted by others', async () => {
    const { ana, steward, cleo, customer, token } = world
    await world.setBalance(ana.address, 0n)
    const proposal = await ana.signProposal({ ledger, contributions: contributions(ana.address) })
    const [logged] = (await relay(prepareProposeBatchFor(proposal))).results
    expect(logged).to.deep.equal({ status: 'done' })

    const { batches } = await world.reader.getBatches({ ledger })
    const { batch, header, entries } = batches[0]!
    const attestations = [toAttestation(await steward.signAttestation({ ledger, batch }))]
    const accept = prepareAcceptAttested(here({ ledger, header, entries, attestations }))
    expect(statuses((await relay(accept)).results)).to.deep.equal(['done'])

    await customer.payAndWait({ venture, token, amount: 1_000_000n })
    const claim = await ana.signClaimTo({ venture, recipient: cleo.address })
    const before = await world.balanceOf(cleo.address)
    const { results } = await relay(prepareClaimToFor(here(claim)))
    expect(statuses(results)).to.deep.equal(['done'])
    expect((await world.balanceOf(cleo.address)) - before).to.equal(920_000n)
    await world.setBalance(ana.address, 10n ** 20n)
  })

  it('one that fails harms nobody else, and says why', async () => {
    const { ana, ben, cleo, steward, stranger, reader } = world
    const payee = await ana.signPayee({ ledger, payee: cleo.address })
    const good = prepareSetPayeeFor(here(payee))
    const forged = prepareSetPayeeFor(here({ ...payee, account: ben.address }))
    const late = prepareShowPresenceFor(here(await ben.signPresence({ ledger, deadline: 1n })))
    const present = prepareShowPresenceFor(here(await ben.signPresence({ ledger })))
    const { batch } = await stranger.proposeBatchAndWait({ ledger, contributions: contributions(ana.address) })
    const { header } = await reader.getBatch({ ledger, batch })
    const objection = await steward.signObjection({ ledger, subject: batch, reason: reference('ipfs://no') })
    const object = prepareObjectToBatchFor(here({ ...objection, header }))
    const calls = [good, forged, late, good, present, object]

    // A simulation doesn't tell what another call of it did.
    const simulated = await stranger.simulateRelaySigned({ calls })
    expect(statuses(simulated)).to.deep.equal(['done', 'SignerNotHolder', 'SignatureExpired', undefined, 'done', 'done'])
    const { results } = await stranger.relaySignedAndWait({ calls })
    expect(statuses(results)).to.deep.equal(['done', 'SignerNotHolder', 'SignatureExpired', 'NonceUsed', 'done', 'done'])
    const [, second, , fourth] = results
    expect(second).to.deep.include({ reason: toFunctionSelector('SignerNotHolder(address,address)') })
    expect(second?.status === 'failed' && second.details).to.include({ signer: ana.address, holder: ben.address })
    expect(fourth?.status === 'failed' && fourth.details?.shortMessage).to.contain('was used or cancelled before')
    expect(await reader.getPayee({ venture, account: ana.address })).to.equal(cleo.address)
    expect((await reader.getBatch({ ledger, batch })).objections.map(({ objector }) => objector)).to.deep.equal([steward.address])
  })

  it('campaigns take what their pledgers have signed', async () => {
    const { ana, token } = world
    const { campaign } = await openCampaign(world)
    await world.mint(token, ana.address, 50_000n)
    await ana.approvePaymentAndWait({ spender: campaign, token, amount: 50_000n })
    const signed = await ana.signPledge({ campaign, amount: 50_000n, agreementHash: AGREEMENT })
    expect(statuses((await relay(preparePledgeSigned(signed))).results)).to.deep.equal(['done'])
    expect((await world.reader.getPosition({ campaign, account: ana.address })).pledged).to.equal(50_000n)
  })

  it('nothing is relayed but what somebody has signed, of contracts of ours', async () => {
    const { ana, stranger, token } = world
    const signed = prepareShowPresenceFor(here(await ana.signPresence({ ledger })))
    const proposal = prepareProposeBatchFor(await ana.signProposal({ ledger, contributions: contributions(ana.address) }))
    const foreign: Record<string, PreparedTransaction> = {
      'what the sender does': prepareProposeBatch({ ledger, contributions: contributions(ana.address) }),
      'a claim, which anyone makes': prepareClaim({ venture, account: ana.address, tokens: [token], kinds: [] }),
      'a distribution': prepareDistribute({ venture, token }),
      'a payee': prepareSetPayee({ venture, account: ana.address, payee: ana.address }),
      'a payment in a token': preparePay({ venture, token, amount: 1n, invoice: 'x' }),
      'a signed call of another contract': { ...signed, to: token },
      'a board of another network': { ...signed, to: zeroAddress },
      'a ledger of another network': { ...proposal, to: venture },
      'a ledger without code': { ...proposal, to: ana.address },
      'no call at all': { to: world.addresses.accountBoard, data: '0x', value: 0n },
    }
    for (const [what, call] of Object.entries(foreign)) {
      const error = await rejection(stranger.relaySignedAndWait({ calls: [signed, call] }))
      expect(error, what).to.deep.include({ name: 'RelayCallForeignError', index: 1, target: call.to })
      const written = await rejection(stranger.writeRelaySigned({ calls: [call] }))
      expect(written.name, what).to.equal('RelayCallForeignError')
    }
    const withValue = { ...signed, value: 1n }
    expect((await rejection(stranger.relaySignedAndWait({ calls: [withValue] }))).name).to.equal('RelayCallValueError')
    const payment = preparePay({ venture, token: ETH, amount: 5n })
    expect(await rejection(stranger.relaySignedAndWait({ calls: [payment] }))).to.include({
      name: 'RelayCallValueError',
      value: 5n,
    })
    expect((await rejection(stranger.relaySignedAndWait({ calls: [] }))).name).to.equal('RelayEmptyError')
    const starved = await rejection(stranger.relaySignedAndWait({ calls: [signed], gasEach: 10n ** 8n }, { gas: 10_000_000n }))
    expect(starved.name).to.equal('RelayGasTooLowError')
  })

  it('whoever submits can do no more than submit', async () => {
    const { ana, ben, steward, stranger, addresses } = world
    // The relay has no say of its own, whatever it submits.
    const unsigned = { signer: addresses.relayBatch, nonce: 1n, deadline: 10n ** 12n, signature: '0x' as const }
    const move = { ledger, from: ben.address, to: ana.address, proposer: ana.address, reasonHash: reference('x').hash, nonce: 1n }
    const calls = [
      prepareSetPayeeFor(here({ ledger, account: ana.address, payee: stranger.address, act: unsigned })),
      prepareSetPayeeFor(here({ ledger, account: addresses.relayBatch, payee: stranger.address, act: unsigned })),
      prepareObjectToMoveFor(
        here({ move, account: steward.address, reason: reference('x'), act: { ...unsigned, signer: steward.address } }),
      ),
    ]
    const { results } = await stranger.relaySignedAndWait({ calls })
    expect(statuses(results)).to.deep.equal(['SignerNotHolder', 'SignatureInvalid', 'SignatureInvalid'])
  })

  it('ran, all of them, in all their forms', () => {
    expect(neverRan(relayActions)).to.deep.equal([])
  })
})
