/** The most a transaction may use on Ethereum (EIP-7825). Every transaction here gets as much, none more. */
export const TRANSACTION_GAS = 16_777_216n

/** How the chain prices data on L1: the scalars of OP Mainnet after Fjord; gas and blob gas on L1 in wei. */
export const L1 = { baseFeeScalar: 5_227, blobBaseFeeScalar: 1_014_213, baseFee: 10n ** 10n, blobBaseFee: 10n ** 10n } as const
