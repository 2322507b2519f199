import { expect } from 'chai'
import { AUDIT_HOLD_SECONDS, measureAudit } from '../../bench/offChain/audit.ts'

/** `npm run bench` audits fifty times as many. */
const EVENTS = 2_000

describe('benchmark: an audit', () => {
  it('reads every event, compares every account, and says what it took', async () => {
    const figures = await measureAudit(EVENTS)
    const { events, eventsRecomputed, figuresCompared, accounts, seconds, cpuSeconds, peakMiB, secondsAgain } = figures
    expect(events).to.be.within(EVENTS, 2 * EVENTS)
    expect(eventsRecomputed).to.be.within(events / 2, events)
    expect(accounts).to.be.above(1_000)
    expect(figuresCompared).to.be.above(7 * accounts)
    expect(seconds)
      .to.be.above(0)
      .and.to.be.above(cpuSeconds / 4)
    expect(secondsAgain).to.be.above(0)
    expect(cpuSeconds).to.be.within(0.1, AUDIT_HOLD_SECONDS)
    expect(peakMiB).to.be.within(50, 1_024)
  })
})
