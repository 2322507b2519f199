export {
  type Batch,
  type BuildBatchesOptions,
  buildBatches,
  type GroupLimits,
  nonceRow,
  toBatchProposal,
  type ToBatchProposalOptions,
} from './build.ts'
export { type CsvSource, formatCsvLine, textSource } from './csv.ts'
export {
  comparePacked,
  type Entry,
  MAX_ENTRIES,
  MAX_QUANTITY,
  packEntry,
  packWorkDays,
  unpackEntry,
  unpackWorkDays,
} from './entry.ts'
export { type BatchHeader, batchId, type BatchProposal, hashBatch, type HashBatchParameters, hashEntries } from './header.ts'
export {
  checkImport,
  type CheckImportOptions,
  type ImportOptions,
  type ImportProgress,
  type ImportReport,
  readImport,
  type ReadImportOptions,
} from './import.ts'
export * from './large/index.ts'
export {
  formatPeople,
  type People,
  placeholderAddress,
  type PlaceholderParameters,
  readPeople,
  type ReadPeopleOptions,
} from './people.ts'
export { RowKeys, type RowKey } from './rowKeys.ts'
export { type ContributionRow, type CsvRow, formatRows, type ImportKind, readRows, type ReadRowsOptions } from './rows.ts'
export {
  createImportRecord,
  importFileName,
  type ImportRecord,
  type ImportStatus,
  type ImportSummary,
  type LedgerOnChain,
  markImport,
  nextImportNumber,
  parseImportRecord,
  rememberRows,
  serializeImportRecord,
  summarizeImport,
} from './state.ts'
export {
  type AmendmentConsentMessage,
  amendmentConsentTypedData,
  amendmentConsentTypes,
  type AttestationMessage,
  attestationTypedData,
  attestationTypes,
  campaignDomain,
  type CampaignDomainParameters,
  ledgerDomain,
  type LedgerDomainParameters,
  type PledgeMessage,
  pledgeTypedData,
  pledgeTypes,
  type ProposalMessage,
  proposalTypedData,
  proposalTypes,
  type RefundToMessage,
  refundToTypedData,
  refundToTypes,
  type ResolutionMessage,
  resolutionTypedData,
  resolutionTypes,
} from './typedData.ts'
