import { ethers } from 'ethers'
import { type Chain, attestationTypes, mined, packEntry, ventureConfig } from './scenario.ts'

export type OpenVenture = Awaited<ReturnType<typeof openVenture>>
type Quantity = (affiliate: string) => bigint

/** Deploys a venture of the founder and says how its people propose and accept. */
export async function openVenture(chain: Chain, salt: string = ethers.ZeroHash) {
  const { hh, review, factory, token, accounts } = chain
  const { chainId } = await hh.provider.getNetwork()
  const config = ventureConfig(accounts, await token.getAddress())
  const deployed = await mined(factory.connect(accounts.founder).deploy(config, salt))
  const [address, ledgerAddress] = await factory.predict(accounts.founder.address, config, salt)
  const venture = await hh.getContractAt('Venture', address)
  const ledger = await hh.getContractAt('ContributionLedger', ledgerAddress)
  const domain = { name: 'OpenValueLedger', version: '1', chainId, verifyingContract: ledgerAddress }

  let nonce = 0n
  /** The founder proposes an entry for each, a quarter of them in each of the four kinds. */
  async function propose(affiliates: readonly string[], quantityOf: Quantity = () => 1_000n) {
    const entries = affiliates
      .map((affiliate, i) => packEntry(affiliate, kindAt(i, affiliates.length), quantityOf(affiliate)))
      .sort((a, b) => Number(sortKey(a) > sortKey(b)) - Number(sortKey(a) < sortKey(b)))
    const workDays = ethers.concat(entries.map((_, i) => ethers.toBeHex(20_000 + i, 4)))
    const evidenceHash = ethers.id('evidence')
    const proposal = { entries, workDays, evidenceHash, evidenceURI: 'ipfs://evidence', task: ethers.ZeroHash, nonce: nonce++ }
    const receipt = await mined(ledger.connect(accounts.founder).propose(proposal))
    const entriesHash = ethers.keccak256(ethers.concat(entries.map((entry) => ethers.toBeHex(entry, 32))))
    const proposer = accounts.founder.address
    const header = { entriesHash, detailsHash: ethers.keccak256(workDays), evidenceHash, proposer, nonce: proposal.nonce }
    return { receipt, entries, header, entriesHash }
  }

  /** The steward signs, a stranger submits. */
  async function accept({ entries, header, entriesHash }: Awaited<ReturnType<typeof propose>>) {
    const statement = {
      batch: await ledger.batchId(header),
      entries: entriesHash,
      attestor: accounts.steward.address,
      deadline: 2n ** 40n,
    }
    const signature = await accounts.steward.signTypedData(domain, attestationTypes, statement)
    const attestations = [{ attestor: statement.attestor, kinds: [], deadline: statement.deadline, signature }]
    return mined(
      review.connect(accounts.stranger).acceptAttested(ledgerAddress, header, entries, 0, entries.length, attestations),
    )
  }

  return { deployed, address, venture, propose, accept }
}

/** Kind of the entry at `i` of so many. */
export const kindAt = (i: number, entries: number): number => Math.floor((i * 4) / entries)

const sortKey = (entry: bigint) => (((entry >> 88n) & 0xffn) << 160n) | (entry >> 96n)
