import { build, main, run } from './bootstrap.mjs'

await main(async () => {
  if ((await build()) !== 0) return 1
  const codes = [
    await run(['prettier', '--check', '.']),
    await run(['solhint', '--noPoster', '--disc', '--max-warnings', '0', 'contracts/**/*.sol', 'test/**/*.sol']),
    await run(['tsc', '--noEmit']),
  ]
  return codes.every((code) => code === 0) ? 0 : 1
})
