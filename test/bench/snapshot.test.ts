import { readFileSync, writeFileSync } from 'node:fs'
import { expect } from 'chai'
import { measure } from '../../bench/measure.ts'
import { isFlat } from '../../bench/row.ts'

const SNAPSHOT = 'bench/snapshot.json'
/** `npm run bench` takes a hundred times as many. */
const CO_OWNERS = 1_000

describe('benchmark', () => {
  it('costs what the committed snapshot says, nothing more than it may, and the same for many co-owners', async () => {
    const rows = await measure(CO_OWNERS)
    const gas = Object.fromEntries(rows.map((row) => [row.id, row.gas]))
    if (process.env.UPDATE_SNAPSHOTS === '1') writeFileSync(SNAPSHOT, `${JSON.stringify(gas, null, 2)}\n`)
    for (const row of rows) {
      expect(row.gas, row.id).to.be.at.most(row.hold)
      expect(isFlat(row), `${row.id}: ${row.gas}, with many ${row.many?.gas}`).to.equal(true)
    }
    expect(gas).to.deep.equal(JSON.parse(readFileSync(SNAPSHOT, 'utf8')))
  })
})
