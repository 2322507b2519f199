import { createRequire } from 'node:module'
import { parseHTML } from 'linkedom'
import { type Act, type PeerRow, SUBJECTS, type Subject, isMeasured } from '../peers/row.ts'
import { number, recipientsOf } from './format.ts'

const Plot = loadPlot()

const WIDTH = 960
const LEGEND = 64
const PANEL = 300
const MARGIN = 56
/** Where bars begin: below what any transaction costs. */
const FLOOR = 10_000
const SVG = 'http://www.w3.org/2000/svg'

/** Colours on a light and on a dark page. */
const COLOURS: Partial<Record<Subject, readonly [light: string, dark: string]>> = {
  ours: ['#1553b6', '#7aa7ff'],
  'peer-push-loop': ['#6b7280', '#9ca3af'],
  'peer-payment-splitter': ['#b45309', '#f0a04b'],
  'peer-merkle-distributor': ['#0f766e', '#3fc1b0'],
  'peer-0xsplits': ['#7c3aed', '#b79bff'],
  'peer-superfluid': ['#be185d', '#f58ab8'],
}

const PANELS: readonly { act: Act; title: string }[] = [
  { act: 'distribution', title: 'A distribution: until everybody can take their part of a sale' },
  { act: 'everyone', title: 'Until everybody has been paid their part of a sale' },
]

/** Acts a push pays everybody with at once, so that a figure of one is one of the other. */
const isPush = (subject: Subject) => subject === 'peer-0xsplits'

type Bar = { subject: Subject; recipients: number; gas: number; quoted: boolean }

/** What both acts cost against the number of recipients; hatched is what was measured elsewhere. */
export function renderChart(rows: readonly PeerRow[]): string {
  const { document } = parseHTML('<html><body></body></html>')
  const subjects = (Object.keys(COLOURS) as Subject[]).filter((subject) => rows.some((row) => row.subject === subject))
  const quoted = subjects.filter((subject) => rows.every((row) => row.subject !== subject || !isMeasured(row)))
  const svg = element(document, 'svg', {
    xmlns: SVG,
    viewBox: `0 0 ${WIDTH} ${LEGEND + PANELS.length * PANEL}`,
    role: 'img',
    'aria-labelledby': 'title desc',
    'font-family': 'system-ui, sans-serif',
  })
  const text = (name: string, id: string, content: string) =>
    Object.assign(element(document, name, { id }), { textContent: content })
  svg.append(
    text('title', 'title', 'Gas of a distribution against the number of recipients'),
    text('desc', 'desc', describeChart(rows)),
    Object.assign(element(document, 'style', {}), { textContent: styleOf(subjects) }),
    hatches(document, quoted),
    legend(document, subjects, quoted),
  )
  PANELS.forEach(({ act, title }, i) => {
    const panel = plot(document, barsOf(rows, act), subjects, quoted)
    const y = LEGEND + i * PANEL
    for (const [name, value] of Object.entries({ x: 0, y, width: WIDTH, height: PANEL })) panel.setAttribute(name, String(value))
    const heading = { x: MARGIN, y: y + 14, 'font-size': 13, 'font-weight': 'bold', fill: 'currentColor' }
    svg.append(Object.assign(element(document, 'text', heading), { textContent: title }), panel)
  })
  return `${svg.outerHTML.replaceAll('><', '>\n<')}\n`
}

/** The chart in words, for who can't see it. */
export function describeChart(rows: readonly PeerRow[]): string {
  const lines = PANELS.flatMap(({ act, title }) => {
    const bars = barsOf(rows, act)
    return [
      `${title}.`,
      ...[...new Set(bars.map(({ subject }) => subject))].map((subject) => {
        const own = bars.filter((bar) => bar.subject === subject)
        const figures = own.map(({ recipients, gas }) => `${number(gas)} gas for ${number(recipients)}`).join(', ')
        return `${SUBJECTS[subject]}${own.every((bar) => bar.quoted) ? ' (quoted, not run here)' : ''}: ${figures}.`
      }),
    ]
  })
  return lines.join(' ')
}

function barsOf(rows: readonly PeerRow[], act: Act): Bar[] {
  const counts = recipientsOf(rows)
  return rows.flatMap((row) => {
    if (!(row.subject in COLOURS)) return []
    if (row.act !== act && !(isPush(row.subject) && row.act === 'distribution')) return []
    const at = row.recipients === undefined ? counts : [row.recipients]
    return at.map((recipients) => ({ subject: row.subject, recipients, gas: row.gas, quoted: !isMeasured(row) }))
  })
}

function plot(document: Document, bars: readonly Bar[], subjects: readonly Subject[], quoted: readonly Subject[]): Element {
  const short = (gas: number) =>
    gas === 0 ? '0' : Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 3 }).format(gas)
  const position = { fx: 'recipients', x: 'subject' } as const
  return Plot.plot({
    document,
    width: WIDTH,
    height: PANEL,
    marginTop: 46,
    marginLeft: MARGIN,
    marginBottom: 26,
    x: { axis: null, domain: subjects, padding: 0.12 },
    fx: { label: null, padding: 0.12, tickFormat: (count: number) => `${number(count)} recipients`, axis: 'bottom' },
    y: { type: 'log', domain: [FLOOR, 100_000_000], grid: true, ticks: 4, tickFormat: (gas: number) => short(gas), label: 'gas' },
    color: {
      domain: subjects,
      range: subjects.map((subject) => (quoted.includes(subject) ? `url(#hatch-${subject})` : `var(--${subject})`)),
    },
    marks: [
      Plot.rect(
        bars.filter(({ gas }) => gas > 0),
        {
          ...position,
          y1: FLOOR,
          y2: 'gas',
          fill: 'subject',
          title: ({ subject, recipients, gas }: Bar) => `${SUBJECTS[subject]}, ${number(recipients)}: ${number(gas)} gas`,
        },
      ),
      Plot.text(bars, {
        ...position,
        y: ({ gas }: Bar) => Math.max(gas, FLOOR),
        text: ({ gas }: Bar) => short(gas),
        dy: -6,
        fontSize: 8,
      }),
      Plot.ruleY([FLOOR]),
    ],
  }) as unknown as Element
}

function legend(document: Document, subjects: readonly Subject[], quoted: readonly Subject[]): Element {
  const group = element(document, 'g', { 'font-size': 12, fill: 'currentColor' })
  subjects.forEach((subject, i) => {
    const [x, y] = [MARGIN + (i % 3) * 290, 18 + Math.floor(i / 3) * 22]
    const isQuoted = quoted.includes(subject)
    const fill = isQuoted ? `url(#hatch-${subject})` : `var(--${subject})`
    group.append(element(document, 'rect', { x, y: y - 10, width: 16, height: 12, fill }))
    const label = element(document, 'text', { x: x + 22, y })
    label.textContent = SUBJECTS[subject] + (isQuoted ? ' (quoted, not run here)' : '')
    group.append(label)
  })
  return group
}

function hatches(document: Document, quoted: readonly Subject[]): Element {
  const defs = element(document, 'defs', {})
  for (const subject of quoted) {
    const pattern = element(document, 'pattern', {
      id: `hatch-${subject}`,
      width: 6,
      height: 6,
      patternUnits: 'userSpaceOnUse',
      patternTransform: 'rotate(45)',
    })
    const colour = `var(--${subject})`
    pattern.append(
      element(document, 'rect', { width: 6, height: 6, fill: colour, 'fill-opacity': 0.15 }),
      element(document, 'rect', { width: 2.5, height: 6, fill: colour }),
    )
    defs.append(pattern)
  }
  return defs
}

function styleOf(subjects: readonly Subject[]): string {
  const variables = (theme: 0 | 1) => subjects.map((subject) => `--${subject}: ${COLOURS[subject]?.[theme]};`).join(' ')
  return `svg { color: #1f2328; ${variables(0)} } @media (prefers-color-scheme: dark) { svg { color: #e6edf3; ${variables(1)} } }`
}

/** Plot moves lines by half a pixel where it takes the screen for a coarse one, and the globals of Mocha for such a screen. */
function loadPlot() {
  const scope = globalThis as { window?: unknown }
  scope.window = { devicePixelRatio: 2 }
  try {
    return createRequire(import.meta.url)('@observablehq/plot') as typeof import('@observablehq/plot')
  } finally {
    delete scope.window
  }
}

function element(document: Document, name: string, attributes: Record<string, string | number>): Element {
  const created = document.createElementNS(SVG, name)
  for (const [key, value] of Object.entries(attributes)) created.setAttribute(key, String(value))
  return created
}
