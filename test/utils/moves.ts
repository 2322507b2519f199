import type { HardhatEthersSigner } from '@nomicfoundation/hardhat-ethers/types'
import { ethers } from 'ethers'
import { typesOf } from './typeStrings.ts'
import { DAY, LATER, type World, ZERO } from './world.ts'

export const MoveStatus = { None: 0n, Proposed: 1n, Waiting: 2n, Made: 3n, Rejected: 4n } as const
/** How long a move of somebody else waits. */
export const VETO = 30 * DAY

export type SignedAct = { signer: string; nonce: bigint; deadline: bigint; signature: string }
/** The sender's own act, which nobody looks at. */
export const NO_ACT: SignedAct = { signer: ZERO, nonce: 0n, deadline: 0n, signature: '0x' }

type Who = { address: string }
export type Move = { ledger: string; from: string; to: string; proposer: string; reasonHash: string; nonce: bigint }

let nonce = 2_000_000n

/** Moves and signed acts in a world. */
export function useMoves(w: World) {
  /** Something signed in place of a transaction. */
  const act = async (
    signer: HardhatEthersSigner,
    type: string,
    message: Record<string, unknown>,
    { nonce: given = nonce++, deadline = LATER, of = w.domain as object } = {},
  ): Promise<SignedAct> => {
    const signature = await w.sign(signer, typesOf(type), { ...message, signer: signer.address, nonce: given, deadline }, of)
    return { signer: signer.address, nonce: given, deadline, signature }
  }

  const signMove = (from: HardhatEthersSigner, to: Who) => act(from, 'Move', { from: from.address, to: to.address })
  /** Who goes on accepts it: what `proposer` proposes, or with none named the account's own move. */
  const signAcceptance = (from: Who, to: HardhatEthersSigner, proposer: Who = { address: ZERO }) =>
    act(to, 'MoveAcceptance', { from: from.address, to: to.address, proposer: proposer.address })

  /** By the account itself, which sends it; the other has signed. */
  const move = async (from: HardhatEthersSigner, to: HardhatEthersSigner) =>
    w.accountBoard.connect(from).move(w.L, from.address, to.address, NO_ACT, await signAcceptance(from, to))

  const moveOf = (from: Who, to: Who, proposer: Who = w.accounts.carol): Move => ({
    ledger: w.L,
    from: from.address,
    to: to.address,
    proposer: proposer.address,
    reasonHash: ethers.id('reason'),
    nonce: nonce++,
  })

  /** Somebody proposes to move another account; who goes on has signed. */
  const propose = async (from: Who, to: HardhatEthersSigner, proposer: HardhatEthersSigner = w.accounts.carol) => {
    const proposed = moveOf(from, to, proposer)
    await w.accountBoard.connect(proposer).proposeMove(proposed, 'ipfs://reason', await signAcceptance(from, to, proposer))
    return proposed
  }

  const stateOf = async (of: Move) => w.accountBoard.moveState(await w.accountBoard.moveId(of))

  /** A steward attests it. */
  const attest = (of: Move, by = w.accounts.steward) => w.accountBoard.connect(by).attestMove(of, w.by(by))

  const decide = (of: Move, approved = true) => w.accountBoard.connect(w.accounts.founder).decideMove(of, approved)

  /** Lets its 30 days pass. */
  const wait = async (of: Move) => w.time.increaseTo((await stateOf(of)).readyAt)

  const make = (of: Move) => w.accountBoard.connect(w.accounts.stranger).makeMove(of)

  const holderOf = async (account: Who) => (await w.venture.holderOf(account.address)).holder

  return { act, signMove, signAcceptance, move, moveOf, propose, stateOf, attest, decide, wait, make, holderOf }
}
