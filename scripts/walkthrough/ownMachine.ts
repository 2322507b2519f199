import { type RunStep, openExamples } from './examples.ts'
import { type Shell, StepFailedError } from './shell.ts'

const PLEDGERS = ['founder', 'steward', 'engineer', 'customer']

/** A machine of four people, from the example's config to the first payback; then a campaign for work in the own venture. */
export async function buyOwnMachine(shell: Shell, run: RunStep): Promise<void> {
  const { example, lastVenture, addressOf, write, read, ov } = openExamples(shell, run)
  write('machine.json', example('machine.json'))
  write('invoice.txt', 'One printer\n')
  await ov([
    'campaign:agreement machine.json',
    'campaign:deploy machine.json',
    ...PLEDGERS.map((who) => `campaign:pledge 1000.00 --as ${who}`),
    'campaign:propose purchase "exchange firm" 3900.00 --document invoice.txt --as steward',
    'wait 5 days',
    'campaign:execute 1',
    'campaign:refund --all --receipt refunds.csv',
    'campaign:status',
    'machine:log 4h --job 200.00 --material PLA=30g --technician engineer=2h --for customer --pay --as founder',
    'machine:claim founder',
    'machine:status',
    'campaign:audit',
  ])
  const refunds = read('refunds.csv')
  if (refunds.trim().split('\n').length !== PLEDGERS.length + 1)
    throw new StepFailedError('campaign:refund', 'its receipt does not name every pledger', refunds)

  write('work.json', example('campaign.json').replace(addressOf('network'), lastVenture()))
  await ov([
    'campaign:deploy work.json',
    ...PLEDGERS.slice(2).map((who) => `campaign:pledge 150.00 --as ${who}`),
    'campaign:propose delivery 300.00 --document invoice.txt --as founder',
    'wait 5 days',
    'campaign:execute 1',
    'campaign:status',
  ])
}
