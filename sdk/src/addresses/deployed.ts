// Written by scripts/generate from `deployments/`; not edited by hand.

export const addresses = {
  noticeBoard: '0x192D57de42D91aBA0BE6939998D1a75820a6b7Da',
  reviewBoard: '0xec607381D7C1756e7722d6D987821B4CdED0c24F',
  ventureImplementation: '0x1B79772f168907fBf5aF0f31dBb435819484A568',
  ledgerImplementation: '0x0E50243CAa63338b1379dD07DE60E4dcf68Da41D',
  factory: '0xE979777DE534ddda2F3fBE36e87e59004105b6EB',
  claimBatch: '0x8022afc7Fa5E4fb1C41BBcA48067f73d0bB2e5c6',
  lens: '0x642d56c59486D3a12f5f1aCbA702ECC4C36e19C2',
} as const

/** Block of the factory on each chain it stands on. */
export const deploymentBlocks: Readonly<Record<number, bigint>> = {}
