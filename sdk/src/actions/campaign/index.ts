export * from './decision.ts'
export * from './describeDecision.ts'
