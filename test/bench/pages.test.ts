import { expect } from 'chai'
import { parseHTML } from 'linkedom'
import { describeChart, renderChart } from '../../bench/pages/chart.ts'
import { number } from '../../bench/pages/format.ts'
import { isOverdrawn } from '../../bench/offChain/row.ts'
import { headline } from '../../bench/pages/headline.ts'
import { renderPage } from '../../bench/pages/page.ts'
import { textTable } from '../../bench/pages/textTable.ts'
import { type PeerRow, isMeasured } from '../../bench/peers/row.ts'
import { parseResults, readSnapshot, toJson } from '../../bench/results.ts'

describe('pages of the benchmark', () => {
  const snapshot = readSnapshot()
  const { rows, peers, offChain } = snapshot
  const page = renderPage(snapshot)
  const quoted = peers.filter((row) => !isMeasured(row))
  /** So little that every comparison would change if it counted. */
  const cheapQuotes = peers.map((row): PeerRow => (isMeasured(row) ? row : { ...row, gas: 7 }))
  const line = (page: string, id: string) => page.split('\n').find((text) => text.startsWith(`| ${id} |`))

  it('have rows of both sorts to show', () => {
    expect(quoted.length).to.be.greaterThan(0)
    expect(quoted.length).to.be.lessThan(peers.length)
  })

  it('say nothing quoted in the headline', () => {
    const text = headline(peers)
    expect(headline(peers.filter(isMeasured))).to.deep.equal(text)
    expect(headline(cheapQuotes)).to.deep.equal(text)
    for (const { gas } of quoted) expect(text.join(' ')).not.to.include(number(gas))
  })

  it('say where a peer is cheaper', () => {
    const find = (id: string) => peers.filter(isMeasured).find((row) => row.id === id)?.gas ?? 0
    expect(find('peer-push-loop-distribution-2')).to.be.lessThan(find('ours-distribution-2'))
    expect(headline(peers).join(' ')).to.include(number(find('peer-push-loop-distribution-2')))
    const dearPush = peers.map((row) => (row.id === 'peer-push-loop-distribution-2' ? { ...row, gas: 999_999 } : row))
    expect(headline(dearPush).join(' ')).not.to.include('cheaper way')
  })

  it('refuse to begin without what the headline needs', () => {
    const without = peers.filter(({ id }) => id !== 'ours-everyone-1000')
    expect(() => headline(without)).to.throw('not measured')
  })

  it('mark in the tables what is quoted, and count it nowhere as the least', () => {
    const cheap = renderPage({ ...snapshot, peers: cheapQuotes })
    expect(cheap).to.include('| *7* |')
    expect(cheap).not.to.include('**7**')
    for (const { id, gas } of quoted) {
      expect(line(page, id))
        .to.include(`*${number(gas)}*`)
        .and.to.include('quoted, not run here')
    }
  })

  it('show every figure that was measured', () => {
    for (const { id, gas, hold, many } of rows) {
      const figures = hold === undefined ? `| ${number(gas)} |` : `| ${number(gas)} | ${number(hold)} |`
      expect(line(page, id), id).to.include(figures)
      if (many) expect(line(page, id), id).to.include(`| ${number(many.gas)} |`)
    }
    for (const { id, gas, calldataBytes } of peers.filter(isMeasured)) {
      expect(line(page, id), id).to.include(`| ${number(gas)} | ${number(calldataBytes)} |`)
    }
  })

  it('say what a million people cost, and leave empty what nobody measured with as many', () => {
    const million = peers.filter(isMeasured).filter(({ recipients }) => recipients === 1_000_000)
    expect(million.map(({ id }) => id)).to.have.members([
      'ours-sale-1000000',
      'ours-distribution-1000000',
      'ours-claim-1000000',
      'ours-record-1000000',
      'ours-activation-1000000',
      'ours-fifty-activation-1000000',
    ])
    for (const { gas, act } of million) {
      const figure = act === 'activation' ? number(gas) : `\\*\\*${number(gas)}\\*\\*(?: in 2)?`
      expect(page).to.match(new RegExp(`\\| Venture \\(ours.* ${figure} \\|\\n`))
    }
    expect(page).to.include('for 2 to 1,000,000 recipients')
    expect(page).to.match(/\| PaymentSplitter 4.9 \|.*\|  \|\n/)
    expect(renderChart(peers)).to.include('1,000,000 recipients')
  })

  it('say how much of its hold a command took, and where it took more', () => {
    expect(offChain.map(({ id }) => id)).to.deep.equal(['batch-build', 'audit'])
    for (const row of offChain) {
      expect(line(page, row.id))
        .to.include(`| ${number(row.seconds)} | ${number(row.holdSeconds)} |`)
        .and.to.include('| yes |')
      const slow = { ...row, seconds: row.holdSeconds + 0.1 }
      expect(line(renderPage({ ...snapshot, offChain: [slow] }), row.id)).to.include('| **no** |')
    }
    const large = offChain.map((row) => ({ ...row, peakMiB: (row.holdMiB ?? 0) + 1 }))
    expect(large.filter(isOverdrawn).map(({ id }) => id)).to.deep.equal(['batch-build'])
  })

  describe('the chart', () => {
    const svg = renderChart(peers)
    const { document } = parseHTML(svg)
    const bars = [...document.querySelectorAll('[aria-label=rect] rect')].map((rect) => ({
      fill: rect.getAttribute('fill') ?? '',
      says: rect.querySelector('title')?.textContent ?? '',
    }))

    it('draws what was measured plainly and what is quoted hatched', () => {
      const hatched = bars.filter(({ fill }) => fill.startsWith('url('))
      const plain = bars.filter(({ fill }) => fill.startsWith('var('))
      expect(hatched.length + plain.length).to.equal(bars.length)
      const isQuoted = ({ says }: { says: string }) => /0xSplits|Superfluid/.test(says)
      expect(hatched.length).to.be.greaterThan(0)
      expect(hatched.every(isQuoted)).to.equal(true)
      expect(plain.length).to.be.greaterThan(0)
      expect(plain.some(isQuoted)).to.equal(false)
    })

    it('has a pattern for every hatch, and says what a hatch means', () => {
      const used = new Set(bars.flatMap(({ fill }) => /url\(#(.+)\)/.exec(fill)?.[1] ?? []))
      const patterns = [...document.querySelectorAll('pattern')].map((pattern) => pattern.id)
      expect(patterns.sort()).to.deep.equal([...used].sort())
      expect(svg).to.include('0xSplits v2 push (quoted, not run here)')
    })

    it('draws every distribution and every payout that costs anything, once', () => {
      const shown = peers.filter(
        (row) => row.gas > 0 && !row.subject.startsWith('ours-') && (row.act === 'distribution' || row.act === 'everyone'),
      )
      const pushes = shown.filter(({ subject }) => subject === 'peer-0xsplits').length
      const forAnyNumber = shown.filter(({ recipients }) => recipients === undefined).length
      const counts = new Set(peers.map(({ recipients }) => recipients).filter((count) => count !== undefined)).size
      expect(bars.length).to.equal(shown.length + pushes + forAnyNumber * (counts - 1))
    })

    it('is readable on dark pages and without eyes', () => {
      expect(svg).to.include('prefers-color-scheme: dark')
      expect(document.querySelector('svg')?.getAttribute('role')).to.equal('img')
      expect(document.querySelector('svg > desc')?.textContent).to.equal(describeChart(peers))
      expect(page).to.match(/!\[[^\]]{40,}\]\(benchmark\.svg\)/)
    })
  })

  it('keep the rows of a report', () => {
    expect(parseResults(toJson(snapshot))).to.deep.equal(snapshot)
    const all = JSON.parse(toJson(snapshot)) as { id: string }[]
    expect(new Set(all.map(({ id }) => id)).size).to.equal(rows.length + peers.length + offChain.length)
  })

  it('align columns of a terminal', () => {
    expect(
      textTable(
        ['id', 'gas', ''],
        [
          ['a', '1', ''],
          ['long', '1,000', 'x'],
        ],
        [1],
      ),
    ).to.equal(['id      gas', 'a         1', 'long  1,000  x'].join('\n'))
  })
})
