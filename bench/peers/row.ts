/** Who is compared; the value stands in front of the ids of their rows. */
export const SUBJECTS = {
  ours: 'Venture (ours)',
  'ours-new': 'Venture (ours), new people',
  'ours-fifty': 'Venture (ours), 50 at once',
  'peer-push-loop': 'Push loop',
  'peer-payment-splitter': 'PaymentSplitter 4.9',
  'peer-merkle-distributor': 'Merkle distributor',
  'peer-eas': 'EAS',
  'peer-eas-lean': 'EAS, without evidence',
  'peer-0xsplits': '0xSplits v2 push',
  'peer-superfluid': 'Superfluid pool',
} as const

export type Subject = keyof typeof SUBJECTS

export const ACTS = ['sale', 'distribution', 'claim', 'everyone', 'record', 'activation'] as const

export type Act = (typeof ACTS)[number]

export type Cost = {
  transactions: number
  /** Whole transactions, base cost and calldata included. */
  gas: number
  calldataBytes: number
  /** What the transactions count as in the fee for data on L1: their size after compression, 100 bytes each at least. */
  l1Bytes: number
  /** That fee in wei, at the prices of `L1`. */
  l1Fee: number
}

type Named = {
  /** Id of the row in the report. */
  id: string
  subject: Subject
  act: Act
  /** What exactly it is the cost of. */
  what: string
}

export type MeasuredRow = Named & Cost & { recipients: number }

/** Measured by somebody else, in another EVM and another setting. Left out: the number of recipients does not matter. */
export type QuotedRow = Named & { recipients?: number; gas: number; quoted: true }

export type PeerRow = MeasuredRow | QuotedRow

export const isMeasured = (row: PeerRow): row is MeasuredRow => !('quoted' in row)

export function peerRow(subject: Subject, act: Act, recipients: number, what: string, cost: Cost): MeasuredRow {
  return { id: `${subject}-${act}-${recipients}`, subject, act, recipients, what, ...cost }
}
