import { ethers } from 'ethers'
import { network } from 'hardhat'

const DAY = 86_400
/** 100,000.00 */
export const GOAL = 100_000_000_000n

export type Chain = Awaited<ReturnType<typeof createChain>>

/** EIP-712 type of an attestation; `contracts/ContributionLedger.sol` has it as a constant. */
export const attestationTypes = {
  Attestation: [
    { name: 'batch', type: 'bytes32' },
    { name: 'entries', type: 'bytes32' },
    { name: 'attestor', type: 'address' },
    { name: 'deadline', type: 'uint256' },
  ],
}

/**
 * A chain in this process with the boards, the factories and a 6-decimals token on it.
 *
 * @param settings Which network of the configuration it is, and what is other than there.
 */
export async function createChain(settings?: Parameters<typeof network.create>[0]) {
  const { ethers: hh, networkHelpers } = await network.create(settings)
  const signers = await hh.getSigners()
  const names = [
    'founder',
    'steward',
    'infrastructure',
    'firm',
    'fund',
    'customer',
    'holder',
    'stranger',
    'steward2',
    'steward3',
  ] as const
  const accounts = Object.fromEntries(names.map((name, i) => [name, signers[i]!])) as Record<
    (typeof names)[number],
    (typeof signers)[number]
  >

  const decisions = await hh.deployContract('DecisionBoard')
  const handOvers = await hh.deployContract('HandOverBoard')
  const governorCode = await hh.deployContract('LazyConsensusGovernor', [await decisions.getAddress()])
  const voices = await hh.deployContract('VoiceBoard')
  const board = await hh.deployContract('NoticeBoard', [await decisions.getAddress(), await handOvers.getAddress()])
  const review = await hh.deployContract('ReviewBoard', [await governorCode.getAddress()])
  const growth = await hh.deployContract('GrowthBoard')
  const accountBoard = await hh.deployContract('AccountBoard')
  const large = await hh.deployContract('LargeBatches')
  const venture = await hh.deployContract('Venture', [await board.getAddress(), await accountBoard.getAddress()])
  const boards = await Promise.all([board, review, growth, accountBoard, large, voices].map((contract) => contract.getAddress()))
  const ledger = await hh.deployContract('ContributionLedger', boards)
  const factory = await hh.deployContract('VentureFactory', [
    await venture.getAddress(),
    await ledger.getAddress(),
    await governorCode.getAddress(),
    await board.getAddress(),
    await handOvers.getAddress(),
  ])
  const token = await hh.deployContract('TestToken', ['Test dollar', 'USDT', 6])
  const rules = await hh.deployContract('MachineRules')
  const machine = await hh.deployContract('SharedEquipment', [await rules.getAddress()])
  const campaign = await hh.deployContract('Campaign', [await machine.getAddress(), await rules.getAddress()])
  const campaignFactory = await hh.deployContract('CampaignFactory', [await campaign.getAddress()])
  return { hh, networkHelpers, board, handOvers, review, large, voices, factory, campaignFactory, token, accounts }
}

/** Four equity kinds, two account lines, one equity line, one token, a wallet as governor. */
export function ventureConfig(accounts: Chain['accounts'], token: string) {
  const { founder, steward, infrastructure, firm, fund } = accounts
  return {
    name: 'Benchmark',
    uri: 'ipfs://bafybeibenchmark',
    network: ethers.ZeroAddress,
    founder: founder.address,
    governor: founder.address,
    stewards: [steward.address],
    contributorsFloorBps: 7_000,
    noticePeriod: 7 * 86_400,
    parameters: {
      attestationsRequired: 1,
      attestorMinPoints: 1_000,
      objectorMinPoints: 1,
      objectionWindow: 3 * 86_400,
      resolutionDeadline: 7 * 86_400,
      instantGrowthBps: 1_500,
      instantGrowthPoints: 10n ** 15n,
      silentGrowthBps: 2_500,
      silentGrowthPoints: 10n ** 15n,
    },
    tokens: [token],
    pools: [{ poolType: 1, token: ethers.ZeroAddress, capBps: 0, openingPeriod: 0 }],
    kinds: ['Design', 'Firmware', 'Hardware', 'Testing'].map((name, i) => ({
      name: ethers.encodeBytes32String(name),
      unit: ethers.encodeBytes32String('h'),
      decimals: 2,
      pool: 1,
      rate: 40 + 10 * i,
      voice: 1,
    })),
    equation: [
      { account: infrastructure.address, pool: 0, basis: 0, shareBps: 500 },
      { account: firm.address, pool: 0, basis: 0, shareBps: 300 },
      { account: ethers.ZeroAddress, pool: 1, basis: 1, shareBps: 10_000 },
    ],
    remainder: fund.address,
  }
}

/** A campaign for a machine: 5 days to object, 120%, one scenario, one material; the steward is its technician. */
export function campaignConfig({ founder, steward, infrastructure, firm }: Chain['accounts'], token: string, start: number) {
  const deadline = start + 45 * DAY
  return {
    name: 'Benchmark',
    uri: 'ipfs://bafybeibenchmark',
    agreementURI: 'ipfs://bafybeiagreement',
    terms: {
      end: 0,
      token,
      goal: GOAL,
      minPledge: 100_000n,
      maxPledge: GOAL,
      deadline,
      releaseDeadline: deadline + 60 * DAY,
      objectionWindow: 5 * DAY,
      objectionBps: 1_000,
      capBps: 12_000,
      agreementHash: ethers.id('agreement'),
      initiator: founder.address,
      custodian: founder.address,
      venture: infrastructure.address,
    },
    machine: {
      terms: {
        maintenanceBps: 1_000,
        infrastructureBps: 2_000,
        paybackBps: 7_000,
        maintenanceAfterBps: 3_300,
        contestWindow: 5 * DAY,
        paymentPeriod: 30 * DAY,
      },
      stewards: [steward.address],
      scenarios: [
        {
          pricePerHour: 12_000_000n,
          maintenancePerHour: 1_500_000n,
          technicianPerHour: 25_000_000n,
          coOwnersOnly: false,
          inKind: false,
        },
      ],
      scenarioNames: [ethers.encodeBytes32String('commercial')],
      materials: [{ supplier: firm.address, price: 50_000n, decimals: 0 }],
      materialNames: [ethers.encodeBytes32String('PLA')],
      materialUnits: [ethers.encodeBytes32String('g')],
    },
  }
}

/** address 160 | kind 8 | quantity 88 */
export function packEntry(affiliate: string, kind: number, quantity: bigint): bigint {
  return (BigInt(affiliate) << 96n) | (BigInt(kind) << 88n) | quantity
}

/** Receipt of a transaction, once it is mined. */
export async function mined(transaction: Promise<{ wait(): Promise<ethers.TransactionReceipt | null> }>) {
  const receipt = await (await transaction).wait()
  if (!receipt) throw new Error('The transaction was not mined.')
  return receipt
}

/** Gas a transaction used, once it is mined. */
export async function gasOf(transaction: Promise<{ wait(): Promise<ethers.TransactionReceipt | null> }>): Promise<bigint> {
  return (await mined(transaction)).gasUsed
}
