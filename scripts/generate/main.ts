// Writes what is derived: ABIs and addresses of the SDK, `deployments/addresses.json`, `docs/errors.md`,
// and `docs/benchmark.*` from what was measured last.
// Run it after a change of the contracts or of an error's message: npm run generate
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { readSnapshot, renderPages } from '../../bench/results.ts'
import { inRoot } from '../deploy/artifacts.ts'
import { renderAbis } from './abis.ts'
import { renderAddresses, renderSdkAddresses } from './addresses.ts'
import { renderEnums } from './enums.ts'
import { ERRORS_PAGE, readErrorsPage } from './errorsPage.ts'

/** Every generated file, its path from the root, and its text. */
export function renderAll(): Map<string, string> {
  const abis = [...renderAbis()].map(([file, text]): [string, string] => [`sdk/src/${file}`, text])
  return new Map([
    ...abis,
    ['sdk/src/abis/enums.ts', renderEnums()],
    ['sdk/src/addresses/deployed.ts', renderSdkAddresses()],
    ['deployments/addresses.json', renderAddresses()],
    [ERRORS_PAGE, readErrorsPage()],
    ...renderPages(readSnapshot()),
  ])
}

if (import.meta.main) {
  for (const [file, text] of renderAll()) {
    mkdirSync(path.dirname(inRoot(file)), { recursive: true })
    writeFileSync(inRoot(file), text)
    console.log(`wrote ${file}`)
  }
}
