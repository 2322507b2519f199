// Compiles a copy of the contracts with one mistake and runs the history of what it is about over it. Prints the id of what it broke.
import { compile } from './compile.ts'

const [folder = '', files = '', artifacts = '', invariant = '', history = ''] = process.argv.slice(2)
try {
  compile(folder, files.split(','), artifacts)
} catch (error) {
  console.log(`RESULT it does not compile: ${(error as Error).message.split('\n')[0]}`)
  process.exit(0)
}
process.env.OPEN_VALUE_ARTIFACTS = artifacts
async function runOf(name: string) {
  if (name === 'equipment') return (await import('../../test/invariant/equipment/campaign.ts')).runEquipment
  if (name === 'governance') return (await import('../../test/invariant/governance/campaign.ts')).runGovernance
  return (await import('../../test/invariant/campaign.ts')).runCampaign
}
const run = await runOf(history)
const { Broken } = await import('../../test/invariant/invariants.ts')
const steps = Number(process.env.OPEN_VALUE_STEPS ?? 3000)
try {
  await run({ steps, seed: 1, stepsPerWorld: 300, trialEvery: 60, only: [invariant] })
  console.log('RESULT nothing')
} catch (error) {
  const text = error instanceof Broken ? `broke ${error.message}` : `failed: ${(error as Error).stack}`
  console.log(`RESULT ${text.replaceAll('\n', ' ')}`)
}
process.exit(0)
