import { type RunStep, openExamples } from './examples.ts'
import { type Shell, StepFailedError } from './shell.ts'

/** Somebody's own venture: the example's config with accounts of the local chain, and a CSV file written just now. */
export async function deployOwnVenture(shell: Shell, run: RunStep): Promise<void> {
  const { addressOf, example, write, read, ov } = openExamples(shell, run)
  write('venture.json', example('venture.json').replace('"Tide gauge"', '"My own venture"'))
  write('people.csv', `name,address\nAna,${addressOf('founder')}\nBruno,${addressOf('steward')}\nChen,${addressOf('engineer')}\n`)
  write(
    'contributions.csv',
    'date,affiliate,kind,quantity,evidence\n2026-01-05,Ana,design,2.5h,a sketch\n2026-01-06,Chen,build,1h15,a box\n',
  )
  await ov([
    'venture:deploy venture.json',
    'import contributions.csv --affiliates people.csv',
    'attest 1 --as steward',
    'wait 4 days',
    'accept 1',
    'wait 7 days',
    'pay 1000.00 --as customer',
    'payday --min 5.00 --receipt receipt.csv',
    'why founder',
    'audit "My own venture"',
  ])
  const receipt = read('receipt.csv')
  if (receipt.trim().split('\n').length < 3)
    throw new StepFailedError('payday', 'its receipt names fewer than two people', receipt)
}
