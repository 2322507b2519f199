import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import * as abis from '@open-value/sdk/abis'
import { type ContractName, CONTRACT_NAMES, inRoot, readArtifact } from '../../../scripts/deploy/artifacts.ts'
import { renderAbis } from '../../../scripts/generate/abis.ts'
import { renderEnums } from '../../../scripts/generate/enums.ts'

const OUT_OF_DATE = 'out of date, run: npm run generate'

describe('ABIs', () => {
  it('are what scripts/generate writes from the artifacts', () => {
    const files = new Map([...renderAbis(), ['abis/enums.ts', renderEnums()]])
    for (const [file, text] of files)
      expect(readFileSync(inRoot('sdk/src', file), 'utf8'), `${file} is ${OUT_OF_DATE}`).to.equal(text)
  })

  it('equal the artifacts', () => {
    const byName: Record<ContractName, readonly unknown[]> = {
      DecisionBoard: abis.decisionBoardAbi,
      HandOverBoard: abis.handOverBoardAbi,
      LazyConsensusGovernor: abis.lazyConsensusGovernorAbi,
      VoiceBoard: abis.voiceBoardAbi,
      NoticeBoard: abis.noticeBoardAbi,
      ReviewBoard: abis.reviewBoardAbi,
      GrowthBoard: abis.growthBoardAbi,
      AccountBoard: abis.accountBoardAbi,
      LargeBatches: abis.largeBatchesAbi,
      Venture: abis.ventureAbi,
      ContributionLedger: abis.contributionLedgerAbi,
      VentureFactory: abis.ventureFactoryAbi,
      MachineRules: abis.machineRulesAbi,
      SharedEquipment: abis.sharedEquipmentAbi,
      Campaign: abis.campaignAbi,
      CampaignFactory: abis.campaignFactoryAbi,
      ClaimBatch: abis.claimBatchAbi,
      RelayBatch: abis.relayBatchAbi,
      VentureLens: abis.ventureLensAbi,
    }
    for (const name of CONTRACT_NAMES) expect(byName[name], name).to.deep.equal(readArtifact(name).abi)
  })

  it('name every enum of the contracts', () => {
    expect(abis.changeNames).to.have.length(11)
    expect(abis.changeNames[4]).to.equal('weight')
    expect(abis.batchStatusNames).to.deep.equal(['none', 'pending', 'resolved', 'accepted', 'rejected', 'withdrawn'])
    expect(abis.moveStatusNames).to.deep.equal(['none', 'proposed', 'waiting', 'made', 'rejected'])
    expect(abis.basisNames).to.deep.equal(['gross', 'remaining'])
    expect(abis.campaignStateNames).to.deep.equal(['open', 'funded', 'released', 'failed'])
    expect(abis.coOwnerActionNames).to.have.length(9)
    expect(abis.coOwnerActionNames[6]).to.equal('spending')
  })
})
