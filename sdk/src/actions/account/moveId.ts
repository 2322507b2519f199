import { type Hash, encodeAbiParameters, getAbiItem, keccak256 } from 'viem'
import { accountBoardAbi } from '../../abis/accountBoard.ts'
import type { Move } from '../types.ts'

/** Id of a move that is proposed, the same as `AccountBoard.moveId`: what its attestors and objectors sign. */
export function moveId(move: Move): Hash {
  const { inputs } = getAbiItem({ abi: accountBoardAbi, name: 'moveId' })
  return keccak256(encodeAbiParameters(inputs, [move]))
}
