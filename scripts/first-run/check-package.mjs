// Builds the SDK as it would be published and checks that its entries and types resolve.
import { rmSync } from 'node:fs'
import path from 'node:path'
import { build, main, root, run } from './bootstrap.mjs'

await main(async () => {
  rmSync(path.join(root, 'sdk/dist'), { recursive: true, force: true })
  return (
    (await build()) ||
    (await run(['tsc', '--project', 'sdk'])) ||
    (await run(['publint', 'sdk', '--strict'])) ||
    run(['attw', '--pack', 'sdk', '--profile', 'esm-only'])
  )
})
