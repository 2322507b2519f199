// Written by scripts/generate from `deployments/`; not edited by hand.

export const addresses = {
  noticeBoard: '0x78B623be2a0A38210BA0D77d487F5e01F6d30E5f',
  reviewBoard: '0x695B3751c86E110cFEcd15E416c98e0e2E944005',
  ventureImplementation: '0x7aBb1Bd34C251b0C3de62ED8355B5E936192B755',
  ledgerImplementation: '0x25CE6493E2289A1e9632EB4aC79f53503CA1810d',
  factory: '0x96E7fa9f8Cb36a2cAbF990754A5db36F74c5dc9b',
  machineRules: '0x76D106bAa82a0bAEA1DbbC9f3b9073BeD7f933B8',
  machineImplementation: '0x2dfBB23260cE204FcF680EE8217CB113b3D3FD66',
  campaignImplementation: '0x554d854cBE001Be580f0CDDc35532f7F7Cf53204',
  campaignFactory: '0xBd201B49b9Ef3B3E3316079714756F7F5d934602',
  claimBatch: '0x388682A668730c5697C2a918e0601a42edFc64af',
  lens: '0x71A1461D1c5D6E8D9649054121954dEd87786B96',
} as const

/** Block of the factory on each chain it stands on. */
export const deploymentBlocks: Readonly<Record<number, bigint>> = {}
