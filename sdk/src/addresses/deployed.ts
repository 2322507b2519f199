// Written by scripts/generate from `deployments/`; not edited by hand.

export const addresses = {
  noticeBoard: '0x78B623be2a0A38210BA0D77d487F5e01F6d30E5f',
  reviewBoard: '0x695B3751c86E110cFEcd15E416c98e0e2E944005',
  ventureImplementation: '0x264c8C44e0fa96b4641432b11b92592D89Cbbc03',
  ledgerImplementation: '0x25CE6493E2289A1e9632EB4aC79f53503CA1810d',
  factory: '0x8e057210F58691c7c0485905b6Ba1F7602930f2F',
  machineRules: '0x5608e04891AaB04bE7F4869DEF7aca1d53bf8CD6',
  machineImplementation: '0xde255D2eC3a4168cb00D4F0626039795f09081a1',
  campaignImplementation: '0x67A42dE58515BF6f1f154Ee925b4aC06C642aE50',
  campaignFactory: '0x1a8912Dd6f4E4e1790485Fa7Cd6c19d035755DB1',
  claimBatch: '0x388682A668730c5697C2a918e0601a42edFc64af',
  lens: '0x71A1461D1c5D6E8D9649054121954dEd87786B96',
} as const

/** Block of the factory on each chain it stands on. */
export const deploymentBlocks: Readonly<Record<number, bigint>> = {}
