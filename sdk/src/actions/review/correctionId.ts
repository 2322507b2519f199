import { type Hash, encodeAbiParameters, getAbiItem, keccak256 } from 'viem'
import { reviewBoardAbi } from '../../abis/reviewBoard.ts'
import type { Correction } from '../types.ts'

/** Id of a correction, the same as `ReviewBoard.correctionId`: what its attestors sign. */
export function correctionId(correction: Correction): Hash {
  const { inputs } = getAbiItem({ abi: reviewBoardAbi, name: 'correctionId' })
  return keccak256(encodeAbiParameters(inputs, [correction]))
}
