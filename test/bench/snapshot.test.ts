import { expect } from 'chai'
import { measure } from '../../bench/measure.ts'
import { measurePeers } from '../../bench/peers/measure.ts'
import { isMeasured } from '../../bench/peers/row.ts'
import { type Results, readSnapshot, toSnapshot, writeSnapshot } from '../../bench/results.ts'
import { isAbove, isFlat, note, row } from '../../bench/row.ts'

/** `npm run bench` takes a hundred times as many. */
const CO_OWNERS = 1_000

describe('benchmark', () => {
  it('costs what the committed snapshot says, nothing more than it may, and the same for many co-owners', async () => {
    const rows = await measure(CO_OWNERS)
    const results = { rows, peers: await measurePeers(), offChain: [] }
    if (process.env.UPDATE_SNAPSHOTS === '1') writeSnapshot(results)
    for (const row of rows) {
      expect(isAbove(row), `${row.id}: ${row.gas}`).to.equal(false)
      expect(isFlat(row), `${row.id}: ${row.gas}, with many ${row.many?.gas}`).to.equal(true)
    }
    const byId = ({ rows, peers }: Results) => Object.fromEntries([...rows, ...peers].map((row) => [row.id, row]))
    expect(byId(toSnapshot(results))).to.deep.equal(byId(readSnapshot()))
  })

  it('was measured with a million affiliates too, where they could matter', () => {
    const million = readSnapshot().rows.filter(({ many }) => many && 'affiliates' in many && many.affiliates === 1_000_000)
    expect(million.map(({ id }) => id)).to.have.members([
      'sale-erc20',
      'sync',
      'claim',
      'claim-sync',
      'claim-activated',
      'merkle-accept',
    ])
  })

  it('is above hold, or not flat, from the first gas on', () => {
    const one = row('one', '', 1_000n, 1_000, undefined, '', { affiliates: 1_000_000, gas: 1_010n })
    expect([isAbove(one), isAbove({ ...one, gas: 1_001 }), isAbove(note('one', '', 1_001n))]).to.deep.equal([false, true, false])
    const withMany = (gas: number) => isFlat({ ...one, many: { affiliates: 1_000_000, gas } })
    expect([989, 990, 1_010, 1_011].map(withMany)).to.deep.equal([false, true, true, false])
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
