import { expect } from 'chai'
import { measure } from '../../bench/measure.ts'
import { measurePeers } from '../../bench/peers/measure.ts'
import { isMeasured } from '../../bench/peers/row.ts'
import { readSnapshot, toSnapshot, writeSnapshot } from '../../bench/results.ts'
import { isFlat } from '../../bench/row.ts'

/** `npm run bench` takes a hundred times as many. */
const CO_OWNERS = 1_000

describe('benchmark', () => {
  it('costs what the committed snapshot says, nothing more than it may, and the same for many co-owners', async () => {
    const rows = await measure(CO_OWNERS)
    const peers = await measurePeers()
    if (process.env.UPDATE_SNAPSHOTS === '1') writeSnapshot({ rows, peers })
    for (const row of rows) {
      expect(row.gas, row.id).to.be.at.most(row.hold)
      expect(isFlat(row), `${row.id}: ${row.gas}, with many ${row.many?.gas}`).to.equal(true)
    }
    const byId = ({ rows, peers }: ReturnType<typeof readSnapshot>) =>
      Object.fromEntries([...rows, ...peers].map((row) => [row.id, row]))
    expect(byId(toSnapshot({ rows, peers }))).to.deep.equal(byId(readSnapshot()))
  })

  it('of a venture says the same on both types of chain, and for any number of recipients', () => {
    const { rows, peers } = readSnapshot()
    for (const [act, id] of Object.entries({ sale: 'sale-erc20', distribution: 'sync', claim: 'claim' })) {
      const expected = rows.find((row) => row.id === id)?.gas ?? 0
      const found = peers.filter((row) => row.subject === 'ours' && row.act === act)
      expect(found.length, act).to.be.greaterThan(3)
      for (const row of found) expect(row.gas, row.id).to.be.closeTo(expected, Math.round(expected / 1_000))
    }
  })

  it('keeps every peer within the gas of its transactions', () => {
    const measured = readSnapshot().peers.filter(isMeasured)
    for (const { id, gas, transactions, l1Bytes } of measured) {
      expect(gas, id).to.be.at.most(transactions * 16_777_216)
      expect(l1Bytes, id).to.be.at.least(transactions * 100)
    }
  })
})
