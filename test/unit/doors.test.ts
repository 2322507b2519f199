import { expect } from 'chai'
import type { ethers } from 'ethers'
import { callsOf } from '../utils/calls.ts'
import { refuses, revertData } from '../utils/errors.ts'
import { useWorld, ZERO } from '../utils/world.ts'

/** Who is let in. N: notice board. R: review board. G: growth board. A: account board. B: board of large batches. W: voice board. L: ledger. V: venture. */
const LEDGER_DOORS: Record<string, string> = {
  activate: 'B',
  awaitAct: 'A',
  closeRest: 'B',
  correctDebt: 'R',
  correctUnits: 'R',
  enact: 'N',
  enter: 'B',
  move: 'A',
  recordAct: 'RGAB',
  review: 'R',
  take: 'RG',
  tellDelegate: 'W',
  tellVotes: 'W',
  useSigned: 'RGAB',
}
const VENTURE_DOORS: Record<string, string> = {
  activate: 'L',
  addUnits: 'L',
  awaitAct: 'L',
  claimTo: 'A',
  closeRest: 'L',
  enact: 'N',
  reassignDebt: 'L',
  removeUnits: 'L',
  setPayee: 'A',
  setSuccessor: 'L',
}
/** Whose callers are told apart by their roles or need none. */
const LEDGER_OPEN =
  'acceptResolved cancelNonce closeTask delegate delegateBySig initialize openTask propose proposeFor reduceOwnUnits resign withdraw'.split(
    ' ',
  )
const VENTURE_OPEN = 'claim pay sync'.split(' ')

describe('the doors between a venture, its ledger and the boards', () => {
  const w = useWorld()
  /** All contracts of a venture, by their letters, and people with the most rights. */
  const callers = async () => ({
    N: await w.board.getAddress(),
    R: await w.review.getAddress(),
    G: await w.growth.getAddress(),
    A: await w.accountBoard.getAddress(),
    B: await w.large.getAddress(),
    W: await w.voices.getAddress(),
    L: w.L,
    V: w.V,
    F: await w.factory.getAddress(),
    governor: w.accounts.founder.address,
    steward: w.accounts.steward.address,
    stranger: w.accounts.stranger.address,
  })
  /** What is said to somebody who is not let in. */
  const refusal = async (contract: 'ledger' | 'venture', name: string, letters: string, caller: string) => {
    const all: Record<string, string> = await callers()
    const only = letters.length === 1 ? all[letters] : ZERO
    if (name === 'enact') return ['NoticeBoardOnly', [caller, all.N]] as const
    if (contract === 'ledger') return ['BoardOnly', [caller, only]] as const
    // The account's own holder may, and the board where it has signed.
    if (letters === 'A') return ['ClaimHolderOnly', [caller, w.accounts.bob.address]] as const
    return ['LedgerOnly', [caller, w.L]] as const
  }

  for (const [contract, doors, open] of [
    ['ledger', LEDGER_DOORS, LEDGER_OPEN],
    ['venture', VENTURE_DOORS, VENTURE_OPEN],
  ] as const) {
    const calls = () => callsOf(w[contract] as { interface: ethers.Interface }, w.accounts.bob.address)
    const call = (from: string, data: string) => w.hh.provider.call({ from, to: contract === 'ledger' ? w.L : w.V, data })

    it(`of the ${contract} are told of, every function that changes anything`, () => {
      expect([...Object.keys(doors), ...open].sort()).to.deep.equal(
        calls()
          .map(({ name }) => name)
          .sort(),
      )
    })

    for (const [name, letters] of Object.entries(doors)) {
      it(`${contract}.${name} lets in ${letters} and nobody else`, async () => {
        const { data } = calls().find((each) => each.name === name) as { data: string }
        for (const [letter, caller] of Object.entries(await callers())) {
          const [error, args] = await refusal(contract, name, letters, caller)
          if (!letters.includes(letter)) await refuses(call(caller, data), error, args)
          else await isLetIn(call(caller, data), w[contract].interface.getError(error)?.selector as string)
        }
      })
    }
  }

  it('lead to no implementation', async () => {
    const { A, N, L } = await callers()
    const implementation = w.ventureCode
    for (const caller of [A, N, L, w.accounts.founder.address]) {
      for (const { name, data } of callsOf(implementation, w.accounts.bob.address)) {
        if (VENTURE_DOORS[name] !== 'L') continue
        await refuses(w.hh.provider.call({ from: caller, to: await implementation.getAddress(), data }), 'LedgerOnly', [caller])
      }
    }
    const board = w.board.connect(w.accounts.founder)
    await refuses(board.lengthenNotice(await implementation.getAddress(), 8 * 86_400), 'GovernorOnly', [
      w.accounts.founder.address,
      ZERO,
    ])
  })
})

/** The call may fail at something behind the door. */
async function isLetIn(call: Promise<string>, refusal: string): Promise<void> {
  const outcome = await call.then(
    () => 'goes through',
    () => revertData(call),
  )
  expect(outcome.slice(0, 10)).not.to.equal(refusal)
}
