import { Wallet, encryptKeystoreJson } from 'ethers'
import { type RunStep, openExamples } from './examples.ts'
import { type Shell, StepFailedError } from './shell.ts'

const PASSWORD = 'only for this walkthrough'
const ROWS = 300

/** More people in the own venture: hundreds of rows in one batch, somebody without gas, and somebody with a new wallet. */
export async function welcomePeople(shell: Shell, run: RunStep): Promise<void> {
  const env = { ...shell.env, OPEN_VALUE_PASSWORD: PASSWORD }
  const { addressOf, write, read, ov, folder } = openExamples({ ...shell, env }, run)
  const names = ['Ana', 'Bruno', 'Chen']
  const rows = Array.from({ length: ROWS }, (_, i) => `2026-01-${10 + (i % 20)},${names[i % 3]},design,1h,sketch ${i}`)
  write('crowd.csv', `date,affiliate,kind,quantity,evidence\n${rows.join('\n')}\n`)
  await ov([
    'batch:build crowd.csv --affiliates people.csv',
    `batch:propose crowd.large.json --uri file://${folder}/crowd.large.csv --as founder`,
    'attest 1 --as steward',
    'wait 4 days',
    'accept 1',
    'pay 1000.00 --as customer',
    'batch:activate crowd.large.json --affiliate Ana --people people.csv',
    'claim founder',
    'batch:activate crowd.large.json --all',
    'batch:close crowd.large.json',
  ])

  const { address, privateKey } = Wallet.createRandom()
  write('maria.json', await encryptKeystoreJson({ address, privateKey }, PASSWORD, { scrypt: { N: 1024 } }))
  await ov([
    'log 10h design --sign work.signed.json --keystore maria.json',
    'relay work.signed.json --as steward',
    'attest 1 --as steward',
    'wait 4 days',
    'accept 1',
    'pay 1000.00 --as customer',
    `claim --to ${addressOf('maker')} --sign claim.signed.json --keystore maria.json`,
    'relay claim.signed.json --as steward',
    'relay claim.signed.json --as steward',
  ])
  if (!read('relayed-31337.jsonl').includes('0x')) throw new StepFailedError('relay', 'it remembers nothing', '')

  await ov([
    'placeholder marie@example.org --salt salt.txt --new-salt',
    'move engineer --to designer --sign accepted.signed.json --as designer',
    'move engineer --to designer --with accepted.signed.json --as engineer',
    'move:status engineer',
    'claim designer',
    'audit "My own venture"',
  ])
}
