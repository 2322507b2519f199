import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect } from 'chai'
import { root } from '../utils/compile.ts'
import { allErrors } from '../utils/errors.ts'
import { filesUnder } from './treeFiles.ts'

/** Errors in an ABI that no call can provoke, and why. */
const UNREACHABLE: Record<string, string> = {
  InvalidShortString: "OpenZeppelin's EIP712: the domain name is a short literal",
  StringTooLong: "OpenZeppelin's EIP712: the domain name is a short literal",
  Create2EmptyBytecode: "OpenZeppelin's Clones: the code of a clone is never empty",
  InsufficientBalance: "OpenZeppelin's Clones: no value is sent along",
  ECDSAInvalidSignatureLength: "OpenZeppelin's ECDSA: v, r and s come apart",
  GovernorAlreadyQueuedProposal: "OpenZeppelin's Governor: nothing is queued here",
  GovernorProposalQueueingFailed: "OpenZeppelin's Governor: nothing is queued here",
  GovernorDisabledDeposit: "OpenZeppelin's Governor: it executes itself",
  GovernorInvalidProposalLength: "OpenZeppelin's Governor: ActionsUneven comes first",
  GovernorInvalidVoteParams: "OpenZeppelin's Governor: of countings that read parameters",
  GovernorInvalidVotingPeriod: "OpenZeppelin's Governor: of settings that are not these rules",
  SafeCastOverflowedUintDowncast: "OpenZeppelin's Governor: a window has its ceiling, and time its end",
}

describe('errors', () => {
  const tests = filesUnder(path.join(root, 'test/unit'), '.test.ts').map((file) => readFileSync(file, 'utf8'))
  const expected = new Set(
    tests.flatMap((text) => [...text.matchAll(/'([A-Z][A-Za-z0-9]+)'/g)].map(([, name]) => name as string)),
  )

  it('are each provoked by a test, or cannot be', async () => {
    const names = [...(await allErrors()).values()].map(({ name }) => name)
    const missing = names.filter((name) => !expected.has(name) && UNREACHABLE[name] === undefined)
    expect([...new Set(missing)].sort()).to.deep.equal([])
  })

  it('that cannot be provoked still exist and have no test', async () => {
    const names = new Set([...(await allErrors()).values()].map(({ name }) => name))
    const outdated = Object.keys(UNREACHABLE).filter((name) => !names.has(name) || expected.has(name))
    expect(outdated).to.deep.equal([])
  })
})
