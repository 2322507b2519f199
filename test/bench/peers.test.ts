import { StandardMerkleTree } from '@openzeppelin/merkle-tree'
import { expect } from 'chai'
import { ethers } from 'ethers'
import { type PeerChain, SALE, costOf, createPeerChain } from '../../bench/peers/chain.ts'
import { amountsOf, payEveryone, people, weightOf } from '../../bench/peers/crowd.ts'
import { measureEas } from '../../bench/peers/eas.ts'
import { measurePeers } from '../../bench/peers/measure.ts'
import { QUOTED } from '../../bench/peers/quoted.ts'
import { L1 } from '../../bench/peers/settings.ts'
import { mined } from '../../bench/scenario.ts'
import { revertData } from '../utils/errors.ts'

const sum = (values: readonly bigint[]) => values.reduce((total, value) => total + value, 0n)

async function refusesAs(contract: { interface: ethers.Interface }, call: Promise<unknown>, name: string): Promise<void> {
  const data = await revertData(call)
  expect(contract.interface.parseError(data)?.name ?? data).to.equal(name)
}

describe('peers of the benchmark', () => {
  const recipients = people(7)
  const amounts = amountsOf(recipients, SALE)
  let chain: PeerChain
  const balances = () => Promise.all(recipients.map((person) => chain.token.balanceOf(person)))

  beforeEach(async () => {
    chain = await createPeerChain()
  })

  it('share the same amounts, by weights that differ', () => {
    expect(new Set(recipients.map(weightOf)).size).to.equal(recipients.length)
    expect(sum(amounts)).to.be.at.most(SALE)
    expect(SALE - sum(amounts) < recipients.length).to.equal(true)
  })

  describe('PushSplitter', () => {
    const deploy = async () => {
      const splitter = await chain.hh.deployContract('PushSplitter', [chain.accounts.founder.address])
      await chain.sell(await splitter.getAddress())
      return splitter.connect(chain.accounts.founder)
    }

    it('pays each their amount', async () => {
      const splitter = await deploy()
      await mined(splitter.push(chain.tokenAddress, recipients, amounts))
      expect(await balances()).to.deep.equal(amounts)
    })

    it("pays nobody where one can't be paid", async () => {
      const splitter = await deploy()
      const withNobody = [...recipients.slice(1), ethers.ZeroAddress]
      await refusesAs(chain.token, splitter.push(chain.tokenAddress, withNobody, amounts), 'ERC20InvalidReceiver')
      expect(sum(await balances())).to.equal(0n)
    })

    it("is its owner's, who says for each how much", async () => {
      const splitter = await deploy()
      const { stranger } = chain.accounts
      await refusesAs(splitter, splitter.connect(stranger).push(chain.tokenAddress, recipients, amounts), 'PushNotOwner')
      await refusesAs(splitter, splitter.push(chain.tokenAddress, recipients, amounts.slice(1)), 'PushLengthMismatch')
    })
  })

  describe('MerkleDistributor', () => {
    const tree = StandardMerkleTree.of(
      recipients.map((person, i) => [i, person, amounts[i]]),
      ['uint256', 'address', 'uint256'],
    )
    const claimOf = (round: number, i: number): [number, number, string, bigint, string[]] => [
      round,
      i,
      recipients[i]!,
      amounts[i]!,
      tree.getProof(i),
    ]
    const deploy = async () => {
      const { founder, stranger } = chain.accounts
      const distributor = await chain.hh.deployContract('MerkleDistributor', [chain.tokenAddress, founder.address])
      await chain.sell(await distributor.getAddress())
      await mined(distributor.connect(founder).open(1, tree.root))
      return distributor.connect(stranger)
    }

    it('pays each once a round', async () => {
      const distributor = await deploy()
      for (const i of recipients.keys()) await mined(distributor.claim(...claimOf(1, i)))
      expect(await balances()).to.deep.equal(amounts)
      for (const i of recipients.keys()) await refusesAs(distributor, distributor.claim(...claimOf(1, i)), 'DistributorClaimed')
    })

    it('pays in another round again', async () => {
      const distributor = await deploy()
      await chain.sell(await distributor.getAddress())
      await refusesAs(distributor, distributor.claim(...claimOf(2, 3)), 'DistributorProofInvalid')
      await mined(distributor.connect(chain.accounts.founder).open(2, tree.root))
      for (const round of [1, 2]) await mined(distributor.claim(...claimOf(round, 3)))
      expect(await chain.token.balanceOf(recipients[3]!)).to.equal(2n * amounts[3]!)
    })

    it("pays no other amount, nobody else, and not by another's proof", async () => {
      const distributor = await deploy()
      const [round, index, person, amount, proof] = claimOf(1, 0)
      for (const wrong of [
        distributor.claim(round, index, person, amount + 1n, proof),
        distributor.claim(round, index, chain.accounts.stranger.address, amount, proof),
        distributor.claim(round, 8, person, amount, proof),
        distributor.claim(round, index, person, amount, tree.getProof(1)),
      ]) {
        await refusesAs(distributor, wrong, 'DistributorProofInvalid')
      }
    })

    it('takes a root from its owner, one a round', async () => {
      const distributor = await deploy()
      await refusesAs(distributor, distributor.open(2, tree.root), 'DistributorNotOwner')
      await refusesAs(
        distributor,
        distributor.connect(chain.accounts.founder).open(1, ethers.id('other')),
        'DistributorRoundOpen',
      )
    })
  })

  describe('PaymentSplitterV4', () => {
    it('pays by shares whatever came in, when released', async () => {
      const splitter = await chain.hh.deployContract('PaymentSplitterV4', [recipients, recipients.map(weightOf)])
      const release = splitter['release(address,address)']
      await chain.sell(await splitter.getAddress())
      for (const person of recipients.slice(0, 3)) await mined(release(chain.tokenAddress, person))
      await chain.sell(await splitter.getAddress())
      for (const person of recipients) await mined(release(chain.tokenAddress, person))
      expect(await balances()).to.deep.equal(amountsOf(recipients, 2n * SALE))
    })

    it('has no room for 1,000 payees', async () => {
      const payees = people(1_000)
      const deployed = chain.hh.deployContract('PaymentSplitterV4', [payees, payees.map(weightOf)])
      const failure = await deployed.then(
        () => undefined,
        (error: Error) => error,
      )
      expect(failure?.message).to.include('EIP-3860')
    })
  })

  describe('CallBatch', () => {
    it('makes every call, or none', async () => {
      const { callBatch, token, tokenAddress } = chain
      const mint = (account: string, amount: bigint) => ({
        target: tokenAddress,
        data: token.interface.encodeFunctionData('mint', [account, amount]),
      })
      await mined(callBatch.run(recipients.map((person, i) => mint(person, amounts[i]!))))
      expect(await balances()).to.deep.equal(amounts)
      await refusesAs(token, callBatch.run([mint(recipients[0]!, 1n), mint(ethers.ZeroAddress, 1n)]), 'ERC20InvalidReceiver')
      expect(await balances()).to.deep.equal(amounts)
    })
  })

  it('are measured in whole transactions, with what the chain takes for data', async () => {
    const { hh, token, accounts } = chain
    const { customer } = accounts
    const before = await hh.provider.getBalance(customer.address)
    const receipts = [
      await chain.sell(accounts.founder.address),
      await mined(token.connect(customer).approve(accounts.founder.address, 1)),
    ]
    const spent = before - (await hh.provider.getBalance(customer.address))
    const cost = await costOf(chain, receipts)

    expect(cost.transactions).to.equal(2)
    expect(cost.calldataBytes).to.equal(2 * (4 + 2 * 32))
    expect(BigInt(cost.gas)).to.equal(sum(receipts.map(({ gasUsed }) => gasUsed)))
    const forGas = sum(receipts.map(({ gasUsed, gasPrice }) => gasUsed * gasPrice))
    expect(spent - forGas).to.equal(BigInt(cost.l1Fee))
    const perByte = 16n * BigInt(L1.baseFeeScalar) * L1.baseFee + BigInt(L1.blobBaseFeeScalar) * L1.blobBaseFee
    expect(BigInt(cost.l1Fee)).to.equal((BigInt(cost.l1Bytes) * perByte) / 10n ** 6n)
  })

  it('stop the benchmark where somebody was not paid', async () => {
    const failure = await payEveryone(chain, recipients, () =>
      mined(chain.token.connect(chain.accounts.customer).transfer(recipients[0]!, 1n)),
    ).then(
      () => undefined,
      (error: Error) => error.message,
    )
    expect(failure).to.equal(`6 of 7 were not paid, ${recipients[1]} is one of them.`)
  })

  it('attest every contribution, in as many transactions as it takes', async () => {
    const rows = await measureEas(chain, [2, 60])
    expect(rows.map(({ id, transactions }) => [id, transactions])).to.deep.equal([
      ['peer-eas-record-2', 1],
      ['peer-eas-record-60', 2],
      ['peer-eas-lean-record-2', 1],
      ['peer-eas-lean-record-60', 1],
    ])
  })

  it('have an id each, and a place for what ours costs with a million', async () => {
    const million = { ...QUOTED[0]!, id: 'ours-claim-1000000' }
    const rows = await measurePeers([2], { oursAtAMillion: async () => [million] })
    const ids = rows.map(({ id }) => id)
    expect(new Set(ids).size).to.equal(ids.length)
    expect(ids).to.include.members([
      'ours-claim-2',
      'peer-payment-splitter-claim-2',
      million.id,
      'peer-0xsplits-distribution-1000',
    ])
  })
})
