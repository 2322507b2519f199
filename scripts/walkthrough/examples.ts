import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { type Shell, runScript } from './shell.ts'

/** A chain that `npm start` keeps running, as it tells about itself. */
type LocalChain = { chainId: number; token: { address: string }; people: { name: string; address: string }[] }

const ACCOUNTS: Record<string, string> = {
  '0x1111111111111111111111111111111111111111': 'founder',
  '0x2222222222222222222222222222222222222222': 'steward',
  '0x3333333333333333333333333333333333333333': 'engineer',
  '0x4444444444444444444444444444444444444444': 'exchange firm',
  '0x9999999999999999999999999999999999999999': 'network',
}
const TOKEN = '0x5555555555555555555555555555555555555555'

/** Runs a step under its name. */
export type RunStep = (step: string, work: () => Promise<unknown>) => Promise<void>

/** The examples of the docs with accounts of the local chain, in a folder outside the clone, and commands run from there. */
export function openExamples({ cwd, env }: Shell, run: RunStep) {
  const readLocal = <content>(name: string) =>
    JSON.parse(readFileSync(path.join(cwd, 'deployments/local', name), 'utf8')) as content
  const chain = readLocal<LocalChain>('chain.json')
  const addressOf = (name: string) => chain.people.find((person) => person.name === name)?.address ?? ''
  const own = (address: string) => (address === TOKEN ? chain.token.address : addressOf(ACCOUNTS[address] ?? '') || address)
  const folder = path.join(cwd, '..')
  return {
    folder,
    addressOf,
    /** The address of the venture deployed last. */
    lastVenture: () => readLocal<{ venture: string }[]>(`ventures-${chain.chainId}.json`).at(-1)?.venture ?? '',
    example: (name: string) => readFileSync(path.join(cwd, 'docs/examples', name), 'utf8').replace(/0x\d{40}/g, own),
    write: (name: string, text: string) => writeFileSync(path.join(folder, name), text),
    read: (name: string) => readFileSync(path.join(folder, name), 'utf8'),
    async ov(commands: readonly string[]): Promise<void> {
      for (const command of commands) {
        const script = `npm --prefix ${JSON.stringify(cwd)} run --silent ov -- ${command}`
        await run(`ov ${command}`, () => runScript(command, script, { cwd: folder, env }, 10))
      }
    },
  }
}
