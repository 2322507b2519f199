import type { Address } from 'viem'
import { ImportProposerChangedError, ImportRejectedError } from '../../errors/import.ts'
import { type CheckImportOptions, checkImport, type ImportReport, readImport } from '../import.ts'
import type { ImportRecord, LedgerOnChain } from '../state.ts'
import { fileSource } from './files.ts'
import { importFolder, type ImportState, openImportState } from './state.ts'

export type OpenImportOptions = Omit<CheckImportOptions, 'logged'> &
  LedgerOnChain & {
    file: string
    /** Who will propose the batches. */
    proposer: Address
    /** Where the import is remembered. Default: `importFolder(file, …)`. */
    folder?: string
  }

export type OpenedImport = {
  report: ImportReport
  state: ImportState
  /**
   * Batches to propose, each written down before it is handed out: first those an earlier run built and perhaps sent,
   * then the new ones. Ask the chain for the id of one of the first before sending it again.
   *
   * @throws {ImportRejectedError} the report has errors
   * @throws {ImportProposerChangedError} an earlier run built a batch for another proposer
   */
  batches: (options?: Pick<CheckImportOptions, 'onProgress'>) => AsyncGenerator<ImportRecord>
}

/**
 * Checks a file and goes on where an earlier import was interrupted: what was logged before is left out.
 *
 * @example
 * const { report, state, batches } = await openImport({ file, kinds, people, chainId, ledger, venture, proposer })
 * for await (const record of batches()) {
 *   const isKnown = (await getBatchState(client, { ledger, batch: record.id })).status !== 0
 *   const hash = isKnown ? undefined : await propose(toBatchProposal(record, { evidenceURI }))
 *   await state.mark(record.number, 'proposed', hash)
 * }
 */
export async function openImport({
  file,
  chainId,
  ledger,
  proposer,
  folder = importFolder(file, { chainId, ledger }),
  ...options
}: OpenImportOptions): Promise<OpenedImport> {
  const source = fileSource(file)
  const state = await openImportState(folder, { chainId, ledger })
  const checked = { ...options, logged: state.logged }
  const report = await checkImport(source, checked)

  async function* batches({ onProgress }: Pick<CheckImportOptions, 'onProgress'> = {}): AsyncGenerator<ImportRecord> {
    if (report.errorCount > 0) throw new ImportRejectedError(report.errors, report.errorCount)
    const unsent = state.batches().filter(({ status }) => status === 'built')
    for (const { number, header } of unsent) {
      if (header.proposer.toLowerCase() !== proposer.toLowerCase()) {
        throw new ImportProposerChangedError(number, proposer, header.proposer)
      }
    }
    for (const { number } of unsent) yield await state.read(number)
    if (report.batches === 0) return
    for await (const batch of readImport(source, { ...checked, onProgress, proposer }, report)) yield await state.add(batch, file)
  }
  return { report, state, batches }
}
