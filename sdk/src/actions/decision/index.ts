export * from './decisionAction.ts'
export * from './decisionText.ts'
export * from './delegateVoice.ts'
export * from './delegateVoiceFor.ts'
export * from './deployGovernor.ts'
export * from './describeDecisionAction.ts'
export * from './escalateDecision.ts'
export * from './executeDecision.ts'
export * from './getDecision.ts'
export {
  type DecisionBallot,
  type DecisionInfo,
  type DecisionState,
  type DecisionVotes,
  type GetDecisionsParameters,
  type GetDecisionsReturnType,
  getDecisions,
} from './getDecisions.ts'
export * from './getDecisionTrack.ts'
export * from './getHandOver.ts'
export * from './getPowers.ts'
export * from './getRules.ts'
export * from './getVoice.ts'
export * from './lapseVoice.ts'
export * from './objectToDecision.ts'
export * from './proposeDecision.ts'
export * from './signBallot.ts'
export * from './signDelegation.ts'
export * from './takeOver.ts'
export * from './updateVoice.ts'
export * from './voteOnDecision.ts'
export * from './voteOnDecisionFor.ts'
export * from './withdrawDecision.ts'
