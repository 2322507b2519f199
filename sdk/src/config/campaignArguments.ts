import { type Address, type Hex, zeroAddress } from 'viem'
import { encodeShortText } from '../utils/shortText.ts'
import { agreementHash, agreementText } from './agreement/index.ts'
import type { CampaignConfig, ConfigMachine } from './campaignTypes.ts'

/** `CampaignConfig` of the contracts: first argument of `CampaignFactory.deploy(config, salt)`. */
export type CampaignArguments = {
  name: string
  uri: string
  agreementURI: string
  terms: {
    end: number
    token: Address
    goal: bigint
    minPledge: bigint
    maxPledge: bigint
    deadline: number
    releaseDeadline: number
    objectionWindow: number
    objectionBps: number
    capBps: number
    agreementHash: Hex
    initiator: Address
    custodian: Address
    venture: Address
  }
  machine: {
    terms: {
      maintenanceBps: number
      infrastructureBps: number
      paybackBps: number
      maintenanceAfterBps: number
      contestWindow: number
      paymentPeriod: number
    }
    stewards: readonly Address[]
    scenarios: readonly {
      pricePerHour: bigint
      maintenancePerHour: bigint
      technicianPerHour: bigint
      coOwnersOnly: boolean
      inKind: boolean
    }[]
    scenarioNames: readonly Hex[]
    materials: readonly { supplier: Address; price: bigint; decimals: number }[]
    materialNames: readonly Hex[]
    materialUnits: readonly Hex[]
  }
}

export type ToCampaignArgumentsOptions = {
  /** Seconds since 1970; a campaign that is open for a time is open from then on. */
  now: number | bigint
}

const END = { machine: 0, venture: 1 }

/**
 * What `CampaignFactory.deploy` takes. The agreement is the one the config gives, unless it has the hash of another.
 *
 * @example factory.deploy(toCampaignArguments(parseCampaignConfig(json), { now: block.timestamp }), salt)
 */
export function toCampaignArguments(config: CampaignConfig, { now }: ToCampaignArgumentsOptions): CampaignArguments {
  const { name, uri, agreementUri, token, goal, minPledge, maxPledge, objectionWindow, objectionBps, initiator } = config
  const deadline = config.deadline ?? Number(now) + config.openFor
  const isMachine = config.end === 'machine'
  return {
    name,
    uri,
    agreementURI: agreementUri,
    terms: {
      end: END[config.end],
      token: token.address,
      goal,
      minPledge,
      maxPledge,
      deadline,
      releaseDeadline: deadline + config.releaseWithin,
      objectionWindow,
      objectionBps,
      capBps: isMachine ? config.capBps : 0,
      agreementHash: config.agreementHash ?? agreementHash(agreementText(config)),
      initiator,
      custodian: isMachine ? config.custodian : zeroAddress,
      venture: isMachine ? config.network : config.venture,
    },
    machine: isMachine ? machineArguments(config.machine) : NO_MACHINE,
  }
}

function machineArguments({ split, afterRelease, contestWindow, paymentPeriod, ...machine }: ConfigMachine) {
  const { stewards, scenarios, materials } = machine
  return {
    terms: {
      maintenanceBps: split.maintenance,
      infrastructureBps: split.infrastructure,
      paybackBps: split.payback,
      maintenanceAfterBps: afterRelease.maintenance,
      contestWindow,
      paymentPeriod,
    },
    stewards,
    scenarios: scenarios.map(({ name: _, ...scenario }) => scenario),
    scenarioNames: scenarios.map(({ name }) => encodeShortText(name)),
    materials: materials.map(({ supplier, price, decimals }) => ({ supplier, price, decimals })),
    materialNames: materials.map(({ name }) => encodeShortText(name)),
    materialUnits: materials.map(({ unit }) => encodeShortText(unit)),
  }
}

const NO_MACHINE: CampaignArguments['machine'] = {
  terms: {
    maintenanceBps: 0,
    infrastructureBps: 0,
    paybackBps: 0,
    maintenanceAfterBps: 0,
    contestWindow: 0,
    paymentPeriod: 0,
  },
  stewards: [],
  scenarios: [],
  scenarioNames: [],
  materials: [],
  materialNames: [],
  materialUnits: [],
}
