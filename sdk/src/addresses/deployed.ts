// Written by scripts/generate from `deployments/`; not edited by hand.

export const addresses = {
  noticeBoard: '0x78B623be2a0A38210BA0D77d487F5e01F6d30E5f',
  reviewBoard: '0x695B3751c86E110cFEcd15E416c98e0e2E944005',
  ventureImplementation: '0x14544CD353B9825E9392B53759c2975d351E568B',
  ledgerImplementation: '0x25CE6493E2289A1e9632EB4aC79f53503CA1810d',
  factory: '0x4d64Eb7c805d0AeACdcb3d7aA801a19D32fA0ECf',
  claimBatch: '0x8022afc7Fa5E4fb1C41BBcA48067f73d0bB2e5c6',
  lens: '0x71A1461D1c5D6E8D9649054121954dEd87786B96',
} as const

/** Block of the factory on each chain it stands on. */
export const deploymentBlocks: Readonly<Record<number, bigint>> = {}
