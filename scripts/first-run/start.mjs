import { build, main, run } from './bootstrap.mjs'

const args = process.argv.slice(2)

await main(async () => (await build()) || run(['scripts/demo/main.ts', ...args]))
