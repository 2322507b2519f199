import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect } from 'chai'
import {
  campaignStateNames,
  coOwnerActionNames,
  errorsAbi,
  moveStatusNames,
  proposalStatusNames,
  useStatusNames,
} from '@open-value/sdk/abis'
import * as errors from '@open-value/sdk/errors'
import { type Abi, encodeErrorResult, numberToHex, stringToHex } from 'viem'
import { CONTRACT_NAMES, inRoot, readArtifact } from '../../../scripts/deploy/artifacts.ts'
import { sampleArguments } from './samples.ts'

const SNAPSHOT = inRoot('test/sdk/errors/messages.snapshot.txt')

describe('error classes', () => {
  it('stand for every custom error of the contracts, and for nothing else', () => {
    const names = new Set(
      CONTRACT_NAMES.flatMap((name) => readArtifact(name).abi).flatMap((item) => (item.type === 'error' ? [item.name] : [])),
    )
    const classes = Object.keys(errors.contractErrors)
    expect(
      [...names].filter((name) => !classes.includes(name)),
      'errors without a class',
    ).to.deep.equal([])

    // What stands in none of our ABIs: the code store's, and those of ERC-6093 tokens.
    const foreign = classes.filter((name) => !names.has(name))
    expect(
      foreign.filter((name) => !/^(DeploymentFailed|ERC20\w+)$/.test(name)),
      'classes without an error',
    ).to.deep.equal([])
    expect(classes).to.have.members(errorsAbi.map(({ name }) => name))
  })

  it('carry every field of their error, under its name', () => {
    for (const item of errorsAbi) {
      const args = sampleArguments(item)
      const error = create(item.name, args)
      expect(error.name).to.equal(`${item.name}Error`)
      expect(error).to.be.instanceOf(errors.BaseError)
      expect(error).to.be.instanceOf((errors as unknown as Record<string, new () => Error>)[error.name])
      const fields = error as unknown as Record<string, unknown>
      item.inputs.forEach(({ name }, i) => expect(fields[name], `${item.name}.${name}`).to.equal(args[i]))
    }
  })

  it('say what was, what was expected and how to mend it', () => {
    const messages = errorsAbi.map((item) => `${item.name}Error\n${indent(create(item.name, sampleArguments(item)).message)}\n`)
    const text = messages.join('\n')
    if (process.env.UPDATE_SNAPSHOTS === '1' || !existsSync(SNAPSHOT)) writeFileSync(SNAPSHOT, text)
    expect(text).to.equal(readFileSync(SNAPSHOT, 'utf8'), 'run with UPDATE_SNAPSHOTS=1 if the new messages are better')
    for (const line of text.split('\n')) expect(line, 'a value that was not told').not.to.match(/undefined|NaN|\[object/)
  })

  it('call every state, status and action by its name', () => {
    campaignStateNames.forEach((name, i) => {
      expect(new errors.CampaignNotOpenError(BigInt(i)).shortMessage).to.contain(`is ${name},`)
      expect(new errors.CampaignNotOverError(BigInt(i)).shortMessage).to.contain(`is ${name},`)
    })
    proposalStatusNames.forEach((name, i) =>
      expect(new errors.ProposalNotLiveError(1n, BigInt(i)).shortMessage).to.contain(`is ${name},`),
    )
    moveStatusNames
      .slice(1)
      .forEach((name, i) =>
        expect(new errors.MoveStatusWrongError('0x', BigInt(i + 1), 1n).shortMessage).to.contain(`is ${name},`),
      )
    useStatusNames.forEach((name, i) =>
      expect(new errors.UseStatusWrongError('0x', 0n, BigInt(i)).shortMessage).to.contain(`expected a ${name} one`),
    )
    const actions = [...coOwnerActionNames, 'unknown'].map((_, i) => new errors.ActionClosedError(i).shortMessage)
    expect(actions.filter((message) => /^Action \d/.test(message))).to.deep.equal([actions.at(-1)])
    expect(new Set(actions).size).to.equal(actions.length)
  })

  it("call the states of OpenZeppelin's Governor by what they mean here", () => {
    const source = readFileSync(
      createRequire(import.meta.url).resolve('@openzeppelin/contracts/governance/IGovernor.sol'),
      'utf8',
    )
    const states = /enum ProposalState \{([^}]*)\}/.exec(source)?.[1]?.match(/\w+/g) ?? []
    const words: Record<string, string> = { Active: 'in its window', Canceled: 'withdrawn', Succeeded: 'passed' }
    expect(states).to.have.length(8)
    states.forEach((state, i) => {
      const name = words[state] ?? state.toLowerCase()
      expect(new errors.EscalationNotPossibleError(1n, i).shortMessage).to.contain(`is ${name},`)
      const expected = new errors.GovernorUnexpectedProposalStateError(1n, 0, numberToHex(2 ** i, { size: 32 }))
      expect(expected.shortMessage).to.contain(`expected it ${name}.`)
    })
    const never = new errors.GovernorUnexpectedProposalStateError(1n, 1, numberToHex(0, { size: 32 }))
    expect(never.shortMessage).to.contain('expected it not to exist.')
  })

  it('read a rule of decisions in its own words', () => {
    const read = (name: string, ...numbers: [bigint, bigint, bigint]) =>
      new errors.RuleOutOfBoundsError(stringToHex(name, { size: 32 }), ...numbers).shortMessage
    expect(read('stopBps', 1_100n, 1n, 1_000n)).to.equal('stopBps was 11% (1100 bps), expected 0.01% (1 bps) to 10% (1000 bps).')
    expect(read('delay', 2_678_400n, 0n, 2_592_000n)).to.equal('delay was 31 days, expected 0 seconds to 30 days.')
    expect(read('stopHeads', 11n, 1n, 10n)).to.equal('stopHeads was 11, expected 1 to 10.')
  })

  it('read a parameter in its own words', () => {
    const read = (name: string, ...numbers: [bigint, bigint, bigint]) =>
      new errors.ParameterOutOfBoundsError(stringToHex(name, { size: 32 }), ...numbers).shortMessage
    expect(read('capBps', 9_000n, 10_000n, 20_000n)).to.equal(
      'capBps was 90% (9000 bps), expected 100% (10000 bps) to 200% (20000 bps).',
    )
    expect(read('split', 9_900n, 10_000n, 10_000n)).to.equal('split was 99% (9900 bps), expected 100% (10000 bps).')
    expect(read('contestWindow', 3_600n, 172_800n, 5_184_000n)).to.equal('contestWindow was 1 hour, expected 2 days to 60 days.')
    expect(read('deadline', 0n, 1_780_000_000n, 1_790_000_000n)).to.equal(
      'deadline was 1970-01-01 00:00:00 UTC, expected 2026-05-28 20:26:40 UTC to 2026-09-21 14:13:20 UTC.',
    )
    expect(read('materialUnits', 1n, 2n, 2n)).to.equal('materialUnits was 1, expected 2.')
  })
})

describe('decodeContractError', () => {
  it('finds every error in what a node, viem or ethers throws', () => {
    for (const item of errorsAbi) {
      const args = sampleArguments(item)
      const data = encodeErrorResult({ abi: errorsAbi as Abi, errorName: item.name, args })
      const thrown: unknown[] = [
        { data },
        { code: 3, message: 'execution reverted', data: { data, message: 'reverted' } },
        Object.assign(new Error('viem'), { cause: Object.assign(new Error('call'), { cause: { raw: data } }) }),
        Object.assign(new Error('ethers'), { code: 'CALL_EXCEPTION', data, transaction: { data: '0x12345678' } }),
        Object.assign(new Error('ethers'), { code: 'UNKNOWN_ERROR', info: { error: { data: { originalError: { data } } } } }),
      ]
      for (const error of thrown) {
        const decoded = errors.decodeContractError(error)
        expect(decoded?.name).to.equal(`${item.name}Error`)
        expect(decoded?.message).to.equal(create(item.name, args).message)
        expect(decoded?.cause).to.equal(error)
      }
    }
  })

  it('tells texts and panics of other contracts', () => {
    const reason = `0x08c379a0${'20'.padStart(64, '0')}${'5'.padStart(64, '0')}${Buffer.from('hello').toString('hex').padEnd(64, '0')}`
    expect(errors.decodeContractError({ data: reason })?.shortMessage).to.equal('A contract refused the call: "hello".')
    const panic = `0x4e487b71${'11'.padStart(64, '0')}`
    expect(errors.decodeContractError({ data: panic })?.shortMessage).to.contain('a sum or product was too large')
  })

  it('knows nothing of what no contract raised', () => {
    for (const error of [undefined, null, 'text', new Error('timeout'), { data: '0x' }, { data: '0x12345678' }, circular()]) {
      expect(errors.decodeContractError(error)).to.equal(undefined)
    }
  })
})

describe('toOpenValueError', () => {
  it('keeps what is one already', () => {
    const error = new errors.AccountZeroError()
    expect(errors.toOpenValueError(error)).to.equal(error)
  })

  it('wraps what no contract raised, with its cause', () => {
    const cause = new Error('socket hang up')
    const error = errors.toOpenValueError(cause)
    expect(error).to.be.instanceOf(errors.CallFailedError)
    expect(error.cause).to.equal(cause)
    expect(error.details).to.equal('socket hang up')
  })
})

describe('errorNameOf', () => {
  it('names an error by its selector', () => {
    const data = encodeErrorResult({ abi: errorsAbi, errorName: 'AccountZero' })
    expect(errors.errorNameOf(data)).to.equal('AccountZero')
    expect(errors.errorNameOf('0x00000000')).to.equal(undefined)
  })
})

function create(name: keyof typeof errors.contractErrors, args: unknown[]): errors.BaseError {
  const ErrorClass = errors.contractErrors[name] as unknown as new (...args: unknown[]) => errors.BaseError
  return new ErrorClass(...args)
}

function indent(text: string): string {
  return text.replace(/^(?=.)/gm, '  ')
}

function circular(): unknown {
  const error: { cause?: unknown } = {}
  error.cause = error
  return error
}
