// node scripts/first-run/run.mjs [NAME=value ...] <program or .ts file> [arguments]
import { build, main, run } from './bootstrap.mjs'

const args = process.argv.slice(2)
const env = {}
while (/^[A-Z_]+=/.test(args[0] ?? '')) {
  const [name, value] = args.shift().split('=')
  env[name] = value
}

await main(async () => {
  const code = args[0].endsWith('.ts') ? await build() : 0
  return code || run(args, { env })
})
