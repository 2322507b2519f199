import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { Interface } from 'ethers'

const ROOT = path.resolve(import.meta.dirname, '../..')
const FOLDERS: Record<string, string> = {
  VentureLens: 'periphery',
  ClaimBatch: 'periphery',
  RelayBatch: 'periphery',
  TestToken: 'mocks',
  StateLens: 'mocks',
  SlotReader: 'mocks',
}

export type Artifact = { name: string; abi: Interface; bytecode: string }
const artifacts = new Map<string, Artifact>()

/** A compiled contract. OPEN_VALUE_ARTIFACTS names a folder whose `<Name>.json` stand in place of the build's. */
export function artifactOf(name: string, file = name): Artifact {
  const known = artifacts.get(name)
  if (known) return known
  const own = process.env.OPEN_VALUE_ARTIFACTS && path.join(process.env.OPEN_VALUE_ARTIFACTS, `${name}.json`)
  const built = path.join(
    ROOT,
    'artifacts/contracts',
    FOLDERS[name] ?? (file === name ? '' : 'mocks'),
    `${file}.sol`,
    `${name}.json`,
  )
  const { abi, bytecode } = JSON.parse(readFileSync(own && existsSync(own) ? own : built, 'utf8'))
  const artifact = { name, abi: new Interface(abi), bytecode }
  artifacts.set(name, artifact)
  return artifact
}
