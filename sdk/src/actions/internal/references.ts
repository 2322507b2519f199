import { zeroHash } from 'viem'
import type { Reference } from '../types.ts'

/** Nothing is told. */
export const NO_REFERENCE: Reference = { uri: '', hash: zeroHash }
