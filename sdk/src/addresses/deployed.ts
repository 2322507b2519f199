// Written by scripts/generate from `deployments/`; not edited by hand.

export const addresses = {
  noticeBoard: '0x78B623be2a0A38210BA0D77d487F5e01F6d30E5f',
  reviewBoard: '0xec607381D7C1756e7722d6D987821B4CdED0c24F',
  ventureImplementation: '0xd921ACadb9d523e8FCFE7DC4B1F349e32F3dE25E',
  ledgerImplementation: '0x6c6AC3B466735320B2eD30219DbC91D735705c8D',
  factory: '0x7832C6157E1a42e01b6664fBB653fDFfe73e579b',
  claimBatch: '0x8022afc7Fa5E4fb1C41BBcA48067f73d0bB2e5c6',
  lens: '0x642d56c59486D3a12f5f1aCbA702ECC4C36e19C2',
} as const

/** Block of the factory on each chain it stands on. */
export const deploymentBlocks: Readonly<Record<number, bigint>> = {}
