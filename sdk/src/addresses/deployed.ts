// Written by scripts/generate from `deployments/`; not edited by hand.

export const addresses = {
  decisionBoard: '0x25Cb8f90eEfAE2D5Ef645959362FC95D2Cf9974D',
  handOverBoard: '0x3D36cD2411ccfA20dB617b904D5224F79806a6C9',
  governorImplementation: '0x0D73634596843642c5157377d476397273C07175',
  voiceBoard: '0xDC04ee9E850a5464BeA37c3CebdFD154f65d5B29',
  noticeBoard: '0x9E77e1dDc5f1E724c937660092bE848e6940e6e0',
  reviewBoard: '0x9739786F6A7458dC842c87C92cD75cAD53641f85',
  growthBoard: '0x2D34A835507F68cd1507636388c8eACCF4B3FB49',
  accountBoard: '0x5170E68dB7148e59BE692e343Ca2eeDBB574c710',
  largeBatches: '0xc35AA805cBDA0dc28D838c6c08696a5638721c75',
  ventureImplementation: '0x9d134fD1A37816Eb61e5b2c24F6779D865edB24f',
  ledgerImplementation: '0x441E5Fe64613eF1CcC3a98433E0db9e4Fc810716',
  factory: '0xCb795320FcD4d076944E6799333482028fbc61Ae',
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
