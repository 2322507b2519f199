import type { Address } from 'viem'
import { lazyConsensusGovernorAbi } from '../../abis/lazyConsensusGovernor.ts'
import { addresses } from '../../addresses/deployed.ts'
import { accountBoardOf, largeBatchesOf, noticeBoardOf, reviewBoardOf, ventureOf } from './boards.ts'
import type { ReadClient } from './client.ts'
import { read } from './read.ts'

/** What decisions of a venture are about, and where they are carried out. */
export type DecisionPlaces = {
  venture: Address
  ledger: Address
  governor: Address
  /** Default: those of this package. */
  noticeBoard?: Address
  reviewBoard?: Address
  accountBoard?: Address
  largeBatches?: Address
}

export function withBoards(places: DecisionPlaces): Required<DecisionPlaces> {
  const { noticeBoard, reviewBoard, accountBoard, largeBatches } = addresses
  return { noticeBoard, reviewBoard, accountBoard, largeBatches, ...places }
}

/** The same as the chain has them. */
export async function placesOf(client: ReadClient, governor: Address): Promise<Required<DecisionPlaces>> {
  const ledger = await read(client, { abi: lazyConsensusGovernorAbi, address: governor, functionName: 'ledger' })
  const [venture, reviewBoard, accountBoard, largeBatches] = await Promise.all([
    ventureOf(client, ledger),
    reviewBoardOf(client, ledger),
    accountBoardOf(client, ledger),
    largeBatchesOf(client, ledger),
  ])
  return { venture, ledger, governor, noticeBoard: await noticeBoardOf(client, venture), reviewBoard, accountBoard, largeBatches }
}
