import { coOwnerActionNames as ACTIONS, proposalStatusNames, useStatusNames } from '../../../sdk/src/abis/enums.ts'
import type { CampaignModel } from '../../../sdk/src/model/campaign/index.ts'
import { coOwnerOf, depositOf, isReleased, type MachineModel, paybackPool } from '../../../sdk/src/model/machine/index.ts'
import { hex } from '../chain.ts'
import type { CampaignGhost } from './world.ts'

const bit = (value: boolean | undefined, at: bigint) => (value ? 1n << at : 0n)

/** A model, and what only the test knows. */
type Remembered = Pick<CampaignGhost, 'model' | 'proposals' | 'usedNonces'>

/** What stands in a slot of a campaign when the contract is what the model says. */
export function campaignWord({ model, proposals, usedNonces }: Remembered, name: string): string {
  const [what = '', key = '', more = ''] = name.split(' ')
  switch (what) {
    case 'count':
      return hex(model.proposals.length)
    case 'totals': {
      const { raised, paidBack, unpaid, isCancelled, isReleased } = model
      return hex(raised | (paidBack << 88n) | (unpaid << 176n) | bit(isCancelled, 208n) | bit(isReleased, 216n))
    }
    case 'spent':
      return hex(model.spent)
    case 'position': {
      const position = model.positions.get(key)
      if (!position) return NOTHING
      const { refundTo, pledged, isPaidBack, isPlaceholder, hasChosen } = position
      const flags = bit(isPaidBack, 248n) | bit(isPlaceholder, 249n) | bit(hasChosen, 250n)
      return hex(BigInt(refundTo) | (pledged << 160n) | flags)
    }
    case 'proposer': {
      const { proposal = 0n, stops = 0n, stoppedAt = 0n } = model.proposers.get(key) ?? {}
      return hex(proposal | (stops << 64n) | (stoppedAt << 96n))
    }
    case 'nonces':
      return hex((1n << (usedNonces.get(key) ?? 0n)) - 1n)
    case 'objection':
      return hex(model.proposals[Number(key) - 1]?.objectors.has(more) ? 1 : 0)
    default:
      return proposalWord(model, Number(key), Number(more), proposals[Number(key) - 1]?.content ?? '')
  }
}

function proposalWord({ proposals }: CampaignModel, id: number, word: number, content: string): string {
  const proposal = proposals[id - 1]
  if (!proposal) return NOTHING
  const { proposer, readyAt, status, decision, objections, subject } = proposal
  if (word === 0) return content.slice(2)
  if (word === 2) return hex(objections | (BigInt(subject ?? 0) << 88n))
  const numbers = BigInt(proposalStatusNames.indexOf(status)) | (BigInt(ACTIONS.indexOf(decision.type)) << 8n)
  return hex(BigInt(proposer) | (readyAt << 160n) | (numbers << 200n))
}

/** What stands in a slot of a machine when the contract is what the model says. */
export function machineWord(campaign: CampaignGhost, model: MachineModel, name: string): string {
  const [what = '', key = '', more = ''] = name.split(' ')
  switch (what) {
    case 'head':
      return hex((BigInt(isReleased(model) ? 2 : 1) << 160n) | (1n << 208n) | (BigInt(model.books.size - 1) << 216n))
    case 'custody': {
      const { custodian, scenarios, materials, uses } = model
      const counts = BigInt(scenarios.length) | (BigInt(materials.length) << 8n) | (BigInt(uses.length) << 16n)
      return hex(BigInt(custodian) | (counts << 160n))
    }
    case 'settlement':
      return hex(model.coOwners | (model.settled << 32n) | (model.settledSum << 64n))
    case 'debt': {
      const { token, capBps } = paybackPool(model)
      return hex(BigInt(token) | (BigInt(capBps) << 160n) | (1n << 176n))
    }
    case 'line': {
      const { end, repaid } = paybackPool(model)
      return hex(end | (repaid << 128n))
    }
    case 'book': {
      const book = model.books.get(key)
      if (!book) return NOTHING
      return hex(book.accounted | bit(key !== model.token || campaign.hasDistributed, 160n) | bit(book.muted, 168n))
    }
    case 'later':
      return hex(BigInt([...model.books.keys()][Number(key) + 1] ?? 0))
    case 'credit':
      return hex(model.credits.get(key)?.get(more) ?? 0n)
    case 'link': {
      const payee = model.payees.get(key)
      return payee === undefined ? NOTHING : hex(BigInt(payee) | (1n << 160n))
    }
    case 'steward':
      return hex(model.stewards.has(key) ? 1 : 0)
    case 'scenario': {
      const scenario = model.scenarios[Number(key)]
      if (!scenario) return NOTHING
      const { pricePerHour, maintenancePerHour, technicianPerHour, coOwnersOnly, inKind } = scenario
      const rates = pricePerHour | (maintenancePerHour << 80n) | (technicianPerHour << 160n)
      return hex(rates | bit(coOwnersOnly, 240n) | bit(inKind, 248n))
    }
    case 'material': {
      const material = model.materials[Number(key)]
      if (!material) return NOTHING
      return hex(BigInt(material.supplier) | (material.price << 160n) | (BigInt(material.decimals) << 248n))
    }
    case 'coOwner': {
      if (!model.owners.has(key)) return NOTHING
      const { pledged, paid, isSettled, isPlaceholder } = coOwnerOf(model, key)
      return hex(pledged | (paid << 88n) | bit(isSettled, 184n) | bit(isPlaceholder, 192n))
    }
    case 'deposit':
      return hex(depositOf(model, key))
    default: {
      const use = model.uses[campaign.uses.findIndex(({ id }) => id === key)]
      if (!use) return NOTHING
      if (what === 'contester') return hex(BigInt(use.contester ?? 0))
      return hex(BigInt(useStatusNames.indexOf(use.status)) | (BigInt(use.version) << 8n) | (use.paid << 40n))
    }
  }
}

const NOTHING = hex(0)
