// Written by scripts/generate from `deployments/`; not edited by hand.

export const addresses = {
  noticeBoard: '0x78B623be2a0A38210BA0D77d487F5e01F6d30E5f',
  reviewBoard: '0x695B3751c86E110cFEcd15E416c98e0e2E944005',
  ventureImplementation: '0xd921ACadb9d523e8FCFE7DC4B1F349e32F3dE25E',
  ledgerImplementation: '0x25CE6493E2289A1e9632EB4aC79f53503CA1810d',
  factory: '0x7Fb6E306c4262434E2e731c2E1c491dC8516baE5',
  claimBatch: '0x8022afc7Fa5E4fb1C41BBcA48067f73d0bB2e5c6',
  lens: '0x642d56c59486D3a12f5f1aCbA702ECC4C36e19C2',
} as const

/** Block of the factory on each chain it stands on. */
export const deploymentBlocks: Readonly<Record<number, bigint>> = {}
