// Written by scripts/generate from `deployments/`; not edited by hand.

export const addresses = {
  noticeBoard: '0x78B623be2a0A38210BA0D77d487F5e01F6d30E5f',
  reviewBoard: '0x695B3751c86E110cFEcd15E416c98e0e2E944005',
  ventureImplementation: '0x264c8C44e0fa96b4641432b11b92592D89Cbbc03',
  ledgerImplementation: '0x25CE6493E2289A1e9632EB4aC79f53503CA1810d',
  factory: '0x8e057210F58691c7c0485905b6Ba1F7602930f2F',
  machineRules: '0x5608e04891AaB04bE7F4869DEF7aca1d53bf8CD6',
  machineImplementation: '0x491791098E101AA4cbF3FF9F44D6d51d631f3078',
  campaignImplementation: '0xba5cF5e990D71b27d32A6970eD9bDa6b03Fb10E6',
  campaignFactory: '0x19DE72d0BE7cc61e3286F61a6064cb2C4f4fa315',
  claimBatch: '0x388682A668730c5697C2a918e0601a42edFc64af',
  lens: '0x71A1461D1c5D6E8D9649054121954dEd87786B96',
} as const

/** Block of the factory on each chain it stands on. */
export const deploymentBlocks: Readonly<Record<number, bigint>> = {}
