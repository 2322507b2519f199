export {
  buildLargeBatch,
  type BuildLargeBatchOptions,
  type LargeBuild,
  type LargeProgress,
  type LargeStep,
  type LargeStart,
} from './build.ts'
export { writeLargeDump, type WriteLargeDumpOptions } from './dump.ts'
export { type LargeFiles, largeFiles } from './files.ts'
export { uriSource } from './source.ts'
export { type OpenLargeTree, openLargeTree, writeLargeTree } from './treeFile.ts'
