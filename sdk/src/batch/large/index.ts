export {
  checkLargeData,
  type CheckLargeDataOptions,
  formatLargeRow,
  LARGE_DATA_HEADER,
  type LargeContent,
  type LargeDataReport,
} from './data.ts'
export { LARGE_LEAF_ENCODING, type LargeLeaf, hashLargeLeaves, largeLeafHash, MAX_LARGE_LEAVES } from './leaf.ts'
export { checkLargeRows, type LargeReport, type LargeRow, type ReadLargeRowsOptions } from './rows.ts'
export { type LargeSummary, parseLargeSummary, serializeLargeSummary } from './summary.ts'
export { type LargeTotal, largeTotals, MAX_LARGE_TOTAL } from './totals.ts'
export { buildLargeTree, largeProof, largeRoot, type LargeTree, type ProvenLeaf, verifyLargeProof } from './tree.ts'
