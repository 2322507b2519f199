import { createRequire } from 'node:module'
import type { HardhatEthersSigner } from '@nomicfoundation/hardhat-ethers/types'
import { expect } from 'chai'
import { ethers } from 'ethers'
import { refuses } from '../../utils/errors.ts'
import { ProposalState, RULES, Support, useGovernedWorld } from '../../utils/governance.ts'
import { DAY } from '../../utils/world.ts'

const require = createRequire(import.meta.url)
/** What OpenZeppelin publishes, and nothing of ours. */
const published = (name: string) =>
  new ethers.Interface((require(`@openzeppelin/contracts/build/contracts/${name}.json`) as { abi: ethers.InterfaceAbi }).abi)
const functionsOf = (of: ethers.Interface) =>
  of.fragments.filter((fragment): fragment is ethers.FunctionFragment => fragment.type === 'function')
const interfaceId = (fragments: readonly ethers.FunctionFragment[]) =>
  ethers.toBeHex(
    fragments.reduce((id, { selector }) => id ^ BigInt(selector), 0n),
    4,
  )

const IGovernor = published('IGovernor')
const IVotes = published('IVotes')
const IERC6372 = published('IERC6372')
const IERC5267 = published('IERC5267')
const IERC1155Receiver = published('IERC1155Receiver')

describe('LazyConsensusGovernor as published interfaces have it', () => {
  const w = useGovernedWorld({ members: 5, rules: { ...RULES.circle, stewardTerm: 0 } })
  const clock = (address: string) => new ethers.Contract(address, IERC6372, w.hh.provider)

  it('ERC-165: names the interfaces it has, and no others', async () => {
    const inherited = new Set([...functionsOf(IERC6372).map(({ name }) => name), 'supportsInterface'])
    const own = functionsOf(IGovernor).filter(({ name }) => !inherited.has(name))
    const receiver = functionsOf(IERC1155Receiver).filter(({ name }) => name !== 'supportsInterface')
    expect(interfaceId(receiver), 'as in ERC-1155').to.equal('0x4e2312e0')
    expect(own.length).to.be.greaterThan(25)
    const beforeIds = own.filter(({ name }) => name !== 'getProposalId')
    for (const id of [interfaceId(own), interfaceId(beforeIds), '0x4e2312e0', '0x01ffc9a7']) {
      expect(await w.governor.supportsInterface(id), id).to.equal(true)
    }
    for (const id of ['0xffffffff', '0x00000000', '0x80ac58cd', interfaceId(functionsOf(IVotes))]) {
      expect(await w.governor.supportsInterface(id), id).to.equal(false)
    }
  })
  it('every function and event of IGovernor is there', () => {
    const ours = w.governor.interface
    for (const { selector } of functionsOf(IGovernor)) expect(ours.getFunction(selector as never)?.selector).to.equal(selector)
    IGovernor.forEachEvent(({ topicHash }) => expect(ours.getEvent(topicHash as never)?.topicHash).to.equal(topicHash))
  })
  it('ERC-6372: governor and ledger keep the same time, in seconds', async () => {
    expect(interfaceId(functionsOf(IERC6372)), 'as in ERC-6372').to.equal('0xda287a1d')
    for (const address of [w.G, w.L]) {
      expect(await clock(address).getFunction('CLOCK_MODE')()).to.equal('mode=timestamp')
      expect(await clock(address).getFunction('clock')()).to.equal(await w.time.latest())
    }
  })
  it('the token of votes is the ledger, where tools look for it', async () => {
    const { abi } = require('@openzeppelin/contracts/build/contracts/GovernorVotes.json') as { abi: ethers.InterfaceAbi }
    expect(await new ethers.Contract(w.G, abi, w.hh.provider).getFunction('token')()).to.equal(w.L)
  })
  it('T44, ERC-5267: the clone tells its own domain, and signatures for it are good', async () => {
    const [alice] = w.members as [HardhatEthersSigner]
    const told = await new ethers.Contract(w.G, IERC5267, w.hh.provider).getFunction('eip712Domain')()
    const { fields, name, version, chainId, verifyingContract, salt, extensions } = told
    expect([fields, salt, extensions.length]).to.deep.equal(['0x0f', ethers.ZeroHash, 0])
    expect([name, version, Number(chainId), verifyingContract]).to.deep.equal(['OpenValueGovernor', '1', w.chainId, w.G])
    const { id } = await w.proposeActions(w.lengthenNotice())
    const types = {
      Ballot: [
        { name: 'proposalId', type: 'uint256' },
        { name: 'support', type: 'uint8' },
        { name: 'voter', type: 'address' },
        { name: 'nonce', type: 'uint256' },
      ],
    }
    const message = { proposalId: id, support: Support.Against, voter: alice.address, nonce: 0n }
    const signature = await alice.signTypedData({ name, version, chainId, verifyingContract }, types, message)
    await new ethers.Contract(w.G, IGovernor, w.accounts.stranger).getFunction('castVoteBySig')(id, 0, alice.address, signature)
    expect((await w.governor.tallyOf(id)).headsAgainst).to.equal(1n)
    const [, ofCode] = await new ethers.Contract(String(w.governorCode.target), IERC5267, w.hh.provider).getFunction(
      'eip712Domain',
    )()
    expect(ofCode).to.equal(name)
  })

  it('an independent client opts in, proposes, votes and executes with nothing but IGovernor and IVotes', async () => {
    const [alice, bob, carol] = w.members as [HardhatEthersSigner, HardhatEthersSigner, HardhatEthersSigner]
    const as = (signer: HardhatEthersSigner) => {
      const governor = new ethers.Contract(w.G, IGovernor, signer)
      return (name: string, ...args: unknown[]) => governor.getFunction(name)(...args)
    }
    const voice = (signer: HardhatEthersSigner) => {
      const votes = new ethers.Contract(w.L, IVotes, signer)
      return (name: string, ...args: unknown[]) => votes.getFunction(name)(...args)
    }

    await voice(carol)('delegate', bob.address)
    expect(await voice(carol)('delegates', carol.address)).to.equal(bob.address)
    expect(await voice(carol)('getVotes', bob.address)).to.equal(8_000n)
    await w.time.increase(1)

    const { target, data } = w.removeSteward()
    const content = [[target], [0n], [data]] as const
    const id = await as(alice)('hashProposal', ...content, ethers.id('Steward leaves'))
    expect(await as(alice)('getProposalId', ...content, ethers.id('Steward leaves'))).to.equal(id)
    expect(await as(alice)('getVotes', alice.address, (await w.time.latest()) - 1)).to.be.greaterThanOrEqual(
      await as(alice)('proposalThreshold'),
    )
    const receipt = await (await as(alice)('propose', ...content, 'Steward leaves')).wait()
    const created = IGovernor.parseLog(receipt.logs[0])
    expect([created?.name, created?.args.proposalId, created?.args.description]).to.deep.equal([
      'ProposalCreated',
      id,
      'Steward leaves',
    ])
    expect(await as(alice)('proposalDeadline', id)).to.equal(created?.args.voteEnd)
    expect(await as(alice)('votingPeriod')).to.equal(created?.args.voteEnd - created?.args.voteStart)

    const snapshot = await as(alice)('proposalSnapshot', id)
    const supply = await voice(alice)('getPastTotalSupply', snapshot)
    expect(await as(alice)('quorum', snapshot)).to.equal(supply / 2n)
    for (const [signer, support] of [
      [alice, 1],
      [bob, 1],
    ] as const) {
      expect(await as(signer)('state', id)).to.equal(ProposalState.Active)
      const vote = await (await as(signer)('castVoteWithReason', id, support, 'thank you')).wait()
      const cast = IGovernor.parseLog(vote.logs[0])
      expect([cast?.name, cast?.args.voter, cast?.args.support, cast?.args.reason]).to.deep.equal([
        'VoteCast',
        signer.address,
        BigInt(support),
        'thank you',
      ])
      expect(await as(signer)('hasVoted', id, signer.address)).to.equal(true)
    }
    await w.time.increaseTo(Number(created?.args.voteEnd) + 1)
    expect(await as(alice)('state', id)).to.equal(ProposalState.Succeeded)
    expect(await as(alice)('proposalNeedsQueuing', id)).to.equal(false)
    await refuses(as(bob)('execute', ...content, ethers.id('Steward leaves')), 'DecisionWaits')
    await w.time.increase(2 * DAY)
    await as(bob)('execute', ...content, ethers.id('Steward leaves'))
    expect(await as(alice)('state', id)).to.equal(ProposalState.Executed)
    expect(await w.ledger.isSteward(w.accounts.steward.address)).to.equal(false)
    expect(await as(alice)('COUNTING_MODE')).to.match(/^support=bravo&quorum=against,for,abstain/)
  })
})
