// Makes each mistake in `bugs.ts` in a copy of the contracts and requires that its invariant's checker finds it.
import { spawn } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { BUGS, type Bug } from './bugs.ts'
import { compile } from './compile.ts'

const ROOT = path.resolve(import.meta.dirname, '../..')
const WORKERS = Number(process.env.OPEN_VALUE_WORKERS ?? 2)
const ALL = [
  'Venture.sol',
  'ContributionLedger.sol',
  'NoticeBoard.sol',
  'DecisionBoard.sol',
  'HandOverBoard.sol',
  'LazyConsensusGovernor.sol',
  'VoiceBoard.sol',
  'ReviewBoard.sol',
  'GrowthBoard.sol',
  'AccountBoard.sol',
  'LargeBatches.sol',
  'VentureFactory.sol',
  'MachineRules.sol',
  'SharedEquipment.sol',
  'Campaign.sol',
  'CampaignFactory.sol',
  'periphery/ClaimBatch.sol',
  'periphery/RelayBatch.sol',
  'periphery/VentureLens.sol',
  'mocks/TestToken.sol',
  'mocks/StateLens.sol',
  'mocks/SlotReader.sol',
  'mocks/OddRecipients.sol',
]
/** Contracts that a mistake in a file can change; a file that is a contract changes itself. */
const USERS: Record<string, readonly string[]> = {
  'RevenueSplitter.sol': ['Venture.sol'],
  'Holdings.sol': ['Venture.sol'],
  'libraries/EquityIndex.sol': ['Venture.sol'],
  'libraries/DebtLine.sol': ['Venture.sol'],
  'CoOwnerDecisions.sol': ['Campaign.sol'],
  'libraries/RuleBounds.sol': ['DecisionBoard.sol'],
  'libraries/VoteTrace.sol': ['VoiceBoard.sol'],
}

const wanted = process.argv.slice(2)
const bugs = BUGS.filter(({ id, invariant }) => wanted.length === 0 || wanted.includes(id) || wanted.includes(invariant))
const folder = mkdtempSync(path.join(os.tmpdir(), 'open-value-bugs-'))

async function tryBug(bug: Bug): Promise<{ bug: Bug; isCaught: boolean; result: string }> {
  const { id, invariant, history = 'ventures', also } = bug
  const edits = also ? [bug, also] : [bug]
  const copy = path.join(folder, id)
  cpSync(path.join(ROOT, 'contracts'), copy, { recursive: true })
  for (const { file, find, replace } of edits) {
    const source = readFileSync(path.join(copy, file), 'utf8')
    const places = source.split(find).length - 1
    if (places !== 1) return { bug, isCaught: false, result: `its line stands in ${file} ${places} times` }
    writeFileSync(
      path.join(copy, file),
      source.replace(find, () => replace),
    )
  }
  const artifacts = path.join(folder, `${id}-artifacts`)
  cpSync(path.join(folder, 'artifacts'), artifacts, { recursive: true })
  const files = [...new Set(edits.flatMap(({ file }) => USERS[file] ?? [file]))]
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', path.join(import.meta.dirname, 'trial.ts'), copy, files.join(','), artifacts, invariant, history],
    { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] },
  )
  let output = ''
  child.stdout.on('data', (data: Buffer) => (output += data.toString()))
  await new Promise((resolve) => child.on('close', resolve))
  const result = /^RESULT (.*)$/m.exec(output)?.[1] ?? 'it stopped without a word'
  return { bug, isCaught: result.startsWith(`broke ${invariant}:`), result }
}

try {
  console.log(`Compiling the contracts as they are, then ${bugs.length} times with a mistake.`)
  compile(path.join(ROOT, 'contracts'), ALL, path.join(folder, 'artifacts'))
  const waiting = [...bugs]
  const missed: string[] = []
  async function work(): Promise<void> {
    for (let bug = waiting.shift(); bug; bug = waiting.shift()) {
      const { isCaught, result } = await tryBug(bug)
      if (!isCaught) missed.push(bug.id)
      console.log(
        `${isCaught ? 'caught' : 'MISSED'}  ${bug.invariant.padEnd(3)} ${bug.id.padEnd(28)} ${result.slice(0, isCaught ? 110 : 400)}`,
      )
    }
  }
  await Promise.all(Array.from({ length: WORKERS }, work))
  console.log(`${bugs.length - missed.length} caught, ${missed.length} missed`)
  process.exitCode = missed.length === 0 ? 0 : 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}
