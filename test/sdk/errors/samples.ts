import { type Hex, keccak256, toHex } from 'viem'
import { errorsAbi } from '@open-value/sdk/abis'

const ANA = '0xa0Ee7A142d267C1f36714E4a8F75612F20a79720'
const BEN = '0xBcd4042DE499D14e55001CcbB24a551F3b954096'
const TOKEN = '0xCf7Ed3AccA5a467e9e704C703E8D87F634fB0Fc9'

type ErrorItem = (typeof errorsAbi)[number]
type Input = { readonly name: string; readonly type: string }

/** Values that read like what a person would meet; keyed by the name of the field. */
const BY_NAME: Record<string, unknown> = {
  index: 2n,
  line: 1n,
  actual: 1n,
  required: 2n,
  nowTimestamp: 1_780_000_000n,
  deadline: 1_780_200_000n,
  readyAt: 1_780_604_800n,
  resolveBy: 1_779_900_000n,
  waitsUntil: 1_780_200_000n,
  nextWindowAt: 1_780_300_000n,
  actualBps: 1_250n,
  maxBps: 10_000n,
  floorBps: 7_000n,
  previousBps: 5_000n,
  shareBps: 12_000n,
  capBps: 25_000n,
  period: 86_400n,
  previousPeriod: 604_800n,
  pool: 1n,
  poolCount: 2n,
  kind: 3n,
  kindCount: 2n,
  successor: 4n,
  status: 3n,
  expected: 1n,
  first: 10n,
  end: 20n,
  size: 15n,
  points: 1_000n,
  minPoints: 4_000n,
  left: 250n,
  units: 100n,
  asked: 250n,
  openObjections: 1n,
  change: 4,
  subject: 2n,
  account: ANA,
  affiliate: ANA,
  caller: BEN,
  noticeBoard: TOKEN,
  board: TOKEN,
  own: ANA,
  min: 1n,
  max: 16n,
  count: 17n,
  length: 300n,
  lines: 17n,
  decimals: 19n,
  gasLeft: 90_000n,
  gasNeeded: 208_174n,
  allowance: 0n,
  balance: 5_000_000n,
  needed: 12_000_000_000n,
  amount: 12_000_000_000n,
  value: 0n,
  money: 0n,
  maxMoney: 2n ** 95n,
  maxUnits: 2n ** 96n - 1n,
  maxPoints: 2n ** 112n - 1n,
  maxEnd: 2n ** 128n - 1n,
  outstanding: 84_000_000n,
  rate: 0n,
  voice: 1n,
  nonce: 7n,
  bitmap: 0b10_0000_0000_0000_0001n,
  actualBytes: 11n,
  expectedBytes: 12n,
  token: TOKEN,
  initiator: ANA,
  decider: ANA,
  logger: BEN,
  refundTo: BEN,
  current: ANA,
  action: 2,
  state: 1n,
  id: 3n,
  stops: 2n,
  until: 1_788_000_000n,
  lapsedAt: 1_779_900_000n,
  releaseDeadline: 1_780_400_000n,
  pledged: 40_000_000n,
  minPledge: 50_000_000n,
  maxPledge: 30_000_000n,
  minPledged: 150_000_000n,
  received: 49_500_000n,
  held: 20_000_000n,
  total: 31_500_000n,
  limit: 30_000_000n,
  next: 4n,
  scenario: 5n,
  material: 9n,
  durationMinutes: 12_000n,
  leaves: 250_000n,
  activated: 249_998n,
  moves: 9n,
  lastAct: 1_780_100_000n,
  venturesLedger: TOKEN,
}

/** Where the value by name would not make sense. */
const BY_ERROR: Record<string, Record<string, unknown>> = {
  BatchTooLarge: { size: 313n, max: 250n },
  DebtLineTooLong: { end: 2n ** 128n },
  EntryMoneyOutOfBounds: { max: 2n ** 95n },
  EquationCodeInvalid: { length: 45n },
  FactoryNameInvalid: { max: 256n },
  KindDecimalsTooMany: { max: 18n },
  KindRateOutOfBounds: { max: 2n ** 32n - 1n },
  KindUnitsTooMany: { units: 2n ** 96n },
  KindsTooMany: { count: 257n, max: 256n },
  PoolPointsTooMany: { points: 2n ** 112n },
  PoolsTooMany: { count: 32n, max: 31n },
  AmendmentRaises: { actual: (BigInt(ANA) << 96n) | 800n, proposed: (BigInt(ANA) << 96n) | 1_000n },
  AmendmentSizeWrong: { actual: 2n, expected: 3n },
  BatchNotSorted: { key: BigInt(BEN), previousKey: (1n << 160n) | BigInt(ANA) },
  BatchStatusWrong: { status: 4n },
  ChangeAtOnce: { change: 1 },
  EquationLineTargetInvalid: { account: '0x0000000000000000000000000000000000000000', pool: 0n },
  EquationPoolUnknown: { pool: 5n },
  FloorTooHigh: { floorBps: 12_000n, max: 10_000n },
  KindPoolUnknown: { pool: 5n },
  ParameterOutOfBounds: {
    parameter: word('objectionWindow'),
    actual: 3_600n,
    min: 172_800n,
    max: 15_552_000n,
  },
  ParametersNotStricter: { parameter: word('silentGrowthBps'), actual: 2_500n, current: 1_000n },
  NoticePeriodOutOfBounds: { min: 172_800n, max: 15_552_000n },
  PoolCapOutOfBounds: { min: 1n, max: 20_000n },
  PoolOpeningPeriodTooLong: { period: 31_536_000n, max: 15_552_000n },
  ReviewSignatureExpired: { deadline: 1_779_900_000n },
  SignatureExpired: { deadline: 1_779_900_000n },
  ObjectionTooLate: { deadline: 1_779_900_000n },
  ActionDataInvalid: { actualBytes: 64n, expectedBytes: 96n },
  BooksFull: { accounted: 2n ** 128n - 1n, amount: 1n },
  CampaignAccountMissing: { parameter: word('custodian') },
  CampaignAccountUnused: { parameter: word('custodian') },
  CampaignNotOver: { state: 0n },
  DepositInsufficient: { asked: 31_500_000n },
  ClosingTooSoon: { status: 1n },
  LargeAttestorsNotStewards: { stewards: 0b101n, attestors: 3n },
  LargeLeavesOutOfBounds: { leaves: 2n ** 32n + 1n, max: 2n ** 32n },
  LargeNonceDiffers: { signedNonce: 7n, proposalNonce: 8n },
  LargeTotalsOutOfBounds: { totals: 0n, max: 250n },
  LeafKindDiffers: { index: 41n, expected: 1n },
  RecordsMismatch: { records: 2n, kinds: 3n },
  LeafIndexTooHigh: { index: 250_000n },
  LeafProofTooLong: { length: 19n, max: 18n },
  MachineActionUnknown: { action: 0 },
  MachineDecimalsTooMany: { max: 18n },
  MachinePlaceInvalid: { id: 7n, max: 32n },
  MaintenanceInsufficient: { asked: 25_000_000n },
  MoveEndMoved: { from: ANA, to: BEN },
  MoveStatusWrong: { status: 1n, expected: 2n },
  MovesTooMany: { max: 8n },
  ObjectorMoved: { holder: BEN },
  PledgeTakesFee: { expected: 50_000_000n },
  PledgeValueMismatch: { amount: 50_000_000n },
  ProposalNotLive: { status: 2n },
  ProposalUnknown: { id: 5n, count: 3n },
  ProposalWindowOver: { readyAt: 1_779_900_000n },
  ReleaseAmountOutOfBounds: { max: 3_000_000_000n },
  SignerNotHolder: { holder: BEN },
  UnpledgeOutOfBounds: { amount: 10_000_000n, pledged: 50_000_000n },
  UseAmountTooLarge: { amount: 2n ** 90n, max: 2n ** 88n - 1n },
  UseContestTooLate: { until: 1_779_900_000n },
  UseMaterialUnknown: { count: 3n },
  UseMinutesOutOfBounds: { max: 10_080n },
  UsePaymentOutOfBounds: { amount: 31_500_000n, left: 1_500_000n },
  UseScenarioUnknown: { count: 3n },
  UseStatusWrong: { status: 2n },
}

/** Arguments for an error, in the order of its ABI. */
export function sampleArguments({ name, inputs }: ErrorItem): unknown[] {
  return (inputs as readonly Input[]).map((input) => {
    const own = BY_ERROR[name]?.[input.name]
    return own ?? (matches(input, BY_NAME[input.name]) ? BY_NAME[input.name] : sampleOf(input))
  })
}

function sampleOf({ name, type }: Input): unknown {
  if (type === 'address') return name.length % 2 === 0 ? ANA : BEN
  if (type === 'bytes32') return keccak256(toHex(name))
  if (type === 'string') return name
  return BigInt(name.length)
}

function matches({ type }: Input, value: unknown): boolean {
  if (type === 'address') return typeof value === 'string'
  if (type === 'uint8') return typeof value === 'number'
  return type.startsWith('uint') && typeof value === 'bigint'
}

function word(text: string): Hex {
  return toHex(text).padEnd(66, '0') as Hex
}
