// Written by scripts/generate from `deployments/`; not edited by hand.

export const addresses = {
  decisionBoard: '0x25Cb8f90eEfAE2D5Ef645959362FC95D2Cf9974D',
  handOverBoard: '0x4E8B64969310600A3BE59c034846333B36C9A05b',
  governorImplementation: '0xC2f11ad0d84Ffc50106a78f020BfB6907eD92600',
  voiceBoard: '0x9868c1173B6cca41311744b72BedB2CBF247ceAC',
  noticeBoard: '0xdC970be075DB0A5492ef2144E318A51dfd21E4A4',
  reviewBoard: '0xE5C2F58c4182ce155CE3D7Ece7d3dA26b1E7A5CC',
  growthBoard: '0x2D34A835507F68cd1507636388c8eACCF4B3FB49',
  accountBoard: '0x5170E68dB7148e59BE692e343Ca2eeDBB574c710',
  largeBatches: '0xc35AA805cBDA0dc28D838c6c08696a5638721c75',
  ventureImplementation: '0xfe053622391ba3Ea7eefDDacDE9072E22617C061',
  ledgerImplementation: '0x8CFEB30Ce790a4D3D8Bc6403fc3790A474DeD31d',
  factory: '0x4824Ed602Bc85d93fAcf638eD9CC6AB8BD366e6d',
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
