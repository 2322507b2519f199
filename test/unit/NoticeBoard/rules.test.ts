import { expect } from 'chai'
import { ethers } from 'ethers'
import { refuses } from '../../utils/errors.ts'
import { leaf } from '../../utils/leaf.ts'
import {
  Basis,
  bytes32,
  CASH,
  Change,
  coder,
  type Config,
  DAY,
  DEBT,
  DESIGN,
  EQUITY,
  ETH,
  PoolType,
  REVIEW,
  useWorld,
  type World,
  ZERO,
} from '../../utils/world.ts'

const LEDGER_PARAMETERS =
  'tuple(uint8 attestationsRequired, uint64 attestorMinPoints, uint64 objectorMinPoints, uint24 objectionWindow, uint24 resolutionDeadline, uint16 instantGrowthBps, uint64 instantGrowthPoints, uint16 silentGrowthBps, uint64 silentGrowthPoints)'

const equity = { poolType: PoolType.Equity, token: ZERO, capBps: 0, openingPeriod: 0 }
const kind = { name: bytes32('Legal'), unit: bytes32('h'), decimals: 2, pool: EQUITY, rate: 10n, voice: 1 }
const board = (w: World, by = w.accounts.founder) => w.board.connect(by)
const flagged = (account: string, value: boolean) => coder.encode(['address', 'bool'], [account, value])
/** A steward and the end of the term. */
const termed = (account: string, until: number) => coder.encode(['address', 'uint40'], [account, until])
const weight = (kindId: number, value: bigint | number) => coder.encode(['uint8', 'uint32'], [kindId, value])

const deploying = (w: World, change: (config: Config) => void) => w.deploy(w.config(change), ethers.id('another'))

describe('NoticeBoard.begin', () => {
  const w = useWorld()
  leaf('given the venture has begun', 'it reverts with VentureBegun', () =>
    refuses(w.board.begin(w.V, w.accounts.stranger.address, 7 * DAY, [], [], false), 'VentureBegun', [w.V]),
  )
  leaf('given it is the implementation', 'it reverts with VentureBegun', async () => {
    const implementation = await w.ventureCode.getAddress()
    const call = w.board.begin(implementation, w.accounts.stranger.address, 7 * DAY, [], [], false)
    await refuses(call, 'VentureBegun', [implementation])
  })
  leaf('when the governor is zero', 'it reverts with AccountZero', () =>
    refuses(
      deploying(w, (c) => (c.governor = ZERO)),
      'AccountZero',
      [],
    ),
  )
  leaf('when the notice period is out of bounds', 'it reverts with NoticePeriodOutOfBounds', async () => {
    await refuses(
      deploying(w, (c) => (c.noticePeriod = 2 * DAY - 1)),
      'NoticePeriodOutOfBounds',
      [2 * DAY - 1, 2 * DAY, 180 * DAY],
    )
    await refuses(
      deploying(w, (c) => (c.noticePeriod = 180 * DAY + 1)),
      'NoticePeriodOutOfBounds',
    )
  })
  leaf('when there are more than 8 tokens', 'it reverts with TokensTooMany', () =>
    refuses(
      deploying(w, (c) => (c.tokens = Array<string>(9).fill(w.T))),
      'TokensTooMany',
      [9, 8],
    ),
  )
  leaf('when a token stands twice', 'it reverts with TokenTwice', () =>
    refuses(
      deploying(w, (c) => (c.tokens = [w.T, w.T])),
      'TokenTwice',
      [w.T],
    ),
  )
  leaf('when a token has no code', 'it reverts with TokenWithoutCode', () =>
    refuses(
      deploying(w, (c) => (c.tokens = [w.accounts.dave.address])),
      'TokenWithoutCode',
      [w.accounts.dave.address],
    ),
  )
  leaf('when a kind names a pool that is not there', 'it reverts with KindPoolUnknown', async () => {
    await refuses(
      deploying(w, (c) => (c.kinds[0]!.pool = 3)),
      'KindPoolUnknown',
      [3, 2],
    )
    await refuses(
      deploying(w, (c) => (c.kinds[0]!.pool = 0)),
      'KindPoolUnknown',
      [0, 2],
    )
  })
  leaf("when the contributors' floor is above 10,000", 'it reverts with FloorTooHigh', () =>
    refuses(
      deploying(w, (c) => (c.contributorsFloorBps = 10_001)),
      'FloorTooHigh',
      [10_001, 10_000],
    ),
  )
  leaf('when the equation misses the floor', 'it reverts with EquationFloorMissed', () =>
    refuses(
      deploying(w, (c) => (c.equation[2]!.shareBps = 7000)),
      'EquationFloorMissed',
      [6650, 7000],
    ),
  )
  leaf('when all is valid', 'version 1 of the equation is in force', async () => {
    const { venture } = await deploying(w, () => undefined)
    expect(await venture.equationVersion()).to.equal(1n)
  })
  leaf('when all is valid', 'the governor and the notice period are those of the config', async () => {
    const { venture } = await deploying(w, (c) => {
      Object.assign(c, { governor: w.accounts.dave.address, noticePeriod: 9 * DAY })
    })
    expect([await venture.governor(), await venture.noticePeriod(), await venture.noticeEpoch()]).to.deep.equal([
      w.accounts.dave.address,
      BigInt(9 * DAY),
      1n,
    ])
  })
})

describe('NoticeBoard.openPool', () => {
  const w = useWorld()
  leaf('when the caller is not the governor', 'it reverts with GovernorOnly', () =>
    refuses(board(w, w.accounts.alice).openPool(w.V, equity), 'GovernorOnly', [
      w.accounts.alice.address,
      w.accounts.founder.address,
    ]),
  )
  leaf('when the type is none', 'it reverts with PoolTypeUnknown', () =>
    refuses(board(w).openPool(w.V, { ...equity, poolType: 0 }), 'PoolTypeUnknown'),
  )
  leaf('when an equity pool has a token', 'it reverts with PoolTokenInvalid', () =>
    refuses(board(w).openPool(w.V, { ...equity, token: w.T }), 'PoolTokenInvalid', [w.T]),
  )
  leaf('when an equity pool has a cap', 'it reverts with PoolCapOutOfBounds', () =>
    refuses(board(w).openPool(w.V, { ...equity, capBps: 1 }), 'PoolCapOutOfBounds', [1, 0, 0]),
  )
  leaf('when an equity pool opens after more than 180 days', 'it reverts with PoolOpeningPeriodTooLong', () =>
    refuses(board(w).openPool(w.V, { ...equity, openingPeriod: 180 * DAY + 1 }), 'PoolOpeningPeriodTooLong', [
      180 * DAY + 1,
      180 * DAY,
    ]),
  )
  leaf('when the token of a debt pool has no code', 'it reverts with PoolTokenInvalid', () =>
    refuses(board(w).openPool(w.V, { ...equity, poolType: PoolType.Debt, capBps: 10_000 }), 'PoolTokenInvalid', [ZERO]),
  )
  leaf('when a debt pool has an opening period', 'it reverts with PoolOpeningPeriodTooLong', () =>
    refuses(
      board(w).openPool(w.V, { poolType: PoolType.Debt, token: w.T, capBps: 10_000, openingPeriod: 1 }),
      'PoolOpeningPeriodTooLong',
      [1, 0],
    ),
  )
  leaf('when the cap of a debt pool is 0 or above 20,000', 'it reverts with PoolCapOutOfBounds', async () => {
    const debt = { poolType: PoolType.Debt, token: ETH, capBps: 0, openingPeriod: 0 }
    await refuses(board(w).openPool(w.V, debt), 'PoolCapOutOfBounds', [0, 1, 20_000])
    await refuses(board(w).openPool(w.V, { ...debt, capBps: 20_001 }), 'PoolCapOutOfBounds')
  })
  leaf('given 31 pools', 'it reverts with PoolsTooMany', async () => {
    for (let i = 2; i < 31; i++) await board(w).openPool(w.V, equity)
    await refuses(board(w).openPool(w.V, equity), 'PoolsTooMany', [32, 31])
  })
  leaf('when it is valid', 'it opens the next pool and emits PoolOpened', async () => {
    await expect(board(w).openPool(w.V, equity)).to.emit(w.board, 'PoolOpened')
    expect(await w.venture.poolCount()).to.equal(3n)
    expect((await w.venture.equityPool(3)).exists).to.equal(true)
  })
})

describe('NoticeBoard.openKind', () => {
  const w = useWorld()
  const open = (change: object) => board(w).openKind(w.V, { ...kind, ...change })
  leaf('when the caller is not the governor', 'it reverts with GovernorOnly', () =>
    refuses(board(w, w.accounts.alice).openKind(w.V, kind), 'GovernorOnly'),
  )
  leaf('when its pool is not there', 'it reverts with KindPoolUnknown', () =>
    refuses(open({ pool: 3 }), 'KindPoolUnknown', [3, 2]),
  )
  leaf('when it has no name or no unit', 'it reverts with KindNameEmpty', async () => {
    await refuses(open({ name: ethers.ZeroHash }), 'KindNameEmpty')
    await refuses(open({ unit: ethers.ZeroHash }), 'KindNameEmpty')
  })
  leaf('when it has more than 18 decimals', 'it reverts with KindDecimalsTooMany', () =>
    refuses(open({ decimals: 19 }), 'KindDecimalsTooMany', [19, 18]),
  )
  leaf('when its weight is 0 or above 2^32 - 1', 'it reverts with KindRateOutOfBounds', async () => {
    await refuses(open({ rate: 0 }), 'KindRateOutOfBounds', [0, 1, 2n ** 32n - 1n])
    await refuses(open({ rate: 2n ** 32n }), 'KindRateOutOfBounds')
  })
  leaf('when a debt kind has a voice', 'it reverts with KindVoiceOfDebt', () =>
    refuses(open({ pool: DEBT }), 'KindVoiceOfDebt', [1]),
  )
  leaf('given 256 kinds', 'it reverts with KindsTooMany', async () => {
    for (let i = 4; i < 256; i++) await open({})
    await refuses(open({}), 'KindsTooMany', [257, 256])
  })
  leaf('when it is valid', 'it opens the next kind and emits KindOpened', async () => {
    await expect(open({})).to.emit(w.board, 'KindOpened')
    expect((await w.venture.kindOf(4)).rate).to.equal(10n)
  })
})

describe('NoticeBoard.closeKind', () => {
  const w = useWorld()
  leaf('when the caller is not the governor', 'it reverts with GovernorOnly', () =>
    refuses(board(w, w.accounts.alice).closeKind(w.V, DESIGN, DESIGN), 'GovernorOnly'),
  )
  leaf('given it is closed', 'it reverts with KindAlreadyClosed', async () => {
    await board(w).closeKind(w.V, DESIGN, DESIGN)
    await refuses(board(w).closeKind(w.V, DESIGN, REVIEW), 'KindAlreadyClosed', [DESIGN])
  })
  leaf('given the successor is closed', 'it reverts with KindSuccessorInvalid', async () => {
    await board(w).closeKind(w.V, REVIEW, REVIEW)
    await refuses(board(w).closeKind(w.V, DESIGN, REVIEW), 'KindSuccessorInvalid', [DESIGN, REVIEW])
  })
  leaf('when it is open', 'it closes it, what it holds goes on earning, and emits KindClosed', async () => {
    await w.give({ to: w.accounts.alice.address, quantity: 100 })
    await expect(board(w).closeKind(w.V, DESIGN, REVIEW))
      .to.emit(w.board, 'KindClosed')
      .withArgs(w.V, DESIGN, REVIEW)
    await w.sale(1000)
    expect(await w.owed(w.accounts.alice)).to.equal(949n)
  })
})

describe('NoticeBoard.lengthenNotice', () => {
  const w = useWorld()
  leaf('when the caller is not the governor', 'it reverts with GovernorOnly', () =>
    refuses(board(w, w.accounts.alice).lengthenNotice(w.V, 8 * DAY), 'GovernorOnly'),
  )
  leaf('when it is not longer', 'it reverts with NoticePeriodNotLonger', () =>
    refuses(board(w).lengthenNotice(w.V, 7 * DAY), 'NoticePeriodNotLonger', [7 * DAY, 7 * DAY]),
  )
  leaf('when it is above 180 days', 'it reverts with NoticePeriodOutOfBounds', () =>
    refuses(board(w).lengthenNotice(w.V, 181 * DAY), 'NoticePeriodOutOfBounds'),
  )
  leaf('when it is longer', 'it is in force at once and emits NoticePeriodSet', async () => {
    await expect(board(w).lengthenNotice(w.V, 8 * DAY))
      .to.emit(w.board, 'NoticePeriodSet')
      .withArgs(w.V, 7 * DAY, 8 * DAY)
  })
})

describe('NoticeBoard.removeSteward', () => {
  const w = useWorld()
  leaf('when the caller is not the governor', 'it reverts with GovernorOnly', () =>
    refuses(board(w, w.accounts.alice).removeSteward(w.V, w.accounts.steward.address), 'GovernorOnly'),
  )
  leaf('when the governor calls', 'it ends the role at once', async () => {
    await expect(board(w).removeSteward(w.V, w.accounts.steward.address)).to.emit(w.ledger, 'StewardSet')
    expect(await w.ledger.isSteward(w.accounts.steward.address)).to.equal(false)
  })
  leaf('given an appointment was announced', 'it cancels that, so that it brings nobody back (T75)', async () => {
    const { steward } = w.accounts
    const again = flagged(steward.address, true)
    await board(w).announceChange(w.V, Change.Steward, again)
    await expect(board(w).removeSteward(w.V, steward.address))
      .to.emit(w.board, 'ChangeCancelled')
      .withArgs(w.V, Change.Steward, steward.address)
    await w.time.increase(8 * DAY)
    const call = w.board.applyChange(w.V, Change.Steward, again)
    await refuses(call, 'ChangeNotPending', [Change.Steward, BigInt(steward.address)])
    await expect(board(w).removeSteward(w.V, steward.address)).not.to.emit(w.board, 'ChangeCancelled')
    expect(await w.ledger.isSteward(steward.address)).to.equal(false)
  })
})

describe('NoticeBoard.tightenParameters', () => {
  const w = useWorld()
  const tighten = (change: object, by = w.accounts.founder) =>
    board(w, by).tightenParameters(w.V, { ...w.config().parameters, ...change })
  leaf('when the caller is not the governor', 'it reverts with GovernorOnly', () =>
    refuses(tighten({}, w.accounts.alice), 'GovernorOnly'),
  )
  leaf('when a parameter is out of bounds', 'it reverts with ParameterOutOfBounds', () =>
    refuses(tighten({ attestationsRequired: 17 }), 'ParameterOutOfBounds', [bytes32('attestationsRequired'), 17, 1, 16]),
  )
  leaf('when a parameter is looser', 'it reverts with ParametersNotStricter', async () => {
    const looser = {
      attestorMinPoints: 999n,
      objectorMinPoints: 101n,
      objectionWindow: 3 * DAY - 1,
      instantGrowthBps: 1501,
      instantGrowthPoints: 100_001n,
      silentGrowthBps: 2501,
      silentGrowthPoints: 40_001n,
    }
    for (const [name, value] of Object.entries(looser)) {
      await refuses(tighten({ [name]: value }), 'ParametersNotStricter', [bytes32(name), value])
    }
  })
  leaf('when the resolution deadline changes', 'it reverts with ParametersNotStricter', async () => {
    await refuses(tighten({ resolutionDeadline: 7 * DAY - 1 }), 'ParametersNotStricter')
    await refuses(tighten({ resolutionDeadline: 7 * DAY + 1 }), 'ParametersNotStricter')
  })
  leaf('when all are as strict or stricter', 'it sets them at once and emits ParametersSet', async () => {
    await expect(tighten({ attestationsRequired: 2, objectionWindow: 4 * DAY })).to.emit(w.ledger, 'ParametersSet')
    expect((await w.ledger.parameters()).attestationsRequired).to.equal(2n)
  })
})

describe('NoticeBoard.checkParameters', () => {
  const w = useWorld()
  leaf('when a parameter is out of bounds', 'it reverts with ParameterOutOfBounds', async () => {
    const outside = {
      attestationsRequired: [0, 17],
      attestorMinPoints: [0n],
      objectionWindow: [2 * DAY - 1, 180 * DAY + 1],
      resolutionDeadline: [2 * DAY - 1, 180 * DAY + 1],
      instantGrowthBps: [5001],
      silentGrowthBps: [5001],
    }
    for (const [name, values] of Object.entries(outside)) {
      for (const value of values) {
        const call = w.board.checkParameters({ ...w.config().parameters, [name]: value })
        await refuses(call, 'ParameterOutOfBounds', [bytes32(name), value])
      }
    }
  })
  leaf('when all are at their bounds', 'it passes', async () => {
    const edge = { attestationsRequired: 16, attestorMinPoints: 1, objectionWindow: 2 * DAY, instantGrowthBps: 5000 }
    await w.board.checkParameters({ ...w.config().parameters, ...edge })
  })
})

describe('NoticeBoard.announceChange', () => {
  const w = useWorld()
  const announce = (change: number, data: string, by = w.accounts.founder) => board(w, by).announceChange(w.V, change, data)
  leaf('when the caller is not the governor', 'it reverts with GovernorOnly', () =>
    refuses(announce(Change.Weight, weight(DESIGN, 1), w.accounts.alice), 'GovernorOnly'),
  )
  leaf('when the change is made at once', 'it reverts with ChangeAtOnce', async () => {
    for (const change of [Change.Pool, Change.Kind, Change.KindClosed]) {
      await refuses(announce(change, weight(DESIGN, 1)), 'ChangeAtOnce', [change])
    }
  })
  leaf('when the data have the wrong size', 'it reverts with ChangeDataInvalid', async () => {
    await refuses(announce(Change.Weight, `${weight(DESIGN, 1)}00`), 'ChangeDataInvalid', [65, 64])
    await refuses(announce(Change.Governor, '0x'), 'ChangeDataInvalid', [0, 32])
    await refuses(announce(Change.Parameters, '0x'), 'ChangeDataInvalid', [0, 288])
  })
  leaf('when a debt kind is re-weighed', 'it reverts with WeightOfDebt', () =>
    refuses(announce(Change.Weight, weight(CASH, 1)), 'WeightOfDebt', [CASH]),
  )
  leaf('when a weight is zero', 'it reverts with KindRateOutOfBounds', () =>
    refuses(announce(Change.Weight, weight(DESIGN, 0)), 'KindRateOutOfBounds'),
  )
  leaf('when a token has no code', 'it reverts with TokenWithoutCode', () =>
    refuses(announce(Change.Token, flagged(w.accounts.dave.address, false)), 'TokenWithoutCode'),
  )
  leaf('given 8 unmuted or 16 tokens', 'it reverts with TokensTooMany', async () => {
    const venture = w.venture.connect(await w.as(await w.board.getAddress()))
    const list = async (muted: boolean) => {
      const odd = await w.mock('OddToken')
      await venture.enact(w.V, Change.Token, flagged(await odd.getAddress(), muted))
    }
    for (let i = 2; i < 8; i++) await list(false)
    await refuses(announce(Change.Token, flagged(await w.board.getAddress(), false)), 'TokensTooMany', [9, 8])
    await announce(Change.Token, flagged(await w.board.getAddress(), true))
    for (let i = 8; i < 16; i++) await list(true)
    await refuses(announce(Change.Token, flagged(await w.board.getAddress(), true)), 'TokensTooMany', [17, 16])
  })
  leaf('when a governor, steward or barred account is zero', 'it reverts with AccountZero', async () => {
    await refuses(announce(Change.Governor, coder.encode(['address'], [ZERO])), 'AccountZero')
    await refuses(announce(Change.Steward, flagged(ZERO, true)), 'AccountZero')
    await refuses(announce(Change.Bar, flagged(ZERO, true)), 'AccountZero')
  })
  leaf('when the term of a steward is over', 'it reverts with StewardTermPast', async () => {
    const at = (await w.time.latest()) + 10
    await w.time.setNextBlockTimestamp(at)
    await refuses(announce(Change.Steward, termed(w.accounts.dave.address, at)), 'StewardTermPast', [at, at])
    await announce(Change.Steward, termed(w.accounts.dave.address, at + 100))
  })
  leaf('when a notice period is out of bounds', 'it reverts with NoticePeriodOutOfBounds', () =>
    refuses(announce(Change.NoticePeriod, coder.encode(['uint32'], [DAY])), 'NoticePeriodOutOfBounds', [DAY, 2 * DAY, 180 * DAY]),
  )
  leaf('when parameters are out of bounds', 'it reverts with ParameterOutOfBounds', () =>
    refuses(
      announce(Change.Parameters, coder.encode([LEDGER_PARAMETERS], [{ ...w.config().parameters, attestorMinPoints: 0 }])),
      'ParameterOutOfBounds',
    ),
  )
  leaf('when it is possible', 'it waits for the notice period and emits ChangeAnnounced', async () => {
    const data = weight(DESIGN, 80)
    await expect(announce(Change.Weight, data)).to.emit(w.board, 'ChangeAnnounced')
    const pending = await w.board.pendingChange(w.V, Change.Weight, DESIGN)
    expect([pending.content, pending.readyAt]).to.deep.equal([ethers.keccak256(data), BigInt((await w.time.latest()) + 7 * DAY)])
  })
  leaf('when an account is to be barred', 'it waits for the hearing of 7 days', async () => {
    await board(w).lengthenNotice(w.V, 30 * DAY)
    await announce(Change.Bar, flagged(w.accounts.alice.address, true))
    const { readyAt } = await w.board.pendingChange(w.V, Change.Bar, BigInt(w.accounts.alice.address))
    expect(readyAt).to.equal(BigInt((await w.time.latest()) + 7 * DAY))
  })
  leaf('given one is pending for the subject', 'the new one takes its place', async () => {
    await announce(Change.Weight, weight(DESIGN, 80))
    await announce(Change.Weight, weight(DESIGN, 90))
    await w.time.increase(7 * DAY)
    await refuses(w.board.applyChange(w.V, Change.Weight, weight(DESIGN, 80)), 'ChangeDiffers')
    await w.board.applyChange(w.V, Change.Weight, weight(DESIGN, 90))
  })
})

describe('NoticeBoard.cancelChange', () => {
  const w = useWorld()
  leaf('when the caller is not the governor', 'it reverts with GovernorOnly', () =>
    refuses(board(w, w.accounts.alice).cancelChange(w.V, Change.Weight, DESIGN), 'GovernorOnly'),
  )
  leaf('given nothing is pending', 'it reverts with ChangeNotPending', () =>
    refuses(board(w).cancelChange(w.V, Change.Weight, DESIGN), 'ChangeNotPending', [Change.Weight, DESIGN]),
  )
  leaf('given it is pending', 'it cancels it and emits ChangeCancelled', async () => {
    await board(w).announceChange(w.V, Change.Weight, weight(DESIGN, 80))
    await expect(board(w).cancelChange(w.V, Change.Weight, DESIGN)).to.emit(w.board, 'ChangeCancelled')
    await w.time.increase(7 * DAY)
    await refuses(w.board.applyChange(w.V, Change.Weight, weight(DESIGN, 80)), 'ChangeNotPending')
  })
})

describe('NoticeBoard.applyChange', () => {
  const w = useWorld()
  const announced = async (change: number, data: string) => {
    await board(w).announceChange(w.V, change, data)
    await w.time.increase(7 * DAY)
    return w.board.connect(w.accounts.stranger).applyChange(w.V, change, data)
  }
  leaf('given nothing is pending', 'it reverts with ChangeNotPending', () =>
    refuses(w.board.applyChange(w.V, Change.Weight, weight(DESIGN, 80)), 'ChangeNotPending', [Change.Weight, DESIGN]),
  )
  leaf('when the data differ', 'it reverts with ChangeDiffers', async () => {
    await board(w).announceChange(w.V, Change.Weight, weight(DESIGN, 80))
    await refuses(w.board.applyChange(w.V, Change.Weight, weight(DESIGN, 81)), 'ChangeDiffers', [
      ethers.keccak256(weight(DESIGN, 81)),
      ethers.keccak256(weight(DESIGN, 80)),
    ])
  })
  leaf('given the notice has not passed', 'it reverts with ChangeTooEarly', async () => {
    await board(w).announceChange(w.V, Change.Weight, weight(DESIGN, 80))
    await refuses(w.board.applyChange(w.V, Change.Weight, weight(DESIGN, 80)), 'ChangeTooEarly')
  })
  leaf('given the venture was handed over', 'it reverts with ChangeNotPending', async () => {
    await board(w).announceChange(w.V, Change.Weight, weight(DESIGN, 80))
    await announced(Change.Governor, coder.encode(['address'], [w.accounts.alice.address]))
    await refuses(w.board.applyChange(w.V, Change.Weight, weight(DESIGN, 80)), 'ChangeNotPending')
    expect(await w.venture.governor()).to.equal(w.accounts.alice.address)
  })
  leaf('given it became impossible', 'it reverts with what is wrong now', async () => {
    const code = await w.board.encodeEquation(
      w.config().equation.slice(0, 1).concat(w.config().equation.slice(2)),
      w.accounts.fund.address,
    )
    await board(w).announceChange(w.V, Change.Equation, code)
    await w.give({ to: w.accounts.carol.address, kind: CASH, quantity: 100 })
    await w.time.increase(7 * DAY)
    await refuses(w.board.applyChange(w.V, Change.Equation, code), 'EquationDebtLeftOut', [DEBT, 120])
  })
  leaf('when a weight is applied', 'it counts for sales from now on and emits KindReweighed', async () => {
    await w.give({ to: w.accounts.alice.address, quantity: 100 }, { to: w.accounts.bob.address, kind: REVIEW, quantity: 100 })
    await w.token.mint(w.V, 1000)
    await expect(announced(Change.Weight, weight(DESIGN, 60)))
      .to.emit(w.board, 'KindReweighed')
      .withArgs(w.V, DESIGN, 40, 60)
    expect(await w.owed(w.accounts.alice)).to.equal(379n)
    await w.sale(1000)
    // Half of 950 from now on: both hold 100 at 60.
    expect(await w.owed(w.accounts.alice)).to.be.oneOf([854n, 855n])
  })
  leaf('when a weight makes the points of a pool too many', 'it reverts with PoolPointsTooMany', async () => {
    await w.give({ to: w.accounts.alice.address, quantity: 2n ** 87n })
    await refuses(announced(Change.Weight, weight(DESIGN, 2n ** 32n - 1n)), 'PoolPointsTooMany')
  })
  leaf('when a token is applied', 'it lists it, mutes it and takes the mute back', async () => {
    const odd = await (await w.mock('OddToken')).getAddress()
    await expect(announced(Change.Token, flagged(odd, false)))
      .to.emit(w.board, 'TokenListed')
      .withArgs(w.V, odd, 3)
    await expect(announced(Change.Token, flagged(odd, true)))
      .to.emit(w.board, 'TokenMuted')
      .withArgs(w.V, odd, true)
    expect((await w.venture.tokenBook(odd)).muted).to.equal(true)
    await expect(announced(Change.Token, flagged(odd, false)))
      .to.emit(w.board, 'TokenMuted')
      .withArgs(w.V, odd, false)
  })
  leaf('when a steward is applied', 'it appoints the account', async () => {
    await announced(Change.Steward, flagged(w.accounts.alice.address, true))
    expect(await w.ledger.isSteward(w.accounts.alice.address)).to.equal(true)
  })
  leaf('when a steward is applied', 'given a term, it ends with it', async () => {
    const until = (await w.time.latest()) + 100 * DAY
    await announced(Change.Steward, termed(w.accounts.alice.address, until))
    expect((await w.ledger.roleOf(w.accounts.alice.address)).until).to.equal(BigInt(until))
    await w.time.increaseTo(until)
    expect(await w.ledger.isSteward(w.accounts.alice.address)).to.equal(false)
  })
  leaf('when a steward is applied', 'given the term is over meanwhile, it reverts with StewardTermPast', async () => {
    const until = (await w.time.latest()) + 5 * DAY
    await refuses(announced(Change.Steward, termed(w.accounts.alice.address, until)), 'StewardTermPast', [until])
  })
  leaf('when parameters are applied', 'they may be looser', async () => {
    await announced(Change.Parameters, coder.encode([LEDGER_PARAMETERS], [{ ...w.config().parameters, silentGrowthBps: 3000 }]))
    expect((await w.ledger.parameters()).silentGrowthBps).to.equal(3000n)
  })
  leaf('when a notice period is applied', 'it may be shorter', async () => {
    await announced(Change.NoticePeriod, coder.encode(['uint32'], [2 * DAY]))
    expect(await w.venture.noticePeriod()).to.equal(BigInt(2 * DAY))
  })
  leaf('when an equation is applied', 'it is the next version and splits what arrives from now on', async () => {
    await w.give({ to: w.accounts.alice.address, quantity: 100 })
    await w.token.mint(w.V, 1000)
    const lines = [{ account: ZERO, pool: EQUITY, basis: Basis.Gross, shareBps: 10_000 }]
    await expect(announced(Change.Equation, await w.board.encodeEquation(lines, w.accounts.fund.address))).to.emit(
      w.board,
      'EquationSet',
    )
    expect(await w.owed(w.accounts.fee, [])).to.equal(50n)
    await w.sale(1000)
    expect(await w.owed(w.accounts.fee, [])).to.equal(50n)
    expect(await w.venture.equationVersion()).to.equal(2n)
  })
})

describe('NoticeBoard.checkEquation', () => {
  const w = useWorld()
  const account = (address: string, shareBps: number, basis: number = Basis.Gross) => ({
    account: address,
    pool: 0,
    basis,
    shareBps,
  })
  const pool = (id: number, shareBps: number, basis: number = Basis.Remaining) => ({ account: ZERO, pool: id, basis, shareBps })
  const check = async (lines: ReturnType<typeof account>[], remainder = w.accounts.fund.address) =>
    w.board.checkEquation(w.V, await w.board.encodeEquation(lines, remainder))
  leaf('when the code is no whole number of lines', 'it reverts with EquationCodeInvalid', async () => {
    await refuses(w.board.checkEquation(w.V, '0x'), 'EquationCodeInvalid', [0])
    await refuses(w.board.checkEquation(w.V, ethers.hexlify(new Uint8Array(24))), 'EquationCodeInvalid', [24])
  })
  leaf('when there are more than 16 lines', 'it reverts with EquationTooLong', () =>
    refuses(check(Array.from({ length: 16 }, () => account(w.accounts.fee.address, 1))), 'EquationTooLong', [17, 16]),
  )
  leaf('when a share is above 10,000', 'it reverts with EquationShareTooHigh', () =>
    refuses(check([pool(EQUITY, 10_001)]), 'EquationShareTooHigh', [0, 10_001, 10_000]),
  )
  leaf('when gross shares pass 10,000', 'it reverts with EquationGrossShareTooHigh', () =>
    refuses(
      check([account(w.accounts.fee.address, 5000), pool(EQUITY, 5001, Basis.Gross)]),
      'EquationGrossShareTooHigh',
      [10_001, 10_000],
    ),
  )
  leaf('when an account is zero or the venture', 'it reverts with EquationLineTargetInvalid', async () => {
    await refuses(check([account(ZERO, 1)]), 'EquationLineTargetInvalid', [0, ZERO, 0])
    await refuses(check([account(w.V, 1)]), 'EquationLineTargetInvalid', [0, w.V, 0])
  })
  leaf('when a code has bits that mean nothing', 'it reverts with EquationLineTargetInvalid', async () => {
    const code = await w.board.encodeEquation([pool(EQUITY, 10_000)], w.accounts.fund.address)
    await refuses(w.board.checkEquation(w.V, `0x07${code.slice(4)}`), 'EquationLineTargetInvalid')
  })
  leaf('when a pool is not there', 'it reverts with EquationPoolUnknown', () =>
    refuses(check([pool(3, 1)]), 'EquationPoolUnknown', [0, 3, 2]),
  )
  leaf('when a pool stands twice', 'it reverts with EquationPoolTwice', () =>
    refuses(check([pool(EQUITY, 5000), pool(EQUITY, 5000)]), 'EquationPoolTwice', [1, EQUITY]),
  )
  leaf('when the remainder is zero, the venture or no remainder', 'it reverts with EquationRemainderInvalid', async () => {
    await refuses(check([pool(EQUITY, 10_000)], ZERO), 'EquationRemainderInvalid', [ZERO])
    await refuses(check([pool(EQUITY, 10_000)], w.V), 'EquationRemainderInvalid', [w.V])
    const code = await w.board.encodeEquation([pool(EQUITY, 10_000)], w.accounts.fund.address)
    await refuses(w.board.checkEquation(w.V, code.slice(0, 48)), 'EquationRemainderInvalid')
  })
  leaf('when contributors get less than their floor', 'it reverts with EquationFloorMissed', () =>
    refuses(check([pool(EQUITY, 6999)]), 'EquationFloorMissed', [6999, 7000]),
  )
  leaf('when the floor is met by a pool opened later', 'it reverts with EquationFloorMissed', async () => {
    await board(w).openPool(w.V, equity)
    await refuses(check([pool(3, 10_000)]), 'EquationFloorMissed', [0, 7000])
  })
  leaf('given an equity pool with points', 'when it is left out', 'it reverts with EquationEquityLeftOut', async () => {
    await board(w).openPool(w.V, equity)
    await board(w).openKind(w.V, { ...kind, pool: 3 })
    await w.give({ to: w.accounts.alice.address, kind: 4, quantity: 1 })
    await refuses(check([pool(EQUITY, 10_000)]), 'EquationEquityLeftOut', [3, 10])
  })
  leaf('given a debt pool with anything outstanding', 'when it is left out', 'it reverts with EquationDebtLeftOut', async () => {
    await w.give({ to: w.accounts.carol.address, kind: CASH, quantity: 100 })
    await refuses(check([pool(EQUITY, 10_000)]), 'EquationDebtLeftOut', [DEBT, 120])
  })
  leaf(
    'given a debt pool with anything outstanding',
    'when it gets less',
    'it reverts with EquationDebtShareLowered',
    async () => {
      await w.give({ to: w.accounts.carol.address, kind: CASH, quantity: 100 })
      const lines = [pool(DEBT, 4749, Basis.Gross), pool(EQUITY, 10_000)]
      await refuses(check(lines), 'EquationDebtShareLowered', [DEBT, 4749, 4750])
      await check([pool(DEBT, 4750, Basis.Gross), pool(EQUITY, 10_000)])
    },
  )
  leaf(
    'given a debt pool with anything outstanding',
    'when its share is zero',
    'it reverts with EquationDebtLeftOut',
    async () => {
      await w.give({ to: w.accounts.carol.address, kind: CASH, quantity: 100 })
      await refuses(check([pool(DEBT, 0), pool(EQUITY, 10_000)]), 'EquationDebtLeftOut', [DEBT, 120])
    },
  )
  leaf('given no open debt', 'when a debt pool is left out', 'it passes', () => check([pool(EQUITY, 10_000)]))
})

describe('NoticeBoard.encodeEquation', () => {
  const w = useWorld()
  leaf('it is the reverse of decodeEquation', async () => {
    const { equation, remainder } = w.config()
    const [lines, decoded] = await w.board.decodeEquation(await w.board.encodeEquation(equation, remainder))
    expect(lines.map((line) => [line.account, Number(line.pool), Number(line.basis), Number(line.shareBps)])).to.deep.equal(
      equation.map((line) => [line.account, line.pool, line.basis, line.shareBps]),
    )
    expect(decoded).to.equal(remainder)
  })
})
