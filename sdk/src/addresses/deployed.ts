// Written by scripts/generate from `deployments/`; not edited by hand.

export const addresses = {
  decisionBoard: '0x25Cb8f90eEfAE2D5Ef645959362FC95D2Cf9974D',
  handOverBoard: '0xEcb48dF0da70b09ccb9b756E97CCf9Dd16a5aA61',
  governorImplementation: '0xC2f11ad0d84Ffc50106a78f020BfB6907eD92600',
  voiceBoard: '0x9868c1173B6cca41311744b72BedB2CBF247ceAC',
  noticeBoard: '0x0528C8b810F1948E2816FB6157775cCd1832CbA0',
  reviewBoard: '0xE5C2F58c4182ce155CE3D7Ece7d3dA26b1E7A5CC',
  growthBoard: '0x2D34A835507F68cd1507636388c8eACCF4B3FB49',
  accountBoard: '0x5170E68dB7148e59BE692e343Ca2eeDBB574c710',
  largeBatches: '0xc35AA805cBDA0dc28D838c6c08696a5638721c75',
  ventureImplementation: '0x65B53Df51c4C23A58A1aE35824E3ba1b264B000d',
  ledgerImplementation: '0xda910355bC4D3CAAb28324d9A5dEe3f1feB6091D',
  factory: '0xc82CF7FFcb9D8654d76C1B80c048050272b5264f',
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
