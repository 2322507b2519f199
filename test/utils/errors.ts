import { expect } from 'chai'
import { ethers } from 'ethers'
import { artifacts } from 'hardhat'

const CONTRACTS = [
  'Venture',
  'ContributionLedger',
  'ReviewBoard',
  'GrowthBoard',
  'AccountBoard',
  'LargeBatches',
  'NoticeBoard',
  'DecisionBoard',
  'HandOverBoard',
  'LazyConsensusGovernor',
  'VoiceBoard',
  'VentureFactory',
  'Campaign',
  'CampaignFactory',
  'SharedEquipment',
  'MachineRules',
  'ClaimBatch',
  'RelayBatch',
  'VentureLens',
] as const

/** Every custom error of every deployed contract, by selector. */
export async function allErrors(): Promise<Map<string, ethers.ErrorFragment>> {
  const errors = new Map<string, ethers.ErrorFragment>()
  for (const name of CONTRACTS) {
    const { abi } = await artifacts.readArtifact(name)
    new ethers.Interface(abi).forEachError((error) => errors.set(error.selector, error))
  }
  return errors
}

let known: Promise<Map<string, ethers.ErrorFragment>> | undefined

/** Names of the custom errors that a test of this process has provoked. */
export const provoked = new Set<string>()

/**
 * Asserts that a call is refused with this custom error, and with these arguments where given (`undefined`: any). The name is
 * written out, so that `test/checks` can find which errors have a test.
 */
export async function refuses(call: Promise<unknown>, name: string, args?: readonly unknown[]): Promise<void> {
  const data = await revertData(call)
  const error = (await (known ??= allErrors())).get(data.slice(0, 10))
  expect(error?.name ?? data, 'the call is refused').to.equal(name)
  provoked.add(name)
  if (!args || !error) return
  const actual = ethers.AbiCoder.defaultAbiCoder().decode(error.inputs, `0x${data.slice(10)}`)
  args.forEach((expected, i) => {
    if (expected !== undefined) expect(String(actual[i]), `${name}, argument ${i}`).to.equal(String(expected))
  })
}

/** What a call that must fail reverts with. */
export async function revertData(call: Promise<unknown>): Promise<string> {
  let failure: unknown
  try {
    await call
  } catch (error) {
    failure = error
  }
  if (failure === undefined) throw new Error('The call went through, it should have been refused.')
  const data = dataIn(failure)
  if (data === undefined) throw failure
  return data
}

function dataIn(error: unknown): string | undefined {
  for (let at = error; typeof at === 'object' && at !== null; at = 'cause' in at ? at.cause : undefined) {
    const data: unknown = 'data' in at ? at.data : undefined
    if (typeof data === 'string' && data.startsWith('0x')) return data
    if (typeof data === 'object' && data !== null && 'data' in data && typeof data.data === 'string') return data.data
  }
  return undefined
}
