// Written by scripts/generate from `deployments/`; not edited by hand.

export const addresses = {
  noticeBoard: '0xe287FE3eec653627fa9f941397EDB0ca3de9B23f',
  reviewBoard: '0x5c7d35646424BDeBB365A494E8fE8A4727a882F5',
  growthBoard: '0x2D34A835507F68cd1507636388c8eACCF4B3FB49',
  accountBoard: '0x8E3958C3c7D8b815E9A0026228680aE48fdA7403',
  largeBatches: '0x0843eA95B9a9Adef7b2e89D2D083a970d32E2BC5',
  ventureImplementation: '0xB382091e3707811e72fd0A734AB21d0F31a6e2F0',
  ledgerImplementation: '0xC878b2D232f9aA0C8E278043B0D648A1a05133eb',
  factory: '0xdAb400B25F598262b9373ADCe128E9e233FD3627',
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
