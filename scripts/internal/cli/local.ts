import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Address, Hex } from 'viem'
import type { ContractAddresses } from '@open-value/sdk'
import { inRoot } from '../../deploy/artifacts.ts'

/** What `npm start` tells about the chain it keeps running. */
export type LocalChainFile = {
  rpcUrl: string
  chainId: number
  contracts: ContractAddresses
  token: { address: Address; name: string; symbol: string; decimals: number }
  people: { name: string; address: Address }[]
}

/** A venture that can be called by its name. */
export type KnownVenture = {
  name: string
  venture: Address
  ledger: Address
  /** Ids of its kinds in the config file, in the order of their numbers on chain. */
  kindIds?: readonly string[]
}

/** A campaign that can be called by its name, and so can the machine it bought. */
export type KnownCampaign = {
  name: string
  campaign: Address
  machine?: Address
  /** File with the text its pledgers sign. */
  agreement?: string
  /** keccak256 of the config it was deployed from, and when it is over: the same config is the same campaign. */
  configHash?: Hex
  deadline?: number
}

const FOLDER = 'deployments/local'

function readJson<content>(name: string): content | undefined {
  const file = inRoot(FOLDER, name)
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as content) : undefined
}

function writeJson(name: string, content: unknown): void {
  mkdirSync(inRoot(FOLDER), { recursive: true })
  writeFileSync(inRoot(FOLDER, name), `${JSON.stringify(content, undefined, 2)}\n`)
}

export function readLocalChain(): LocalChainFile | undefined {
  return readJson('chain.json')
}

/** Forgets the ventures, their events, and the campaigns of the chain before. */
export function writeLocalChain(
  chain: LocalChainFile,
  ventures: readonly KnownVenture[],
  campaigns: readonly KnownCampaign[] = [],
): void {
  writeJson('chain.json', chain)
  for (const file of readdirSync(inRoot(FOLDER))) {
    if (file.startsWith(`events-${chain.chainId}-`)) rmSync(inRoot(FOLDER, file))
  }
  writeJson(`ventures-${chain.chainId}.json`, ventures)
  writeJson(`campaigns-${chain.chainId}.json`, campaigns)
}

/** In the order they were deployed. */
export function knownVentures(chainId: number): KnownVenture[] {
  return readJson(`ventures-${chainId}.json`) ?? []
}

export function rememberVenture(chainId: number, known: KnownVenture): void {
  const others = knownVentures(chainId).filter(({ venture }) => venture.toLowerCase() !== known.venture.toLowerCase())
  writeJson(`ventures-${chainId}.json`, [...others, known])
}

/** In the order they were deployed. */
export function knownCampaigns(chainId: number): KnownCampaign[] {
  return readJson(`campaigns-${chainId}.json`) ?? []
}

export function rememberCampaign(chainId: number, known: KnownCampaign): void {
  const others = knownCampaigns(chainId).filter(({ campaign }) => campaign.toLowerCase() !== known.campaign.toLowerCase())
  writeJson(`campaigns-${chainId}.json`, [...others, known])
}

/** Where the events of a venture are kept. */
export function eventsPath(chainId: number, venture: Address): string {
  return inRoot(FOLDER, `events-${chainId}-${venture.toLowerCase()}.jsonl`)
}

/** A path as its user means it: from the folder they are in. */
export function userPath(file: string): string {
  return path.resolve(process.env.INIT_CWD ?? process.cwd(), file)
}
