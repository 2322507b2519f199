import { expect } from 'chai'
import {
  type Address,
  type Hash,
  createPublicClient,
  createWalletClient,
  custom,
  encodeAbiParameters,
  getAddress,
  keccak256,
  pad,
  toHex,
  zeroHash,
} from 'viem'
import { hardhat } from 'viem/chains'
import {
  type Correction,
  ETH,
  type LedgerParameters,
  amendEntries,
  correctionId,
  decodeChange,
  describeChange,
  openValueActions,
  preparePay,
  prepareSetPayee,
  toAttestation,
} from '@open-value/sdk'
import { comparePacked, packEntry } from '@open-value/sdk/batch'
import { replayVenture } from '@open-value/sdk/model'
import * as boardActions from '../../../sdk/src/actions/board/index.ts'
import * as ledgerActions from '../../../sdk/src/actions/ledger/index.ts'
import * as reviewActions from '../../../sdk/src/actions/review/index.ts'
import * as sending from '../../../sdk/src/actions/send.ts'
import * as ventureActions from '../../../sdk/src/actions/venture/index.ts'
import * as actions from '../../../sdk/src/client/actions.ts'
import {
  CASH,
  DAY,
  DEBT,
  DESIGN,
  EQUITY,
  REVIEW,
  type World,
  ZERO,
  createWorld,
  neverRan,
  reference,
  rejection,
} from './world.ts'

const DAY_OF_WORK = 20_000

let world: World
let venture: Address
let ledger: Address

before(async () => {
  world = await createWorld()
})

beforeEach(async () => {
  count++
  ;({ venture, ledger } = await world.founder.deployVentureAndWait({ config: world.config({ name: `Venture ${count}` }) }))
})

let count = 0

/** Design hours of somebody, accepted at once. */
async function work(affiliate: Address, quantity = 1_000n, kind = DESIGN): Promise<Hash> {
  const contributions = [{ affiliate, kind, quantity, day: DAY_OF_WORK }]
  const { batch } = await world.stranger.proposeBatchAndWait({ ledger, contributions, nonce: nextNonce() })
  await world.steward.acceptBatchAndWait({ ledger, batch })
  return batch
}

let nonce = 0n
const nextNonce = () => ++nonce

describe('Venture actions', () => {
  it('deployVenture, predictVenture, getVenture: what a venture is', async () => {
    const { founder, network, reader } = world
    const config = world.config({ name: 'Named venture', uri: 'ipfs://named' })
    const predicted = await reader.predictVenture({ sender: founder.address, config, salt: pad('0x01') })
    const deployed = await founder.deployVentureAndWait({ config, salt: pad('0x01') })
    expect(deployed.venture).to.equal(predicted.venture)
    const told = await reader.getVenture({ venture: deployed.venture })
    expect(told).to.deep.include({
      ledger: deployed.ledger,
      name: 'Named venture',
      uri: 'ipfs://named',
      network: network.address,
      founder: founder.address,
      governor: founder.address,
      noticePeriod: 7 * DAY,
      noticeEpoch: 1,
      contributorsFloorBps: 7_000,
      parameters: config.parameters,
      config,
      deployedAtBlock: deployed.receipt.blockNumber,
    })
    const error = await rejection(reader.getVenture({ venture: network.address }))
    expect(error.name).to.equal('ContractMissingError')
    const other = await rejection(reader.getVenture({ venture: deployed.venture, fromBlock: deployed.receipt.blockNumber + 1n }))
    expect(other.name).to.equal('VentureUnknownError')
  })

  it('getEquation, getKinds, getPools, getTokens: its rules', async () => {
    const { firm, network, reader, token } = world
    expect(await reader.getEquation({ venture })).to.deep.equal({
      version: 1,
      lines: [
        { account: firm.address, basis: 'gross', shareBps: 300 },
        { account: network.address, basis: 'gross', shareBps: 500 },
        { pool: DEBT, basis: 'remaining', shareBps: 10_000 },
        { pool: EQUITY, basis: 'remaining', shareBps: 10_000 },
      ],
      remainder: network.address,
    })
    const nobody = await rejection(reader.getEquation({ venture: network.address }))
    expect(nobody).to.deep.include({ name: 'ContractMissingError', address: network.address })
    const kinds = await reader.getKinds({ venture })
    expect(kinds.map(({ name, unit, decimals, isDebt, rate }) => [name, unit, decimals, isDebt, rate])).to.deep.equal([
      ['Design hour', 'h', 2, false, 40n],
      ['Review hour', 'h', 2, false, 60n],
      ['Cash', 'USD', 6, true, 1_000_000n],
    ])
    expect(await reader.getPools({ venture })).to.deep.equal([
      { pool: 1, type: 'equity', points: 0n, openingPeriod: 0, opensAt: 0, firstPointsAt: 0 },
      { pool: 2, type: 'debt', token, capBps: 10_000, total: 0n, repaid: 0n, outstanding: 0n },
    ])
    const tokens = await reader.getTokens({ venture })
    expect(tokens).to.deep.equal([
      { token, symbol: 'USDC', decimals: 6, isMuted: false, accounted: 0n },
      { token: ETH, symbol: 'ETH', decimals: 18, isMuted: false, accounted: 0n },
    ])
  })

  it('pay, approvePayment, distribute: with an invoice, without one, in ETH', async () => {
    const { ana, customer, stranger, token, reader } = world
    await work(ana.address)
    const invoiced = { venture, token, amount: 1_000_000n, invoice: '2026-117' }
    const refused = await rejection(customer.payAndWait(invoiced))
    expect(refused.name).to.equal('ERC20InsufficientAllowanceError')
    expect(refused.needed).to.equal(1_000_000n)
    await customer.approvePaymentAndWait({ venture, token, amount: 1_000_000n })
    const paid = await customer.payAndWait(invoiced)
    expect(paid).to.deep.include({
      amount: 1_000_000n,
      invoice: toHex('2026-117', { size: 32 }).replace(/^0x0+/, '0x').padEnd(66, '0'),
    })
    await customer.payAndWait({ venture, token, amount: 500_000n })
    await customer.payAndWait({ venture, token: ETH, amount: 10n ** 18n })
    await customer.payAndWait({ venture, token: ETH, amount: 1n, invoice: zeroHash })
    expect(preparePay({ venture, token: ETH, amount: 1n })).to.deep.equal({ to: venture, data: '0x', value: 1n })

    const { amount, parts } = await stranger.distributeAndWait({ venture, token })
    expect([amount, parts]).to.deep.equal([1_500_000n, [45_000n, 75_000n, 0n, 1_380_000n, 0n]])
    expect((await stranger.distributeAndWait({ venture, token })).amount).to.equal(0n)
    const { claimable } = await reader.getClaim({ venture, account: ana.address })
    expect(claimable).to.deep.equal([
      { token, amount: 1_380_000n },
      { token: ETH, amount: (10n ** 18n * 92n) / 100n },
    ])
    expect((await rejection(stranger.distributeAndWait({ venture, token: stranger.address }))).name).to.equal(
      'TokenNotListedError',
    )
  })

  it('claim, claimTo, setPayee, getPayee: to the account, to whom it names', async () => {
    const { ana, ben, cleo, customer, stranger, token, reader } = world
    await work(ana.address)
    await customer.payAndWait({ venture, token, amount: 1_000_000n })
    expect(await reader.getPayee({ venture, account: ana.address })).to.equal(ana.address)
    await ana.setPayeeAndWait({ venture, payee: ben.address })
    expect(await reader.getPayee({ venture, account: ana.address })).to.equal(ben.address)

    const named = { venture, account: ana.address, tokens: [token], kinds: [DESIGN] }
    await stranger.simulateClaim(named)
    const { paid } = await stranger.claimAndWait({ venture, account: ana.address })
    expect(paid).to.deep.equal([{ token, amount: 920_000n, recipient: ben.address }])
    expect((await stranger.claimAndWait(named)).paid).to.deep.equal([])

    await customer.payAndWait({ venture, token, amount: 1_000_000n })
    await ana.simulateClaimTo({ venture, recipient: cleo.address, tokens: [token], kinds: [DESIGN] })
    const claimed = await ana.claimToAndWait({ venture, recipient: cleo.address })
    expect(claimed.paid).to.deep.equal([{ token, amount: 920_000n, recipient: cleo.address }])
    const hashes = [
      await stranger.writeClaim(named),
      await ana.writeClaimTo({ venture, recipient: ben.address, tokens: [], kinds: [] }),
    ]
    expect(hashes.every((hash) => hash.length === 66)).to.equal(true)
    const others = await rejection(stranger.claimToAndWait({ venture, account: ana.address, recipient: cleo.address }))
    expect(others).to.deep.include({ name: 'ClaimHolderOnlyError', caller: stranger.address, holder: ana.address })
    const misnamed = await rejection(stranger.simulateSetPayee({ venture, account: ana.address, payee: stranger.address }))
    expect(misnamed.name).to.equal('ClaimHolderOnlyError')
    const wrong = await rejection(ana.claimToAndWait({ venture, recipient: venture }))
    expect(wrong.name).to.equal('ClaimRecipientInvalidError')
  })

  it('getClaim finds what units still earned that were given up since', async () => {
    const { ana, ben, customer, token, reader } = world
    await work(ana.address, 1_000n, DESIGN)
    await work(ana.address, 1_000n, REVIEW)
    await work(ben.address, 1_000n, DESIGN)
    await customer.payAndWait({ venture, token, amount: 1_093_750n })
    const owed = (1_006_250n * 100n) / 140n
    await ana.reduceOwnUnitsAndWait({ ledger, kind: REVIEW, quantity: 1_000n })
    expect(await reader.getHoldings({ venture, account: ana.address })).to.deep.equal([{ kind: DESIGN, units: 1_000n }])
    const claim = await reader.getClaim({ venture, account: ana.address })
    expect(claim).to.deep.equal({ claimable: [{ token, amount: owed }], kinds: [DESIGN, REVIEW] })
    const { paid } = await ana.claimAndWait({ venture, account: ana.address })
    expect(paid).to.deep.equal([{ token, amount: owed, recipient: ana.address }])
    const own = { ledger, account: ana.address, kind: DESIGN, quantity: 1n }
    expect((await rejection(ben.reduceOwnUnitsAndWait(own))).name).to.equal('HolderOnlyError')
    expect((await rejection(ana.reduceOwnUnitsAndWait({ ledger, kind: REVIEW, quantity: 1n }))).name).to.equal(
      'UnitsInsufficientError',
    )
  })

  it('getClaimable, previewDistribution: what a payment brings, before and after it', async () => {
    const { ana, firm, network, customer, token, reader } = world
    await work(ana.address)
    const { lines, remainder } = await reader.previewDistribution({ venture, token, amount: 1_000_001n })
    expect(lines.map(({ amount }) => amount)).to.deep.equal([30_000n, 50_000n, 0n, 920_001n])
    expect(lines[0]?.line).to.deep.equal({ account: firm.address, basis: 'gross', shareBps: 300 })
    expect(remainder).to.deep.equal({ account: network.address, amount: 0n })
    const share = { venture, token, account: ana.address, kinds: [DESIGN] }
    expect(await reader.getClaimable(share)).to.equal(0n)
    await customer.payAndWait({ venture, token, amount: 1_000_000n })
    expect(await reader.getClaimable(share)).to.equal(920_000n)
    expect(await reader.getClaimable({ ...share, kinds: [] })).to.equal(0n)
    const twice = await rejection(reader.getClaimable({ ...share, kinds: [1, 0] }))
    expect(twice.name).to.equal('KindsNotAscendingError')
  })

  it('getVentureEvents: in chunks of what the node gives, as of a block', async () => {
    const { ana, customer, token, reader, provider } = world
    await work(ana.address)
    await customer.payAndWait({ venture, token, amount: 1_000_000n })
    await ana.claimAndWait({ venture, account: ana.address })
    const { events, asOf } = await reader.getVentureEvents({ venture })
    expect(events[0]).to.deep.include({ source: 'factory', eventName: 'VentureDeployed' })
    expect(replayVenture(events, { venture }).differences).to.deep.equal([])
    const audit = await reader.auditVenture({ venture })
    expect(audit.differences).to.deep.equal([])
    expect(audit.accounts).to.have.members([ana, world.firm, world.network].map(({ address }) => address))
    expect(audit.figureCount).to.be.above(30)

    let largest = 0
    const client = (allows: (blocks: number) => boolean) => {
      const request = async (args: { method: string; params: [{ fromBlock: string; toBlock: string }] }) => {
        if (args.method === 'eth_getLogs') {
          const blocks = Number(args.params[0].toBlock) - Number(args.params[0].fromBlock) + 1
          if (!allows(blocks)) throw Object.assign(new Error('query returned more than 10 results'), { code: -32602 })
          largest = Math.max(largest, blocks)
        }
        return provider.request(args)
      }
      const transport = custom({ request } as Parameters<typeof custom>[0], { retryCount: 0 })
      return createPublicClient({ chain: hardhat, transport }).extend(openValueActions(world.addresses))
    }
    const chunked = await client((blocks) => blocks <= 7).getVentureEvents({ venture, toBlock: asOf.blockNumber })
    expect(chunked.events).to.deep.equal(events)
    expect(largest).to.be.within(4, 7)
    const unavailable = await rejection(client(() => false).getVentureEvents({ venture }))
    expect(unavailable.name).to.equal('LogsUnavailableError')
    expect(unavailable.details).to.contain('query returned more than 10 results')

    const early = await reader.getVentureEvents({ venture, toBlock: asOf.blockNumber - 1n, timestamps: false })
    expect(early.asOf.blockNumber).to.equal(asOf.blockNumber - 1n)
    expect(early.events.some(({ eventName }) => eventName === 'Claimed')).to.equal(false)
    expect(early.events.every(({ blockTimestamp }) => blockTimestamp === undefined)).to.equal(true)
  })

  it('claimBatch: one that fails harms nobody else', async () => {
    const { ana, ben, customer, stranger, token } = world
    await work(ana.address)
    await work(ben.address)
    await customer.payAndWait({ venture, token, amount: 1_000_000n })
    const claimOf = (account: Address, tokens: Address[]) => ({ venture, account, tokens, kinds: [DESIGN] })
    const { results } = await stranger.claimBatchAndWait({
      claims: [claimOf(ana.address, [token]), claimOf(ben.address, [stranger.address]), claimOf(ben.address, [token])],
    })
    expect(results).to.deep.equal([
      { status: 'paid', paid: [{ token, amount: 460_000n, recipient: ana.address }] },
      { status: 'failed', reason: keccak256(toHex('TokenNotListed(address)')).slice(0, 10), error: 'TokenNotListed' },
      { status: 'paid', paid: [{ token, amount: 460_000n, recipient: ben.address }] },
    ])
  })

  it('sweep: a whole chain upstream, in one transaction', async () => {
    const { founder, network, customer, stranger, token } = world
    const version = async (name: string, upstream?: Address, shareBps = 500) => {
      const config = world.config({ name: `${name} ${count}` })
      const royalty = upstream ? [{ account: upstream, pool: 0, basis: 0, shareBps }] : []
      const equity = { account: ZERO, pool: EQUITY, basis: 1, shareBps: 10_000 }
      return (await founder.deployVentureAndWait({ config: { ...config, equation: [...royalty, equity] } })).venture
    }
    const first = await version('First prototype')
    const origin = await version('Origin', first)
    const design = await version('Design', origin)
    const maker = await version('Maker', design, 1_000)
    await customer.payAndWait({ venture: maker, token, amount: 30_000_000_000n })

    const hop = (payer: Address, account: Address, amount: bigint) => ({
      venture: payer,
      account,
      amounts: [{ token, amount }],
    })
    const planned = await stranger.prepareSweep({ venture: maker })
    expect(planned.hops.map(({ venture: payer, account, amounts }) => ({ venture: payer, account, amounts }))).to.deep.equal([
      hop(maker, design, 3_000_000_000n),
      hop(design, origin, 150_000_000n),
      hop(origin, first, 7_500_000n),
    ])
    expect(planned).to.deep.include({ cycles: [], notFollowed: [], failing: [] })
    const { hops } = await stranger.sweepAndWait({ venture: maker, tokens: [token] })
    const paid = (account: Address, amount: bigint) => ({ status: 'paid', paid: [{ token, amount, recipient: account }] })
    expect(hops).to.deep.equal([
      { venture: maker, account: design, ...paid(design, 3_000_000_000n) },
      { venture: design, account: origin, ...paid(origin, 150_000_000n) },
      { venture: origin, account: first, ...paid(first, 7_500_000n) },
    ])
    const again = await stranger.sweepAndWait({ venture: maker })
    expect([again.hops, again.receipt]).to.deep.equal([[], undefined])
    expect((await rejection(stranger.sweepAndWait({ venture: network.address }))).name).to.equal('SweepVentureForeignError')
    const unlisted = await rejection(stranger.sweepAndWait({ venture: maker, tokens: [network.address] }))
    expect(unlisted).to.deep.include({ name: 'TokenNotListedError', token: network.address })
  })

  it('send: whatever was prepared', async () => {
    const { ana, ben, reader } = world
    const prepared = prepareSetPayee({ venture, account: ana.address, payee: ben.address })
    await ana.send(prepared)
    expect(await reader.getPayee({ venture, account: ana.address })).to.equal(ben.address)
    const receipt = await ana.sendAndWait(prepareSetPayee({ venture, account: ana.address, payee: ZERO }))
    expect(receipt.status).to.equal('success')
    expect(await reader.getPayee({ venture, account: ana.address })).to.equal(ana.address)
    expect('writePay' in reader, 'a client without an account only reads').to.equal(false)
    const { writeSetPayee } = await import('@open-value/sdk')
    const missing = await rejection(writeSetPayee(reader as never, { venture, payee: ana.address }))
    expect(missing.name).to.equal('AccountMissingError')
  })

  it('send: what a node refuses or reverts though it said yes before', async () => {
    const { ana, addresses, provider } = world
    const hopefulClient = (answers: Record<string, (answer: unknown) => unknown>) => {
      const request = async (args: { method: string; params?: unknown[] }) => {
        if (args.method === 'eth_call' && answers.eth_call) return answers.eth_call(undefined)
        const answer = await provider.request(args)
        return answers[args.method]?.(answer) ?? answer
      }
      const transport = custom({ request } as Parameters<typeof custom>[0], { retryCount: 0 })
      const client = createWalletClient({ account: ana.address, chain: hardhat, transport, pollingInterval: 5 })
      return client.extend(openValueActions(addresses))
    }
    const yes = hopefulClient({ eth_call: () => '0x' })
    const refused = await rejection(yes.setPayeeAndWait({ venture, payee: venture }))
    expect(refused).to.deep.include({ name: 'ClaimRecipientInvalidError', recipient: venture })

    const failing = hopefulClient({
      eth_getTransactionReceipt: (receipt) => (receipt ? { ...(receipt as object), status: '0x0' } : receipt),
    })
    const reverted = await rejection(failing.setPayeeAndWait({ venture, payee: ana.address }))
    expect(reverted.name).to.equal('TransactionRevertedError')

    const nowhere = await rejection(ana.setPayeeAndWait({ venture: ana.address, payee: ana.address }))
    expect(nowhere).to.deep.include({ name: 'ContractMissingError', address: ana.address })
  })
})

describe('Ledger actions', () => {
  it('proposeBatch, getBatch, withdrawBatch: sorted, added up, readable', async () => {
    const { ana, ben, stranger, reader } = world
    const entry = (affiliate: Address, kind: number, quantity: bigint) => ({ affiliate, kind, quantity, day: DAY_OF_WORK })
    const task = keccak256(toHex('fix the pump'))
    const evidence = reference('ipfs://evidence')
    const { batch, deadline } = await ana.proposeBatchAndWait({
      ledger,
      contributions: [
        entry(ben.address, REVIEW, 5n),
        entry(ana.address, DESIGN, 250n),
        { ...entry(ana.address, DESIGN, 50n), day: DAY_OF_WORK + 1 },
      ],
      evidence,
      task,
    })
    const found = await reader.getBatch({ ledger, batch })
    expect(found).to.deep.include({
      batch,
      ledger,
      task,
      evidence,
      status: 'pending',
      deadline,
      silenceAt: deadline,
      isAmended: false,
    })
    expect(found.contributions).to.deep.equal([
      { affiliate: ana.address, kind: DESIGN, quantity: 300n, day: DAY_OF_WORK + 1 },
      { affiliate: ben.address, kind: REVIEW, quantity: 5n, day: DAY_OF_WORK },
    ])
    expect([...found.entries].sort(comparePacked)).to.deep.equal(found.entries)
    expect(found.waitsFor[0]).to.equal(
      'It waits for 1 more attestation by others, one of them a steward’s.'.replace('a steward’s', 'by a steward'),
    )
    expect(found.waitsFor[1]).to.match(/^Silence accepts it at \d{4}-.* unless somebody objects\.$/)

    const twice = await rejection(ana.proposeBatchAndWait({ ledger, proposal: proposalOf(found) }))
    expect(twice.name).to.equal('BatchExistsError')
    const foreign = await rejection(stranger.withdrawBatchAndWait({ ledger, header: found.header }))
    expect(foreign.name).to.equal('ProposerOnlyError')
    await ana.withdrawBatchAndWait({ ledger, header: found.header })
    expect(await reader.getBatch({ ledger, batch })).to.deep.include({ status: 'withdrawn', waitsFor: [], entriesLeft: [] })
    expect((await reader.getBatches({ ledger })).batches).to.deep.equal([])
    expect((await reader.getBatches({ ledger, closed: true })).batches.map((one) => one.status)).to.deep.equal(['withdrawn'])
    const gone = await rejection(ana.acceptBatchAndWait({ ledger, batch }))
    expect(gone.message).to.contain(`Batch ${batch} is withdrawn, expected pending.`)
    expect((await rejection(reader.getBatch({ ledger, batch: zeroHash }))).name).to.equal('BatchUnknownError')
  })

  it('signProposal, proposeBatchFor, cancelNonce: for those without gas, and contract wallets', async () => {
    const { ana, stranger } = world
    const contributions = [{ affiliate: ana.address, kind: DESIGN, quantity: 100n, day: DAY_OF_WORK }]
    const signed = await ana.signProposal({ ledger, contributions })
    await ana.cancelNonceAndWait({ ledger, nonce: signed.proposal.nonce })
    expect((await rejection(stranger.proposeBatchForAndWait(signed))).name).to.equal('NonceUsedError')

    const again = await ana.signProposal({ ledger, contributions })
    const forged = { ...again, proposer: { ...again.proposer, signer: stranger.address } }
    expect((await rejection(stranger.proposeBatchForAndWait(forged))).name).to.equal('SignatureInvalidError')
    expect((await stranger.proposeBatchForAndWait(again)).proposer).to.equal(ana.address)

    // A wallet that says yes to everything (ERC-1271).
    const wallet = '0x00000000000000000000000000000000000012ee'
    await world.setCode(wallet, `0x7f1626ba7e${'00'.repeat(28)}5f5260205ff3`)
    const forWallet = await ana.signProposal({ ledger, contributions: [{ ...contributions[0]!, affiliate: wallet as Address }] })
    const byWallet = { ...forWallet, proposer: { ...forWallet.proposer, signer: wallet as Address } }
    expect((await stranger.proposeBatchForAndWait(byWallet)).proposer).to.equal(getAddress(wallet))
  })

  it('signAttestation, publishAttestation, acceptAttested, getStanding, getStewards', async () => {
    const { ana, ben, founder, steward, steward2, stranger, reader } = world
    await work(ana.address, 5_000n)
    expect(await reader.getStanding({ ledger, account: ana.address })).to.deep.equal({
      holder: ana.address,
      moves: 0,
      isSteward: false,
      isBarred: false,
      kinds: [DESIGN],
      points: 200_000n,
      canAttest: true,
    })
    expect(await reader.getStewards({ ledger })).to.deep.equal([founder.address, steward.address, steward2.address])

    const contributions = [{ affiliate: ben.address, kind: DESIGN, quantity: 100n, day: DAY_OF_WORK }]
    const { batch } = await ben.proposeBatchAndWait({ ledger, contributions })
    const byAffiliate = await ana.signAttestation({ ledger, batch })
    const { header, entries } = await reader.getBatch({ ledger, batch })
    const alone = { ledger, header, entries, attestations: [toAttestation(byAffiliate, [DESIGN])] }
    expect((await rejection(stranger.acceptAttestedAndWait(alone))).name).to.equal('AttestationStewardMissingError')

    await stranger.publishAttestationAndWait(byAffiliate)
    expect((await reader.getBatch({ ledger, batch })).attestors).to.deep.equal([
      { account: ana.address, holder: ana.address, isSuccessor: false, isSteward: false, kinds: [DESIGN] },
    ])
    const bySteward = toAttestation(await steward.signAttestation({ ledger, batch }))
    const { accepted, left } = await stranger.acceptAttestedAndWait({
      ...alone,
      attestations: [...alone.attestations, bySteward],
    })
    expect([accepted, left]).to.deep.equal([1n, 0n])
  })

  it('getStanding, signAttestation, acceptBatch, claimTo, reduceOwnUnits: for an account that moved', async () => {
    const { ana, ben, cleo, customer, founder, steward, stranger, token, reader } = world
    const parameters = { ...world.config().parameters, attestationsRequired: 2 }
    ;({ venture, ledger } = await founder.deployVentureAndWait({ config: world.config({ name: 'Two attest', parameters }) }))
    const workOf = (affiliate: Address) => [{ affiliate, kind: DESIGN, quantity: 5_000n, day: DAY_OF_WORK }]
    const earlier = await stranger.proposeBatchAndWait({ ledger, contributions: workOf(ana.address) })
    const byFounder = await founder.signAttestation({ ledger, batch: earlier.batch })
    await steward.acceptBatchAndWait({ ledger, batch: earlier.batch, attestations: [byFounder] })
    await ana.moveAccountAndWait(await cleo.signMoveAcceptance({ ledger, from: ana.address }))

    const role = { holder: cleo.address, moves: 1, isSteward: false, isBarred: false }
    const moved = { ...role, kinds: [DESIGN], points: 200_000n, canAttest: true }
    expect(await reader.getStanding({ ledger, account: ana.address })).to.deep.equal(moved)
    const goesOn = { ...role, kinds: [], points: 0n, canAttest: false }
    expect(await reader.getStanding({ ledger, account: cleo.address })).to.deep.equal(goesOn)

    // The points stayed with the old account; the new one signs for it.
    const attest = (batch: Hash) => cleo.signAttestation({ ledger, batch, attestor: ana.address })
    const bens = await ben.proposeBatchAndWait({ ledger, contributions: workOf(ben.address) })
    await stranger.publishAttestationAndWait(await attest(bens.batch))
    expect((await reader.getBatch({ ledger, batch: bens.batch })).attestors).to.deep.equal([
      { account: ana.address, holder: cleo.address, isSuccessor: true, isSteward: false, kinds: [DESIGN] },
    ])
    expect((await steward.acceptBatchAndWait({ ledger, batch: bens.batch })).way).to.equal('attested')

    // Nobody attests themselves, under neither name.
    for (const affiliate of [ana.address, cleo.address]) {
      const { batch } = await stranger.proposeBatchAndWait({ ledger, contributions: workOf(affiliate), nonce: nextNonce() })
      await stranger.publishAttestationAndWait(await attest(batch))
      const waits = await rejection(steward.acceptBatchAndWait({ ledger, batch }))
      expect(waits.waitsFor).to.have.property('0', 'It waits for 1 more attestation by others.')
      const { header, entries } = await reader.getBatch({ ledger, batch })
      const attestations = [
        toAttestation(await attest(batch), [DESIGN], cleo.address),
        toAttestation(await steward.signAttestation({ ledger, batch })),
      ]
      const refused = await rejection(stranger.acceptAttestedAndWait({ ledger, header, entries, attestations }))
      expect(refused.name).to.equal('AttestationsMissingError')
    }

    await customer.payAndWait({ venture, token, amount: 10_000_000n })
    const { paid } = await cleo.claimToAndWait({ venture, account: ana.address, recipient: ben.address })
    expect(paid).to.deep.equal([{ token, amount: 4_600_000n, recipient: ben.address }])
    await cleo.reduceOwnUnitsAndWait({ ledger, account: ana.address, kind: DESIGN, quantity: 5_000n })
    expect(await reader.getHoldings({ venture, account: ana.address })).to.deep.equal([])
    expect(await rejection(ana.reduceOwnUnitsAndWait({ ledger, kind: DESIGN, quantity: 1n }))).to.deep.include({
      name: 'HolderOnlyError',
      caller: ana.address,
      holder: cleo.address,
    })
    await cleo.setPayeeAndWait({ venture, account: ana.address, payee: ben.address })
    const { differences, accounts } = await reader.auditVenture({ venture })
    expect(differences).to.deep.equal([])
    expect(accounts).to.include.members([ana.address, cleo.address])
  })

  it('getBatch, getBatches, acceptBatch: a large batch as any other', async () => {
    const { ana, steward, steward2, stranger, reader } = world
    await work(ana.address, 5_000n)
    const { batch: small } = await stranger.proposeBatchAndWait({
      ledger,
      contributions: [{ affiliate: ana.address, kind: REVIEW, quantity: 1n, day: DAY_OF_WORK }],
    })
    const totals = [
      { kind: DESIGN, quantity: 3_000n },
      { kind: REVIEW, quantity: 2_000n },
    ]
    const content = { root: keccak256('0x01'), totals, leaves: 1_000, dataHash: keccak256('0x02') }
    const { batch } = await stranger.proposeLargeBatchAndWait({ ledger, venture, content, dataURI: 'ipfs://year' })
    expect((await reader.getBatches({ ledger })).batches.map((one) => one.batch)).to.deep.equal([small, batch])

    const attestation = await ana.signAttestation({ ledger, batch })
    await stranger.publishAttestationAndWait(attestation)
    await stranger.publishAttestationAndWait(await steward.signAttestation({ ledger, batch }))
    const found = await reader.getBatch({ ledger, batch })
    expect(found).to.deep.include({
      status: 'pending',
      large: { root: content.root, leaves: 1_000n },
      evidence: { uri: 'ipfs://year', hash: content.dataHash },
      contributions: totals.map((total) => ({ affiliate: venture, ...total, day: 0 })),
      // Affiliates don't count here.
      attestors: [{ account: steward.address, holder: steward.address, isSuccessor: false, isSteward: true, kinds: [] }],
    })
    expect(found.waitsFor[0]).to.equal('It waits for 1 more attestation by others, all of them by stewards.')
    const { header, entries } = found
    const attestations = [toAttestation(attestation, [DESIGN]), toAttestation(await steward.signAttestation({ ledger, batch }))]
    const mixed = await rejection(stranger.acceptAttestedAndWait({ ledger, header, entries, attestations }))
    expect(mixed.name).to.equal('LargeAttestorsNotStewardsError')
    expect(await steward2.acceptBatchAndWait({ ledger, batch })).to.deep.include({ way: 'attested', accepted: 2, left: 0 })
    expect((await reader.getBatches({ ledger })).batches.map((one) => one.batch)).to.deep.equal([small])
  })

  it('acceptSilent, getGrowth: when nobody objects', async () => {
    const { ana, ben, stranger, reader } = world
    await work(ana.address, 5_000n)
    const contributions = [{ affiliate: ben.address, kind: DESIGN, quantity: 100n, day: DAY_OF_WORK }]
    const { batch, deadline } = await ben.proposeBatchAndWait({ ledger, contributions })
    const { header, entries } = await reader.getBatch({ ledger, batch })
    expect((await rejection(stranger.acceptSilentAndWait({ ledger, header, entries }))).name).to.equal('WindowOpenError')
    await world.time.increaseTo(deadline)
    expect((await reader.getBatch({ ledger, batch })).way).to.equal('silent')
    const { silent } = await reader.getGrowth({ ledger, pool: EQUITY })
    expect(silent).to.deep.include({ limit: 50_000n, used: 0n, left: 50_000n })
    await stranger.acceptSilentAndWait({ ledger, header, entries })
    expect((await reader.getGrowth({ ledger, pool: EQUITY })).silent.left).to.equal(46_000n)

    // Three that have no room together: those that fit enter, the others wait for the next window.
    const people = [1, 2, 3].map((n) => pad(toHex(n), { size: 20 }))
    const large = await ben.proposeBatchAndWait({
      ledger,
      contributions: people.map((affiliate) => ({ affiliate, kind: DESIGN, quantity: 300n, day: DAY_OF_WORK })),
    })
    await world.time.increaseTo(large.deadline)
    expect((await reader.getGrowth({ ledger, pool: EQUITY })).silent.limit).to.equal(51_000n)
    const part = await stranger.acceptBatchAndWait({ ledger, batch: large.batch })
    expect([part.way, part.accepted, part.left]).to.deep.equal(['silent', 1, 2])
    const full = await rejection(stranger.acceptBatchAndWait({ ledger, batch: large.batch }))
    expect(full.name).to.equal('SilentGrowthExceededError')
    await world.time.increase(3 * DAY)
    expect((await stranger.acceptBatchAndWait({ ledger, batch: large.batch })).left).to.equal(1)

    const huge = await ben.proposeBatchAndWait({ ledger, contributions: [{ ...contributions[0]!, quantity: 4_000n }] })
    await world.time.increaseTo(huge.deadline)
    const waiting = await reader.getBatch({ ledger, batch: huge.batch })
    expect(waiting.waitsFor[1]).to.match(/^Silence has room for \d+ more points in pool 1 until/)
    const error = await rejection(stranger.acceptBatchAndWait({ ledger, batch: huge.batch }))
    expect(error.name).to.equal('BatchWaitsError')
  })

  it('acceptBatch: in parts, debts together, as much as a transaction takes', async () => {
    const { ana, steward, stranger, token, reader } = world
    const people = Array.from({ length: 9 }, (_, i) => pad(toHex(i + 1), { size: 20 }))
    const contributions = people.flatMap((affiliate) => [
      { affiliate, kind: DESIGN, quantity: 100n, day: DAY_OF_WORK },
      { affiliate, kind: CASH, quantity: 1_000_000n, day: DAY_OF_WORK },
    ])
    const { batch, deadline } = await ana.proposeBatchAndWait({ ledger, contributions })
    await stranger.publishAttestationAndWait(await steward.signAttestation({ ledger, batch }))
    // The hours can enter now, the debts have to wait.
    const part = await stranger.acceptBatchAndWait({ ledger, batch, first: 0, end: 2 })
    expect([part.accepted, part.left]).to.deep.equal([2, 16])
    await world.time.increaseTo(deadline)
    const plan = await stranger.prepareAcceptBatch({ ledger, batch, gasLimit: 1_000_000n })
    expect(plan.transactions.map(({ first, end }) => [first, end])).to.deep.equal([
      [2, 9],
      [9, 18],
    ])
    const error = await rejection(stranger.prepareAcceptBatch({ ledger, batch, gasLimit: 500_000n }))
    expect(error.name).to.equal('EntryTooCostlyError')
    const whole = await stranger.acceptBatchAndWait({ ledger, batch, gasLimit: 1_000_000n })
    expect([whole.way, whole.accepted, whole.left, whole.receipts.length]).to.deep.equal(['attested', 16, 0, 2])
    const [, debt] = await reader.getPools({ venture })
    expect(debt).to.deep.include({ type: 'debt', token, outstanding: 9_000_000n })
    await world.customer.payAndWait({ venture, token, amount: 1_000_000n })
    await stranger.distributeAndWait({ venture, token })
    expect(await reader.getDebts({ venture, account: people[0]! })).to.deep.equal([
      { pool: DEBT, token, index: 0, money: 1_000_000n, total: 1_000_000n, repaid: 102_222n, claimed: 0n },
    ])
    await stranger.claimAndWait({ venture, account: people[0]! })
    expect((await reader.getDebts({ venture, account: people[0]! }))[0]).to.deep.include({ repaid: 102_222n, claimed: 102_222n })
    expect(await reader.getDebts({ venture, account: ana.address })).to.deep.equal([])
  })

  it('openTask, closeTask, resign: stewards', async () => {
    const { ana, steward, reader } = world
    const ref = keccak256(toHex('task'))
    const opened = await steward.openTaskAndWait({ ledger, ref, kind: DESIGN, estimate: 800n, uri: 'ipfs://task' })
    expect(opened).to.deep.include({ ref, kind: DESIGN, estimate: 800n, uri: 'ipfs://task' })
    await steward.closeTaskAndWait({ ledger, ref })
    await steward.resignAndWait({ ledger })
    expect(await reader.getStewards({ ledger })).not.to.include(steward.address)
    expect((await rejection(ana.closeTaskAndWait({ ledger, ref }))).name).to.equal('StewardOnlyError')
  })
})

describe('Review actions', () => {
  it('objectToBatch, withdrawObjection, signResolution, resolveBatch, acceptResolved', async () => {
    const { ana, ben, founder, steward, steward2, stranger, reader } = world
    await work(ana.address)
    const contributions = [ana, ben].map(({ address }) => ({
      affiliate: address,
      kind: DESIGN,
      quantity: 100n,
      day: DAY_OF_WORK,
    }))
    const { batch } = await ben.proposeBatchAndWait({ ledger, contributions, nonce: nextNonce() })
    const { header, entries, contributions: sorted } = await reader.getBatch({ ledger, batch })
    const reason = reference('ipfs://reason')
    await ana.objectToBatchAndWait({ ledger, header, kinds: [DESIGN], reason })
    const stewards = [await founder.signResolution({ ledger, batch, decision: 'all' })]
    const few = { ledger, header, entries, decision: 'all' as const, stewards }
    expect((await rejection(stranger.resolveBatchAndWait(few))).name).to.equal('ResolutionStewardsMissingError')
    expect((await rejection(stranger.resolveBatchAndWait({ ...few, stewards: [] }))).name).to.equal('GovernorOnlyError')
    const { openObjections } = await ana.withdrawObjectionAndWait({ ledger, header })
    expect(openObjections).to.equal(0n)
    expect((await rejection(ana.objectToBatchAndWait({ ledger, header, kinds: [DESIGN], reason }))).name).to.equal(
      'ObjectionExistsError',
    )

    const index = sorted.findIndex(({ affiliate }) => affiliate === ben.address)
    const amendedEntries = amendEntries(entries, [{ index, quantity: 0n }])
    await steward.objectToBatchAndWait({ ledger, header, reason, entries, amendedEntries })
    const missing = await rejection(steward2.signResolution({ ledger, batch, decision: 'amendment', objector: ana.address }))
    expect(missing.name).to.equal('AmendmentMissingError')
    const decision = { ledger, batch, decision: 'amendment' as const, objector: steward.address }
    const signatures = [await founder.signResolution(decision), await steward2.signResolution(decision)]
    const resolution = {
      ledger,
      header,
      entries,
      decision: 'amendment' as const,
      objector: steward.address,
      stewards: signatures,
    }
    await stranger.resolveBatchAndWait(resolution)
    const resolved = await reader.getBatch({ ledger, batch })
    expect(resolved).to.deep.include({
      status: 'resolved',
      way: 'resolved',
      isAmended: true,
      resolution: { decision: 'amendment', allowed: 0n },
    })
    expect(resolved.entries).to.deep.equal(amendedEntries)
    const { accepted } = await stranger.acceptResolvedAndWait({ ledger, header, entries: resolved.entries })
    expect(accepted).to.equal(1n)
  })

  it('signAmendmentConsent, acceptAmendment: those it takes from agree', async () => {
    const { ana, ben, steward, stranger, reader } = world
    const contributions = [ana, ben].map(({ address }) => ({
      affiliate: address,
      kind: DESIGN,
      quantity: 100n,
      day: DAY_OF_WORK,
    }))
    const { batch } = await ben.proposeBatchAndWait({ ledger, contributions })
    const { header, entries } = await reader.getBatch({ ledger, batch })
    const amendedEntries = amendEntries(entries, [
      { index: 0, quantity: 50n },
      { index: 1, quantity: 0n },
    ])
    await steward.objectToBatchAndWait({ ledger, header, reason: reference('ipfs://reason'), entries, amendedEntries })
    const consents = await Promise.all([ana, ben].map((person) => person.signAmendmentConsent({ ledger, batch, amendedEntries })))
    const amendment = { ledger, header, entries, amendedEntries, objector: steward.address }
    const lacking = await rejection(stranger.acceptAmendmentAndWait({ ...amendment, consents: consents.slice(1) }))
    expect(lacking).to.deep.include({ name: 'AmendmentConsentMissingError', affiliate: ana.address })
    await stranger.acceptAmendmentAndWait({ ...amendment, consents })
    await steward.acceptBatchAndWait({ ledger, batch })
    const units = await Promise.all([ana, ben].map(({ address }) => reader.getHoldings({ venture, account: address })))
    expect(units.flat().map((holding) => holding.units)).to.deep.equal([50n])
  })

  it('resolveBatch: the governor takes some, and acceptBatch knows', async () => {
    const { ana, ben, founder, steward2, stranger, reader } = world
    const contributions = [ana, ben].map(({ address }) => ({
      affiliate: address,
      kind: DESIGN,
      quantity: 100n,
      day: DAY_OF_WORK,
    }))
    const { batch } = await ben.proposeBatchAndWait({ ledger, contributions })
    const { header, entries } = await reader.getBatch({ ledger, batch })
    expect((await rejection(founder.resolveBatchAndWait({ ledger, header, entries, decision: 'all' }))).name).to.equal(
      'BatchNotResolvableError',
    )
    await steward2.objectToBatchAndWait({ ledger, header, reason: reference('ipfs://reason') })
    await founder.resolveBatchAndWait({ ledger, header, entries, decision: 'some', allowed: 0b01n })
    const result = await stranger.acceptBatchAndWait({ ledger, batch })
    expect([result.way, result.accepted, result.left]).to.deep.equal(['resolved', 1, 0])
  })

  it('corrections: proposed, objected to, withdrawn, applied', async () => {
    const { ana, ben, founder, steward, steward2, reader } = world
    await work(ana.address)
    const batch = await work(ben.address)
    const correctionOf = (proposer: Address, n: bigint): Correction => ({
      ledger,
      batch,
      entries: [packEntry({ affiliate: ben.address, kind: DESIGN, quantity: 400n })],
      debts: [],
      reasonHash: reference('ipfs://why').hash,
      proposer,
      nonce: n,
    })
    const dropped = correctionOf(ana.address, 1n)
    await ana.proposeCorrectionAndWait({ correction: dropped, reasonURI: 'ipfs://why' })
    await ana.withdrawCorrectionAndWait({ correction: dropped })
    const correction = correctionOf(ana.address, 2n)
    const proposed = await ana.proposeCorrectionAndWait({ correction, reasonURI: 'ipfs://why' })
    expect(proposed.correction).to.equal(correctionId(correction))
    await ben.objectToCorrectionAndWait({ correction, kinds: [DESIGN], reason: reference('ipfs://no') })
    await ben.replyAndWait({ ledger, content: reference('ipfs://reply') })
    const { corrections } = await reader.getCorrections({ ledger })
    expect(corrections.map(({ status, openObjections }) => [status, openObjections])).to.deep.equal([
      ['withdrawn', 0],
      ['pending', 1],
    ])
    expect(corrections[1]?.correction).to.deep.equal(correction)
    expect((await rejection(founder.applyCorrectionAndWait({ correction, attestations: [] }))).name).to.equal(
      'CorrectionTooEarlyError',
    )
    await world.time.increaseTo(proposed.deadline)
    const attested = { ledger, batch: proposed.correction, entriesHash: zeroHash }
    const attestations = [
      toAttestation(await steward.signAttestation(attested)),
      toAttestation(await steward2.signAttestation(attested)),
    ]
    await founder.applyCorrectionAndWait({ correction, attestations })
    expect(await reader.getHoldings({ venture, account: ben.address })).to.deep.equal([{ kind: DESIGN, units: 600n }])
  })

  it('signObjection, objectToBatchFor, objectToCorrectionFor: without gas', async () => {
    const { ana, ben, stranger, reader } = world
    const reason = reference('ipfs://reason')
    const nameOf = async (promise: Promise<unknown>) => (await rejection(promise)).name
    const accepted = await work(ben.address)
    const contributions = [{ affiliate: ana.address, kind: DESIGN, quantity: 500n, day: DAY_OF_WORK }]
    const { batch } = await stranger.proposeBatchAndWait({ ledger, contributions })
    const { header, entries } = await reader.getBatch({ ledger, batch })
    const amendedEntries = [packEntry({ affiliate: ana.address, kind: DESIGN, quantity: 400n })]
    const signed = await ben.signObjection({ ledger, subject: batch, reason, amendedEntries })
    const submitted = { ...signed, header, entries, kinds: [DESIGN] }
    const otherHeader = { ...header, nonce: header.nonce + 1n }
    const elsewhere = stranger.objectToBatchForAndWait({ ...submitted, header: otherHeader })
    expect(await rejection(elsewhere)).to.include({ name: 'ObjectionSubjectDiffersError', actual: batch })
    const otherReason = { ...reason, uri: 'ipfs://something-else' }
    expect(await nameOf(stranger.objectToBatchForAndWait({ ...submitted, reason: otherReason }))).to.equal(
      'SignatureInvalidError',
    )
    const objected = await stranger.objectToBatchForAndWait(submitted)
    expect(objected).to.deep.include({ objector: ben.address, reasonURI: reason.uri, amendedEntries })
    expect(await nameOf(stranger.objectToBatchForAndWait(submitted))).to.equal('NonceUsedError')
    const { objections } = await reader.getBatch({ ledger, batch })
    expect(objections).to.deep.include({
      objector: ben.address,
      reason,
      status: 'standing',
      amendment: objected.amendment,
      amendedEntries,
    })

    const correction = {
      ledger,
      batch: accepted,
      entries: [packEntry({ affiliate: ben.address, kind: DESIGN, quantity: 1n })],
      debts: [],
      reasonHash: reason.hash,
      proposer: stranger.address,
      nonce: 0n,
    }
    await stranger.proposeCorrectionAndWait({ correction, reasonURI: reason.uri })
    const subject = correctionId(correction)
    const against = { ...(await ben.signObjection({ ledger, subject, reason })), kinds: [DESIGN] }
    const other = stranger.objectToCorrectionForAndWait({ ...against, correction: { ...correction, nonce: 1n } })
    expect(await nameOf(other)).to.equal('ObjectionSubjectDiffersError')
    const stopped = await stranger.objectToCorrectionForAndWait({ ...against, correction })
    expect(stopped).to.deep.include({ correction: subject, objector: ben.address, openObjections: 1n })
  })
})

describe('Board actions', () => {
  it('openPool, openKind, closeKind, openSuccessor: at once', async () => {
    const { founder, ana, token, reader } = world
    expect((await founder.openPoolAndWait({ venture, type: 'equity', openingPeriod: DAY })).pool).to.equal(3n)
    expect((await founder.openPoolAndWait({ venture, type: 'debt', token, capBps: 12_000 })).pool).to.equal(4n)
    const kind = { name: 'Machine hour', unit: 'h', decimals: 2, pool: 3, weight: 30n, voice: 1 }
    const opened = await founder.openKindAndWait({ venture, ...kind })
    expect(opened.kind).to.equal(3n)
    await founder.openKindAndWait({ venture, name: 'Part', unit: 'piece', decimals: 0, pool: 4, price: 5_000_000n })
    await founder.closeKindAndWait({ venture, kind: REVIEW })
    const successor = { ...kind, pool: 1, weight: 50n }
    expect((await founder.openSuccessorAndWait({ venture, kind: DESIGN, successor })).kind).to.equal(5n)
    const kinds = await reader.getKinds({ venture })
    expect(kinds.map(({ isClosed, successor: next }) => [isClosed, next])).to.deep.equal([
      [true, 5],
      [true, undefined],
      [false, undefined],
      [false, undefined],
      [false, undefined],
      [false, undefined],
    ])
    expect((await rejection(ana.openPoolAndWait({ venture, type: 'equity' }))).name).to.equal('GovernorOnlyError')
  })

  it('lengthenNotice, removeSteward, tightenParameters: at once', async () => {
    const { founder, steward2, reader } = world
    await founder.lengthenNoticeAndWait({ venture, period: 14 * DAY })
    await founder.removeStewardAndWait({ venture, account: steward2.address })
    const { parameters } = await reader.getVenture({ venture })
    await founder.tightenParametersAndWait({ venture, parameters: { ...parameters, attestationsRequired: 2 } })
    const loose = founder.tightenParametersAndWait({ venture, parameters: { ...parameters, silentGrowthBps: 5_000 } })
    expect((await rejection(loose)).message).to.contain('would go from')
    const told = await reader.getVenture({ venture })
    expect([told.noticePeriod, told.parameters.attestationsRequired]).to.deep.equal([14 * DAY, 2])
    expect(await reader.getStewards({ ledger })).not.to.include(steward2.address)
  })

  it('announce and apply every change that needs notice, in words', async () => {
    const { founder, ana, ben, stranger, network, reader } = world
    const token = await world.deployToken('DAI', 18)
    const { parameters } = await reader.getVenture({ venture })
    const other: LedgerParameters = { ...parameters, silentGrowthBps: 1_000 }
    const lines = [{ pool: EQUITY, basis: 'gross' as const, shareBps: 9_000 }]
    await founder.announceEquationAndWait({ venture, lines, remainder: network.address })
    await founder.announceWeightAndWait({ venture, kind: REVIEW, weight: 70 })
    await founder.announceTokenAndWait({ venture, token, muted: false })
    await founder.announceNoticePeriodAndWait({ venture, period: 8 * DAY })
    await founder.announceStewardAndWait({ venture, account: ana.address, steward: true })
    await founder.announceParametersAndWait({ venture, parameters: other })
    await founder.announceBarAndWait({ venture, account: ben.address, barred: true })
    await founder.announceGovernorAndWait({ venture, governor: ana.address })

    const { changes } = await reader.getPendingChanges({ venture })
    expect(changes.map(({ change, isReady }) => [change, isReady])).to.have.deep.members(
      (['equation', 'weight', 'token', 'noticePeriod', 'steward', 'parameters', 'bar', 'governor'] as const).map((name) => [
        name,
        false,
      ]),
    )
    const words = Object.fromEntries(changes.map(({ change, decoded }) => [change, describeChange(decoded)]))
    expect(words).to.deep.equal({
      equation: `the equation becomes: 90% of everything to pool 1; the remainder to ${network.address}`,
      weight: 'kind 1 counts 70 points per smallest unit, past contributions, too',
      token: `${token} is a payout token, distributed automatically`,
      noticePeriod: 'changes need 8 days of notice',
      steward: `${ana.address} becomes a steward`,
      parameters:
        'acceptance follows other rules: 1 attestations, attestors hold 1000 points, objectors 100, objections within 3 days, ' +
        'resolutions within 7 days, growth at once up to 15% or 1000000 points, by silence up to 10% or 40000 points',
      bar: `${ben.address} is barred from taking part`,
      governor: `${ana.address} becomes governor, and all else that is announced is cancelled`,
    })
    expect((await rejection(stranger.applyWeightAndWait({ venture, kind: REVIEW, weight: 70 }))).name).to.equal(
      'ChangeTooEarlyError',
    )
    expect((await rejection(stranger.applyWeightAndWait({ venture, kind: REVIEW, weight: 71 }))).name).to.equal(
      'ChangeDiffersError',
    )

    await world.time.increase(7 * DAY)
    await stranger.applyEquationAndWait({ venture, lines, remainder: network.address })
    await stranger.applyWeightAndWait({ venture, kind: REVIEW, weight: 70 })
    await stranger.applyTokenAndWait({ venture, token, muted: false })
    await stranger.applyNoticePeriodAndWait({ venture, period: 8 * DAY })
    await stranger.applyStewardAndWait({ venture, account: ana.address, steward: true })
    await stranger.applyParametersAndWait({ venture, parameters: other })
    await stranger.applyBarAndWait({ venture, account: ben.address, barred: true })
    await stranger.applyGovernorAndWait({ venture, governor: ana.address })
    expect((await reader.getPendingChanges({ venture })).changes).to.deep.equal([])
    const told = await reader.getVenture({ venture })
    expect(told).to.deep.include({ governor: ana.address, noticePeriod: 8 * DAY, noticeEpoch: 2, parameters: other })
    expect((await reader.getEquation({ venture })).version).to.equal(2)
    expect((await reader.getTokens({ venture })).map(({ symbol }) => symbol)).to.deep.equal(['USDC', 'ETH', 'DAI'])
    const contributions = [{ affiliate: ben.address, kind: DESIGN, quantity: 1n, day: DAY_OF_WORK }]
    expect((await rejection(ben.proposeBatchAndWait({ ledger, contributions }))).name).to.equal('AccountBarredError')
  })

  it('cancelChange, applyChange: by the data that was announced', async () => {
    const { founder, stranger, reader } = world
    await founder.announceWeightAndWait({ venture, kind: REVIEW, weight: 70 })
    await founder.announceWeightAndWait({ venture, kind: DESIGN, weight: 45 })
    await founder.cancelChangeAndWait({ venture, change: 'weight', subject: BigInt(REVIEW) })
    await world.time.increase(7 * DAY)
    const { changes } = await reader.getPendingChanges({ venture })
    expect(changes.map(({ subject, isReady }) => [subject, isReady])).to.deep.equal([[BigInt(DESIGN), true]])
    for (const { change, data } of changes) await stranger.applyChangeAndWait({ venture, change, data })
    expect((await reader.getKinds({ venture }))[DESIGN]?.rate).to.equal(45n)
    expect((await rejection(founder.cancelChangeAndWait({ venture, change: 'weight' }))).name).to.equal('ChangeNotPendingError')
    expect(() => decodeChange({ change: 'pool', data: '0x' })).to.throw('is none of change "pool"')
    expect(() => decodeChange({ change: 'weight', data: encodeAbiParameters([{ type: 'bytes1' }], ['0x01']) })).to.throw(
      'is none of',
    )
  })
})

describe('Every action', () => {
  it('ran in a test above, in all its forms', () => {
    const all = Object.values(actions).flatMap((group) => Object.keys(group))
    const extended = Object.keys(openValueActions()({ account: { address: ZERO } } as never))
    expect(extended).to.have.members(all)
    // Accounts, large batches, relaying, campaigns and machines are tested beside.
    expect(neverRan(ventureActions, ledgerActions, reviewActions, boardActions, sending)).to.deep.equal([])
  })
})

function proposalOf(batch: Awaited<ReturnType<World['reader']['getBatch']>>) {
  const days = batch.contributions.map(({ day }) => day.toString(16).padStart(8, '0')).join('')
  return {
    entries: batch.entries,
    workDays: `0x${days}` as const,
    evidenceHash: batch.evidence.hash,
    evidenceURI: batch.evidence.uri,
    task: batch.task ?? zeroHash,
    nonce: batch.header.nonce,
  }
}
