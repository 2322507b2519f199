// npm start [-- --once] [--report FILE] [--port PORT]
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { zeroAddress } from 'viem'
import { moveTo, startChain } from '../internal/chain.ts'
import { userPath, writeLocalChain } from '../internal/cli/local.ts'
import { namedPeople } from './people.ts'
import { BEFORE_THE_FIRST_YEAR, DEMO_TOKEN, type Replay, replayCases } from './replay.ts'
import { describeReplay } from './table.ts'

const { once, report: reportFile, port } = readArguments()
const started = Date.now()
const chain = await startChain({ initialDate: BEFORE_THE_FIRST_YEAR, ...(once ? {} : { port }) })
const replay = await replayCases(chain.client, { onStep: (what) => console.error(`… ${what}`), record: !once })
console.log(`\n${describeReplay(replay.report)}\n`)
console.log(`Every figure was paid out on a chain of this machine, in ${Math.round((Date.now() - started) / 1000)} seconds.`)
if (reportFile !== undefined) {
  writeFileSync(userPath(reportFile), `${JSON.stringify(replay.report, undefined, 2)}\n`)
}

if (chain.rpcUrl === undefined) {
  await chain.close()
  console.log('How to go on: `npm start` keeps the chain running, so that you can play on.')
} else {
  await moveTo(chain.client, BigInt(Math.floor(Date.now() / 1000)))
  remember(chain.rpcUrl, replay)
  console.log(howToGoOn(chain.rpcUrl, replay))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      console.log('\nThe chain has ended.')
      process.exit(0)
    })
  }
}

function readArguments() {
  const options = {
    once: { type: 'boolean' },
    report: { type: 'string' },
    port: { type: 'string' },
    help: { type: 'boolean' },
  } as const
  try {
    const { values } = parseArgs({ options })
    const port = Number(values.port ?? 8545)
    if (values.help || !Number.isInteger(port) || port < 0 || port > 65_535) throw new Error('')
    return { once: values.once ?? false, report: values.report, port }
  } catch (error) {
    console.error((error as Error).message)
    console.error('Usage: npm start [-- --once] [-- --report FILE] [-- --port PORT]')
    process.exit(2)
  }
}

/** Where commands find this chain; not committed. */
function remember(rpcUrl: string, { stage, ventures, campaigns }: Replay): void {
  const token = { address: stage.token, ...DEMO_TOKEN }
  const { contracts } = stage
  const chainFile = { rpcUrl, chainId: stage.client.chain.id, contracts, token, people: namedPeople() }
  const known = campaigns.map(({ name, campaign, machine }) => ({
    name,
    campaign,
    ...(machine !== zeroAddress && { machine }),
  }))
  writeLocalChain(chainFile, [...ventures].reverse(), known.reverse())
}

function howToGoOn(rpcUrl: string, { stage, ventures, campaigns }: Replay): string {
  const [first] = ventures
  const width = Math.max(...ventures.map(({ name }) => name.length))
  return `
Ready: a chain with these ventures listens at ${rpcUrl} (chain ${stage.client.chain.id}).
   ${'token'.padEnd(width)}   ${stage.token}   ${DEMO_TOKEN.symbol}, anyone mints it
   ${'factory'.padEnd(width)}   ${stage.contracts.factory}
${ventures.map(({ name, venture }) => `   ${name.padEnd(width)}   ${venture}`).join('\n')}

Try in another terminal:
   npm run ov -- status --venture "${first?.name}"
   npm run ov -- pay 100.00 --venture "${first?.name}" --as customer
   npm run ov -- why designer --venture "${first?.name}"
   npm run ov -- decide:powers --venture "${ventures.at(-1)?.name}"
   npm run ov -- machine:status "${campaigns[0]?.name}"

Ctrl-C ends it.`
}
