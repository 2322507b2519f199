export {
  ClaimBatch__factory,
  ContributionLedger__factory,
  DecisionBoard__factory,
  HandOverBoard__factory,
  LazyConsensusGovernor__factory,
  NoticeBoard__factory,
  ReviewBoard__factory,
  VentureFactory__factory,
  VentureLens__factory,
  Venture__factory,
  VoiceBoard__factory,
} from './typechain/index.ts'
export { connectEthers, type EthersActions } from './connectEthers.ts'
export { decodeContractError, toOpenValueError } from '../errors/decode.ts'
