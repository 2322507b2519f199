// Written by scripts/generate from `deployments/`; not edited by hand.

export const addresses = {
  decisionBoard: '0x25Cb8f90eEfAE2D5Ef645959362FC95D2Cf9974D',
  handOverBoard: '0xf9372ed1616C9F731E3A5171FA50a6FEF7Fa18Ef',
  governorImplementation: '0x0D73634596843642c5157377d476397273C07175',
  voiceBoard: '0xDC04ee9E850a5464BeA37c3CebdFD154f65d5B29',
  noticeBoard: '0xb039a03397695dC398D8504044F9Ec4803DE3e16',
  reviewBoard: '0x9739786F6A7458dC842c87C92cD75cAD53641f85',
  growthBoard: '0x2D34A835507F68cd1507636388c8eACCF4B3FB49',
  accountBoard: '0x5170E68dB7148e59BE692e343Ca2eeDBB574c710',
  largeBatches: '0xc35AA805cBDA0dc28D838c6c08696a5638721c75',
  ventureImplementation: '0xC624bE01bb318FB38BDC22298fb88147Fb612276',
  ledgerImplementation: '0x751DAFAae014c94D29e8a3184B62D66675d35203',
  factory: '0x476c84d3bC4899A5CFb7787C457B6099C60856eC',
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
