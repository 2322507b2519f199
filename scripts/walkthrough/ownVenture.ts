import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { type Shell, StepFailedError, runScript } from './shell.ts'

/** A chain that `npm start` keeps running, as it tells about itself. */
type LocalChain = { token: { address: string }; people: { name: string; address: string }[] }

const ACCOUNTS: Record<string, string> = {
  '0x1111111111111111111111111111111111111111': 'founder',
  '0x2222222222222222222222222222222222222222': 'steward',
  '0x3333333333333333333333333333333333333333': 'engineer',
  '0x4444444444444444444444444444444444444444': 'exchange firm',
  '0x9999999999999999999999999999999999999999': 'network',
}
const TOKEN = '0x5555555555555555555555555555555555555555'

/** Somebody's own venture: the example's config with accounts of the local chain, and a CSV file written just now. */
export async function deployOwnVenture(
  shell: Shell,
  run: (step: string, work: () => Promise<unknown>) => Promise<void>,
): Promise<void> {
  const chain = JSON.parse(readFileSync(path.join(shell.cwd, 'deployments/local/chain.json'), 'utf8')) as LocalChain
  const addressOf = (name: string) => chain.people.find((person) => person.name === name)?.address ?? ''
  const own = (address: string) => (address === TOKEN ? chain.token.address : addressOf(ACCOUNTS[address] ?? '') || address)
  const config = readFileSync(path.join(shell.cwd, 'docs/examples/venture.json'), 'utf8').replace(/0x\d{40}/g, own)
  const folder = path.join(shell.cwd, '..')
  const file = (name: string, text: string) => writeFileSync(path.join(folder, name), text)
  file('venture.json', config.replace('"Tide gauge"', '"My own venture"'))
  file('people.csv', `name,address\nAna,${addressOf('founder')}\nBruno,${addressOf('steward')}\nChen,${addressOf('engineer')}\n`)
  file(
    'contributions.csv',
    'date,affiliate,kind,quantity,evidence\n2026-01-05,Ana,design,2.5h,a sketch\n2026-01-06,Chen,build,1h15,a box\n',
  )

  const ov = (args: string) => `npm run --silent ov -- ${args}`
  const shellOf = { ...shell, env: { ...shell.env, INIT_CWD: folder } }
  const steps = [
    `venture:deploy ${path.join(folder, 'venture.json')}`,
    `import ${path.join(folder, 'contributions.csv')} --affiliates ${path.join(folder, 'people.csv')}`,
    'attest 1 --as steward',
    'wait 4 days',
    'accept 1',
    'wait 7 days',
    'pay 1000.00 --as customer',
    `payday --min 5.00 --receipt ${path.join(folder, 'receipt.csv')}`,
    'why founder',
    'audit "My own venture"',
  ]
  for (const step of steps) await run(`ov ${step.replaceAll(`${folder}/`, '')}`, () => runScript(step, ov(step), shellOf, 10))
  const receipt = readFileSync(path.join(folder, 'receipt.csv'), 'utf8')
  if (receipt.trim().split('\n').length < 3)
    throw new StepFailedError('payday', 'its receipt names fewer than two people', receipt)
}
