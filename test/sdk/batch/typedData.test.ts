import { readFileSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { randomBytes, randomInt } from 'node:crypto'
import { expect } from 'chai'
import { TypedDataEncoder } from 'ethers'
import {
  type Address,
  type Hex,
  type TypedDataDefinition,
  bytesToHex,
  getAddress,
  hashStruct,
  hashTypedData,
  hexToBigInt,
  zeroAddress,
  zeroHash,
} from 'viem'
import { readContract, signTypedData } from 'viem/actions'
import { ETH, type Move, type OpenValueActions, type SignedAct, correctionId, moveId } from '@open-value/sdk'
import { campaignAbi, contributionLedgerAbi } from '@open-value/sdk/abis'
import {
  type ActMessage,
  MAX_QUANTITY,
  campaignDomain,
  claimToTypedData,
  hashEntries,
  largeProposalTypedData,
  ledgerDomain,
  moveAcceptanceTypedData,
  moveTypedData,
  objectionTypedData,
  packEntry,
  packTotals,
  payeeTypedData,
  presenceTypedData,
} from '@open-value/sdk/batch'
import * as typedData from '../../../sdk/src/batch/typedData.ts'
import { inRoot } from '../../../scripts/deploy/artifacts.ts'
import { openCampaign } from '../actions/equipment.ts'
import { DESIGN, type Person, REVIEW, type World, createWorld, rejection } from '../actions/world.ts'

const CHAIN = 31_337
const ROUNDS = 12

const hash = (): Hex => bytesToHex(randomBytes(32))
const address = (): Address => getAddress(bytesToHex(randomBytes(20)))
const uint256 = () => hexToBigInt(hash())
const list = <item>(longest: number, make: () => item) => Array.from({ length: randomInt(longest + 1) }, make)
const text = () => list(40, () => ['a', 'é', '€', '𝕊', '"', ' '][randomInt(6)] ?? '').join('')
const limits = () => ({ nonce: uint256(), deadline: 2n ** 40n + uint256() / 2n })

let world: World
let venture: Address
let ledger: Address
let signer: Person

before(async () => {
  world = await createWorld()
  ;({ venture, ledger } = await world.founder.deployVentureAndWait({ config: world.config({ name: 'Signed' }) }))
  signer = world.ana
  const contributions = [{ affiliate: signer.address, kind: DESIGN, quantity: 1_000n, day: 20_000 }]
  const { batch } = await world.stranger.proposeBatchAndWait({ ledger, contributions })
  await world.steward.acceptBatchAndWait({ ledger, batch })
})

type Signing = (act: ActMessage) => TypedDataDefinition

/** What somebody signs with the builders alone, the actions apart. */
async function sign(typed: Signing, by: Person = signer): Promise<SignedAct> {
  const act = { signer: by.address, ...limits() }
  return { ...act, signature: await signTypedData(by.client, { account: by.address, ...typed(act) }) }
}

type Simulated = { [name in keyof OpenValueActions]: name extends `simulate${string}` ? name : never }[keyof OpenValueActions]

/** A contract takes a signature: it goes through, or fails later for another reason. With any field altered it is refused. */
async function taken(action: Simulated, parameters: object, altered: Record<string, object>) {
  const simulate = (of: object) => (world.stranger[action] as (parameters: object) => Promise<unknown>)(of)
  const said = await simulate(parameters).then(
    () => 'taken',
    (error: Error) => error.name,
  )
  expect(
    said,
    JSON.stringify(parameters, (_, value) => (typeof value === 'bigint' ? `${value}` : value)),
  ).not.to.match(/^(SignatureInvalid|CallFailed|SignatureExpired)/)
  for (const [field, change] of Object.entries(altered)) {
    expect((await rejection(simulate({ ...parameters, ...change }))).name, `another ${field}`).to.equal('SignatureInvalidError')
  }
  return said
}

/** Other limits than the signed ones. */
const otherAct = (act: SignedAct) => ({
  nonce: { act: { ...act, nonce: act.nonce ^ 1n } },
  deadline: { act: { ...act, deadline: act.deadline - 1n } },
})

const domain = () => ({ chainId: CHAIN, ledger })

describe('typed data', () => {
  it('has the types of the contracts, to the letter', () => {
    const sources = readdirSync(inRoot('contracts')).filter((file) => file.endsWith('.sol'))
    const written = new Set(
      sources.flatMap((file) => {
        const source = readFileSync(inRoot('contracts', file), 'utf8')
        return [...source.matchAll(/_TYPE = keccak256\(\s*"([^"]+)"/g)].map(([, type]) => type)
      }),
    )
    // The governor is OpenZeppelin's; what is signed there stands in their source.
    const theirs = createRequire(import.meta.url).resolve('@openzeppelin/contracts/governance/Governor.sol')
    const [, ballot] = /EXTENDED_BALLOT_TYPEHASH =\s*keccak256\(\s*"([^"]+)"/.exec(readFileSync(theirs, 'utf8')) ?? []
    const built = Object.entries(typedData)
      .filter(([name]) => name.endsWith('Types'))
      .map(([, types]) => TypedDataEncoder.from(types as never))
      .map((encoder) => encoder.encodeType(encoder.primaryType))
    expect(built).to.have.members([...written, ballot])
    expect(built).to.have.length(15)
  })

  it('is of the domain that a clone tells of itself (ERC-5267)', async () => {
    const { campaign } = await openCampaign(world)
    const contract = (abi: typeof contributionLedgerAbi | typeof campaignAbi, clone: Address) =>
      readContract(world.stranger.client, { abi: abi as typeof campaignAbi, address: clone, functionName: 'eip712Domain' })
    for (const [told, built] of [
      [await contract(contributionLedgerAbi, ledger), ledgerDomain({ chainId: CHAIN, ledger })],
      [await contract(campaignAbi, campaign), campaignDomain({ chainId: CHAIN, campaign })],
    ] as const) {
      const [fields, name, version, chainId, verifyingContract, salt, extensions] = told
      expect({ name, version, chainId: Number(chainId), verifyingContract }).to.deep.equal(built)
      expect([fields, BigInt(salt), extensions]).to.deep.equal(['0x0f', 0n, []])
    }
  })

  it('hashes as the clone does, and as ethers does', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const act = { signer: address(), ...limits() }
      const claim = {
        account: address(),
        recipient: address(),
        tokens: list(5, address),
        kinds: list(6, () => randomInt(256)),
        maxDebtEntries: uint256(),
      }
      const objection = { subject: hash(), account: address(), reason: hash(), reasonURI: text(), amendment: hash() }
      const { nonce, deadline } = act
      const proposal = {
        proposer: address(),
        totals: hash(),
        root: hash(),
        leaves: uint256(),
        data: hash(),
        dataURI: text(),
        task: hash(),
        nonce,
        deadline,
      }
      const move = { from: address(), to: address(), ...act }
      for (const built of [
        claimToTypedData(domain(), { ...claim, ...act }),
        payeeTypedData(domain(), { account: address(), payee: address(), ...act }),
        moveTypedData(domain(), move),
        moveAcceptanceTypedData(domain(), { ...move, proposer: address() }),
        presenceTypedData(domain(), act),
        objectionTypedData(domain(), { ...objection, ...act }),
        largeProposalTypedData(domain(), proposal),
      ]) {
        const { primaryType, types, message } = built as unknown as {
          primaryType: string
          types: Record<string, { name: string; type: string }[]>
          message: Record<string, unknown>
        }
        const digest = hashTypedData(built as never)
        const args = [hashStruct({ data: message, primaryType, types })] as const
        const contract = { abi: contributionLedgerAbi, address: ledger } as const
        const onChain = await readContract(world.stranger.client, { ...contract, functionName: 'hashTypedData', args })
        expect(onChain, primaryType).to.equal(digest)
        expect(TypedDataEncoder.hash(built.domain, types, message), primaryType).to.equal(digest)
      }
    }
  })

  it('ClaimTo is what contracts take, with any lists', async () => {
    const said = new Set<string>()
    for (let round = 0; round < ROUNDS; round++) {
      const listed = () => [world.token, ETH][randomInt(2)] as Address
      const claim = {
        account: signer.address,
        recipient: address(),
        tokens: list(4, round % 2 === 0 ? listed : address),
        kinds: round % 3 === 0 ? [DESIGN, REVIEW].slice(0, randomInt(3)) : list(6, () => randomInt(256)),
        maxDebtEntries: uint256(),
      }
      const act = await sign((by) => claimToTypedData(domain(), { ...claim, ...by }))
      said.add(
        await taken(
          'simulateClaimToFor',
          { ledger, ...claim, act },
          {
            recipient: { recipient: address() },
            'list of tokens': { tokens: [...claim.tokens, world.token] },
            'list of kinds': { kinds: [...claim.kinds, 255] },
            maxDebtEntries: { maxDebtEntries: claim.maxDebtEntries ^ 1n },
            ...otherAct(act),
          },
        ),
      )
    }
    expect(said, 'some went all the way').to.include('taken')
  })

  it('Payee, Presence, Move and MoveAcceptance are what contracts take', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const payee = address()
      const account = signer.address
      const act = await sign((by) => payeeTypedData(domain(), { account, payee, ...by }))
      const changes = { payee: { payee: address() }, ...otherAct(act) }
      expect(await taken('simulateSetPayeeFor', { ledger, account, payee, act }, changes)).to.equal('taken')

      const presence = await sign((by) => presenceTypedData(domain(), by))
      expect(await taken('simulateShowPresenceFor', { ledger, act: presence }, otherAct(presence))).to.equal('taken')

      const ends = { from: signer.address, to: world.ben.address }
      const fromAct = await sign((by) => moveTypedData(domain(), { ...ends, ...by }))
      const accept = (proposer: Address, by: Person) =>
        sign((act) => moveAcceptanceTypedData(domain(), { ...ends, proposer, ...act }), by)
      const toAct = await accept(zeroAddress, world.ben)
      const proposed = await accept(world.stranger.address, world.ben)
      const said = await taken(
        'simulateMoveAccount',
        { ledger, ...ends, fromAct, toAct },
        {
          'type of the move': { fromAct: await accept(zeroAddress, signer) },
          'nonce of the acceptance': { toAct: { ...toAct, nonce: toAct.nonce ^ 1n } },
          'deadline of the move': { fromAct: { ...fromAct, deadline: fromAct.deadline - 1n } },
          'way of the acceptance': { toAct: proposed },
        },
      )
      expect(said).to.equal('taken')
      const move: Move = { ledger, ...ends, proposer: world.stranger.address, reasonHash: hash(), nonce: uint256() }
      const proposing = { move, reasonURI: text(), toAct: proposed }
      expect(await taken('simulateProposeMove', proposing, { way: { toAct } })).to.equal('taken')
    }
  })

  it('Objection is what contracts take, to a batch, a correction and a move', async () => {
    const { stranger, ben, reader } = world
    const contributions = [{ affiliate: ben.address, kind: DESIGN, quantity: 1_000n, day: 20_000 }]
    const { batch } = await stranger.proposeBatchAndWait({ ledger, contributions, nonce: uint256() })
    const { header, entries } = await reader.getBatch({ ledger, batch })
    const [accepted] = (await reader.getBatches({ ledger, closed: true })).batches.filter(({ status }) => status === 'accepted')
    const correction = {
      ledger,
      batch: accepted?.batch ?? hash(),
      entries: [packEntry({ affiliate: ben.address, kind: DESIGN, quantity: 1n })],
      debts: [],
      reasonHash: hash(),
      proposer: stranger.address,
      nonce: uint256(),
    }
    await stranger.proposeCorrectionAndWait({ correction, reasonURI: text() })
    const from = address()
    const move: Move = { ledger, from, to: ben.address, proposer: ben.address, reasonHash: hash(), nonce: uint256() }
    await ben.proposeMoveAndWait({ move, reasonURI: text() })

    for (let round = 0; round < ROUNDS; round++) {
      const account = signer.address
      const reason = { hash: hash(), uri: text() }
      const quantity = BigInt(randomInt(1_000))
      const amendedEntries = round % 2 === 0 ? [] : [packEntry({ affiliate: ben.address, kind: DESIGN, quantity })]
      const amendment = amendedEntries.length > 0 ? hashEntries(amendedEntries) : zeroHash
      const about = (subject: Hex, amended: Hex) => (by: ActMessage) =>
        objectionTypedData(domain(), {
          subject,
          account,
          reason: reason.hash,
          reasonURI: reason.uri,
          amendment: amended,
          ...by,
        })
      const given = { ledger, account, reason, kinds: [DESIGN] }
      const changes = (act: SignedAct) => ({
        'hash of the reason': { reason: { ...reason, hash: hash() } },
        'URI of the reason': { reason: { ...reason, uri: `${reason.uri}.` } },
        account: { account: ben.address },
        ...otherAct(act),
      })
      const act = await sign(about(batch, amendment))
      const parameters = { ...given, header, entries, amendedEntries, act }
      const otherAmendment = [packEntry({ affiliate: ben.address, kind: DESIGN, quantity: quantity ^ 1n })]
      const said = await taken('simulateObjectToBatchFor', parameters, {
        ...changes(act),
        amendment: { amendedEntries: otherAmendment },
      })
      expect(said).to.equal('taken')
      const second = await sign(about(correctionId(correction), zeroHash))
      const third = await sign(about(moveId(move), zeroHash))
      for (const [action, subject, own] of [
        ['simulateObjectToCorrectionFor', { correction }, second],
        ['simulateObjectToMoveFor', { move }, third],
      ] as const) {
        expect(await taken(action, { ...given, ...subject, act: own }, { ...changes(own), subject: { act } })).to.equal('taken')
      }
    }
  })

  it('LargeProposal is what contracts take', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const totals = packTotals(
        venture,
        [DESIGN, REVIEW].slice(randomInt(2)).map((kind) => ({ kind, quantity: 1n + (uint256() % MAX_QUANTITY) })),
      )
      const { nonce, deadline } = limits()
      const proposal = {
        totals,
        root: hash(),
        leaves: BigInt(1 + randomInt(2 ** 32)),
        dataHash: hash(),
        dataURI: text(),
        task: hash(),
        nonce,
      }
      const { root, leaves, dataHash: data, dataURI, task } = proposal
      const message = {
        proposer: signer.address,
        totals: hashEntries(totals),
        root,
        leaves,
        data,
        dataURI,
        task,
        nonce,
        deadline,
      }
      const signature = await signTypedData(signer.client, {
        account: signer.address,
        ...largeProposalTypedData(domain(), message),
      })
      const act = { signer: signer.address, nonce, deadline, signature }
      const other = (change: object) => ({ proposal: { ...proposal, ...change } })
      const said = await taken(
        'simulateProposeLargeBatchFor',
        { ledger, proposal, act },
        {
          totals: other({ totals: [(totals[0] ?? 0n) ^ 2n] }),
          root: other({ root: hash() }),
          leaves: other({ leaves: (leaves % 2n ** 31n) + 1n === leaves ? leaves + 1n : (leaves % 2n ** 31n) + 1n }),
          data: other({ dataHash: hash() }),
          dataURI: other({ dataURI: `${dataURI}x` }),
          task: other({ task: hash() }),
          deadline: { act: { ...act, deadline: deadline - 1n } },
        },
      )
      expect(said).to.equal('taken')
    }
  })
})
