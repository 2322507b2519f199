export { fileSource } from './files.ts'
export { type GitAuthor, type GitHistory, kindOfPath, readGitHistory, type ReadGitHistoryOptions } from './git.ts'
export { openImport, type OpenedImport, type OpenImportOptions } from './import.ts'
export { importFolder, type ImportState, openImportState } from './state.ts'
