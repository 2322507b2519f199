// Written by scripts/generate from `deployments/`; not edited by hand.

export const addresses = {
  noticeBoard: '0xF7960b389f5be8DDB811cB29494806e76dcD8676',
  reviewBoard: '0xd5fF3eB6090EeF7FD70CAe8077F0d1D445e71650',
  growthBoard: '0x2d14aB9b1Fe9D1de55d1ae273b8Af12feeE6E4E5',
  accountBoard: '0xB621f6633e122bC59c8E6eb1F200dD7915C59a30',
  largeBatches: '0xaD4F2cFfd4aa8592b542e3C9ce91E5A456456b13',
  ventureImplementation: '0xb90858B21A130Fa92Dd6f8897752341C69584B8A',
  ledgerImplementation: '0xeD8d22957900a53f39108377884574c291280398',
  factory: '0xa7cB01D14b9803AF2Be81F8969E453D9Bb8b5CD1',
  machineRules: '0x76D106bAa82a0bAEA1DbbC9f3b9073BeD7f933B8',
  machineImplementation: '0x194373c86f5630c73b60cbE210Fb033114C11F5C',
  campaignImplementation: '0xc7aDB2451c61f28c5a2E814def1A7ED5679E6774',
  campaignFactory: '0x1d6A8A2a55822d1221186D10F3A7e1903be8ae51',
  claimBatch: '0x388682A668730c5697C2a918e0601a42edFc64af',
  relayBatch: '0xB3AF11b3670e0E944601dBD89Cbf29e5833c8daD',
  lens: '0x0Fa43615ce80aF68bC2Fd17f45c668c7b3019158',
} as const

/** Block of the factory on each chain it stands on. */
export const deploymentBlocks: Readonly<Record<number, bigint>> = {}
