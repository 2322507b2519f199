import { expect } from 'chai'
import { leaf } from '../../utils/leaf.ts'
import { CASH, Change, coder, DAY, DEBT, DESIGN, EQUITY, ETH, PoolType, REVIEW, useWorld, ZERO } from '../../utils/world.ts'

describe('VentureLens', () => {
  const w = useWorld(async (world) => {
    const { alice, bob, carol } = world.accounts
    await world.accounts.customer.sendTransaction({ to: world.V, value: 1000 })
    await world.venture.sync(ETH)
    await world.give(
      { to: alice.address, quantity: 100 },
      { to: bob.address, quantity: 300 },
      { to: bob.address, kind: REVIEW, quantity: 1 },
    )
    await world.give({ to: carol.address, kind: CASH, quantity: 1000 })
    await world.sale(1000)
    await world.give({ to: alice.address, quantity: 1 })
  })
  const J = async () => w.lens.poolIndex(w.V, EQUITY, w.T)
  describe('VentureLens.poolIndex', () => {
    leaf('it is the revenue per point x 2^128', async () => {
      expect(await J()).to.equal((475n << 128n) / 16_060n)
    })
  })
  describe('VentureLens.parkedOf', () => {
    leaf('it is what waits for points', async () => {
      const before = await w.deploy(
        w.config((config) => (config.pools[0]!.openingPeriod = DAY)),
        '0x'.padEnd(66, '1'),
      )
      await w.token.mint(before.V, 1000)
      await before.venture.sync(w.T)
      expect(await w.lens.parkedOf(before.V, EQUITY, w.T)).to.equal(950n)
    })
  })
  describe('VentureLens.kindBase', () => {
    leaf('it is set when a kind is re-weighed', async () => {
      const j = await J()
      expect(await w.lens.kindBase(w.V, DESIGN, w.T)).to.deep.equal([0n, 0n])
      await w.change(Change.Weight, coder.encode(['uint8', 'uint32'], [DESIGN, 80]))
      expect(await w.lens.kindBase(w.V, DESIGN, w.T)).to.deep.equal([40n * j, j])
    })
  })
  describe('VentureLens.offsetOf', () => {
    leaf('it is what units had earned when they came', async () => {
      expect(await w.lens.offsetOf(w.V, w.accounts.alice.address, DESIGN, w.T)).to.equal(40n * (await J()))
      expect(await w.lens.offsetOf(w.V, w.accounts.bob.address, DESIGN, w.T)).to.equal(0n)
    })
  })
  describe('VentureLens.accountBook', () => {
    leaf('it is credits and debt pools', async () => {
      const fee = await w.lens.accountBook(w.V, w.accounts.fee.address, w.T)
      const carol = await w.lens.accountBook(w.V, w.accounts.carol.address, w.T)
      expect([fee.credit, fee.debtPools, carol.credit, carol.debtPools]).to.deep.equal([50n, 0n, 0n, 4n])
    })
  })
  describe('VentureLens.debtAcceptance', () => {
    leaf('it is where an acceptance stands on the line', async () => {
      await w.give({ to: w.accounts.carol.address, kind: CASH, quantity: 7 })
      expect(Array.from(await w.lens.debtAcceptance(w.V, DEBT, 1))).to.deep.equal([1200n, 7n])
    })
  })
  describe('VentureLens.debtQueue', () => {
    leaf('it is the cursor and the number of entries', async () => {
      expect(Array.from(await w.lens.debtQueue(w.V, DEBT, w.accounts.carol.address))).to.deep.equal([0n, 1n])
    })
  })
  describe('VentureLens.debtEntry', () => {
    leaf('it is money, paid and acceptance', async () => {
      await w.venture.claim(w.accounts.carol.address, [w.T], [], 5)
      expect(Array.from(await w.lens.debtEntry(w.V, DEBT, w.accounts.carol.address, 0))).to.deep.equal([1000n, 475n, 0n])
    })
  })
  describe('VentureLens.birth', () => {
    leaf('it is what the venture was born with, whatever came later', async () => {
      await w.board
        .connect(w.accounts.founder)
        .openPool(w.V, { poolType: PoolType.Equity, token: ZERO, capBps: 0, openingPeriod: 0 })
      const { equation, remainder, tokens } = w.config()
      const birth = await w.lens.birth(w.V)
      expect([birth.ledger, birth.contributorsFloorBps, birth.birthPools]).to.deep.equal([w.L, 7000n, 2n])
      expect([birth.tokens, birth.equation]).to.deep.equal([tokens, await w.board.encodeEquation(equation, remainder)])
    })
  })
  describe('VentureLens.equation', () => {
    const equationNow = async () => {
      const [version, lines, remainder] = await w.lens.equation(w.V)
      const plain = lines.map((line) => [line.account, Number(line.pool), Number(line.basis), Number(line.shareBps)])
      return { version, lines: plain, remainder }
    }
    const linesOf = (lines: ReturnType<typeof w.config>['equation']) =>
      lines.map(({ account, pool, basis, shareBps }) => [account, pool, basis, shareBps])
    leaf('given the first one', 'it is that of birth', async () => {
      const { equation, remainder } = w.config()
      expect(await equationNow()).to.deep.equal({ version: 1n, lines: linesOf(equation), remainder })
    })
    leaf('given a later one', 'it is the one in force', async () => {
      const { equation } = w.config()
      equation[0]!.shareBps = 100
      const { address } = w.accounts.dave
      await w.change(Change.Equation, await w.board.encodeEquation(equation, address))
      expect(await equationNow()).to.deep.equal({ version: 2n, lines: linesOf(equation), remainder: address })
    })
  })
  describe('VentureLens.pointsOf', () => {
    leaf('it adds up units x weight of the kinds named', async () => {
      const { bob, carol } = w.accounts
      expect(await w.lens.pointsOf(w.V, bob.address, [DESIGN, REVIEW, CASH])).to.equal(12_060n)
      expect(await w.lens.pointsOf(w.V, bob.address, [REVIEW])).to.equal(60n)
      expect(await w.lens.pointsOf(w.V, carol.address, [CASH])).to.equal(0n)
    })
  })
  describe('VentureLens.holdings', () => {
    leaf('it is every kind the account holds', async () => {
      const list = await w.lens.holdings(w.V, w.accounts.bob.address)
      expect(list.map(({ kind, units }) => [kind, units])).to.deep.equal([
        [0n, 300n],
        [1n, 1n],
      ])
      expect(await w.lens.holdings(w.V, ZERO)).to.deep.equal([])
    })
  })
  describe('VentureLens.heldBack', () => {
    leaf('it is what rounding keeps', async () => {
      const { alice, bob, carol, fee, fund } = w.accounts
      const creditors = [alice, bob, carol, fee, fund].map(({ address }) => address)
      const owed = await Promise.all(creditors.map((account) => w.owed(account)))
      const kept = await w.lens.heldBack(w.V, w.T, creditors)
      expect(kept).to.equal(1000n - owed.reduce((a, b) => a + b))
      expect(kept <= 2n).to.equal(true)
    })
  })
})
