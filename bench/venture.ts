import { ethers } from 'ethers'
import { BATCH, type Row, each, row } from './row.ts'
import { type Chain, attestationTypes, gasOf, packEntry, ventureConfig } from './scenario.ts'

const SALE = 1_000_000_000n

/** What ventures cost: sales, claims, contributions, deployment. */
export async function measureVenture(chain: Chain): Promise<Row[]> {
  const { hh, factory, token, accounts } = chain
  const tokenAddress = await token.getAddress()
  const { chainId } = await hh.provider.getNetwork()

  const config = ventureConfig(accounts, tokenAddress)
  const deploy = await gasOf(factory.deploy(config, ethers.ZeroHash))
  const [ventureAddress, ledgerAddress] = await factory.predict(accounts.founder.address, config, ethers.ZeroHash)
  const venture = await hh.getContractAt('Venture', ventureAddress)
  const ledger = await hh.getContractAt('ContributionLedger', ledgerAddress)
  const domain = { name: 'OpenValueLedger', version: '1', chainId, verifyingContract: ledgerAddress }

  let nonce = 0n
  /** The founder proposes, the steward signs, a stranger submits. 25 entries in each of four kinds. */
  async function propose(affiliates: readonly string[]) {
    const entries = affiliates
      .map((affiliate, i) => packEntry(affiliate, Math.floor((i * 4) / affiliates.length), 1_000n))
      .sort((a, b) => Number(sortKey(a) > sortKey(b)) - Number(sortKey(a) < sortKey(b)))
    const workDays = ethers.concat(entries.map((_, i) => ethers.toBeHex(20_000 + i, 4)))
    const evidenceHash = ethers.id('evidence')
    const proposal = { entries, workDays, evidenceHash, evidenceURI: 'ipfs://evidence', task: ethers.ZeroHash, nonce: nonce++ }
    const gas = await gasOf(ledger.connect(accounts.founder).propose(proposal))
    const entriesHash = ethers.keccak256(ethers.concat(entries.map((entry) => ethers.toBeHex(entry, 32))))
    const proposer = accounts.founder.address
    const header = { entriesHash, workDaysHash: ethers.keccak256(workDays), evidenceHash, proposer, nonce: proposal.nonce }
    return { gas, entries, header, entriesHash }
  }

  async function accept({ entries, header, entriesHash }: Awaited<ReturnType<typeof propose>>) {
    const statement = {
      batch: await ledger.batchId(header),
      entries: entriesHash,
      attestor: accounts.steward.address,
      deadline: 2n ** 40n,
    }
    const signature = await accounts.steward.signTypedData(domain, attestationTypes, statement)
    const attestations = [{ attestor: statement.attestor, kinds: [], deadline: statement.deadline, signature }]
    return gasOf(ledger.connect(accounts.stranger).acceptAttested(header, entries, 0, entries.length, attestations))
  }

  const people = Array.from({ length: 3 * BATCH - 1 }, (_, i) =>
    ethers.getAddress(ethers.dataSlice(ethers.id(`affiliate ${i}`), 12)),
  )
  const existing = [accounts.holder.address, ...people.slice(0, BATCH - 1)]
  const sell = () => gasOf(token.connect(accounts.customer).transfer(ventureAddress, SALE))
  const claim = () => gasOf(venture.connect(accounts.stranger).claim(accounts.holder.address, [tokenAddress], [0], 0))

  // Warm-up, as after some months: points, a sale, a claim; every account that moves money has held some before.
  await gasOf(token.mint(accounts.customer.address, 10n ** 15n))
  await gasOf(token.mint(accounts.holder.address, 1n))
  await gasOf(token.mint(accounts.stranger.address, 1n))
  await accept(await propose(existing))
  await sell()
  await claim()
  await accept(await propose(existing))

  const bare = await gasOf(token.connect(accounts.customer).transfer(accounts.stranger.address, SALE))
  const saleErc20 = await sell()
  const sync = await gasOf(venture.connect(accounts.stranger).sync(tokenAddress))
  const claimed = await claim()
  await sell()
  const claimSync = await claim()
  const saleEth = await gasOf(accounts.customer.sendTransaction({ to: ventureAddress, value: SALE }))
  const proposed = await propose(existing)
  const acceptExisting = await accept(proposed)
  const acceptNew = await accept(await propose(people.slice(-BATCH)))

  return [
    row(
      'sale-erc20',
      'sale: plain token transfer',
      saleErc20,
      Number(bare),
      Number(bare),
      `a bare transfer, ${bare} in this run`,
    ),
    row('sale-eth', 'sale: plain ETH transfer', saleEth, 24_000, 22_038, '21,000'),
    row('sync', 'distribute: 2 account lines + 1 equity', sync, 68_000, 60_000, 'Superfluid 257,002 (quoted)'),
    row('claim', 'claim: one token, one kind, distributed before', claimed, 70_000, 62_000, 'PaymentSplitter 57,123 (quoted)'),
    row('claim-sync', 'claim that distributes first', claimSync, 98_000, 88_000, ''),
    row('propose-entry', `propose, each of ${BATCH}`, each(proposed.gas), 2_500, 1_500, ''),
    row(
      'accept-existing',
      `accept, each of ${BATCH}, units held before`,
      each(acceptExisting),
      14_500,
      12_500,
      '10,000: two slots rewritten',
    ),
    row('accept-new', `accept, each of ${BATCH}, new affiliates`, each(acceptNew), 49_000, 47_000, '44,200: two new slots'),
    row('deploy', 'deploy: 4 kinds, 3 lines, 1 token, 1 steward', deploy, 480_000, 430_000, ''),
  ]
}

const sortKey = (entry: bigint) => (((entry >> 88n) & 0xffn) << 160n) | (entry >> 96n)
