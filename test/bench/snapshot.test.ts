import { readFileSync, writeFileSync } from 'node:fs'
import { expect } from 'chai'
import { measure } from '../../bench/measure.ts'

const SNAPSHOT = 'bench/snapshot.json'

describe('benchmark', () => {
  it('costs what the committed snapshot says, and nothing more than it may', async () => {
    const rows = await measure()
    const gas = Object.fromEntries(rows.map((row) => [row.id, row.gas]))
    if (process.env.UPDATE_SNAPSHOTS === '1') writeFileSync(SNAPSHOT, `${JSON.stringify(gas, null, 2)}\n`)
    for (const row of rows) expect(row.gas, row.id).to.be.at.most(row.hold)
    expect(gas).to.deep.equal(JSON.parse(readFileSync(SNAPSHOT, 'utf8')))
  })
})
