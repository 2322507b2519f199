// Written by scripts/generate from `deployments/`; not edited by hand.

export const addresses = {
  decisionBoard: '0x14e0E4C8986f3C78D1900eA305b9B20B0A10d3C8',
  handOverBoard: '0xb70D73C7050cD57Ff81cE932A991b31B621743f6',
  governorImplementation: '0x4f8E18aFB5cf0890c18fb6d8Cabb31f51fF3A048',
  voiceBoard: '0x9868c1173B6cca41311744b72BedB2CBF247ceAC',
  noticeBoard: '0xC4e2D65E5ac10B51fb174a6cc07C241199db4959',
  reviewBoard: '0xf39aC9Fa602B76f1e696F66c96e63b84a4dB05D8',
  growthBoard: '0x2D34A835507F68cd1507636388c8eACCF4B3FB49',
  accountBoard: '0x5170E68dB7148e59BE692e343Ca2eeDBB574c710',
  largeBatches: '0xc35AA805cBDA0dc28D838c6c08696a5638721c75',
  ventureImplementation: '0x0b86E7feC0D8E9d318d22C0Fab7331F380bfbe4a',
  ledgerImplementation: '0x4e7745b261334999f1ED7a304e4Ede8E811777f7',
  factory: '0x1A0B3bF3a6b95D33B7dB338B5E1880Fb4d0863CC',
  machineRules: '0x76D106bAa82a0bAEA1DbbC9f3b9073BeD7f933B8',
  machineImplementation: '0x5fDA838526818C42C5bb433ae2EF0e78b9827E97',
  campaignImplementation: '0x88392f7720676D85d87DE1247B941C51B564528A',
  campaignFactory: '0x7eB612419B27AdD40bfC6e156D7b3Bf307b73ce6',
  claimBatch: '0x388682A668730c5697C2a918e0601a42edFc64af',
  relayBatch: '0xB3AF11b3670e0E944601dBD89Cbf29e5833c8daD',
  lens: '0x22ba00A6fE1afEdb84E64B21508D6016aEdf0063',
} as const

/** Block of the factory on each chain it stands on. */
export const deploymentBlocks: Readonly<Record<number, bigint>> = {}
