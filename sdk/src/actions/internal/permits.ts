import { zeroHash } from 'viem'
import type { PermitSignature } from '../types.ts'

/** The allowance stands already. */
export const NO_PERMIT: PermitSignature = { value: 0n, deadline: 0n, v: 0, r: zeroHash, s: zeroHash }
