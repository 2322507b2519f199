import { ethers } from 'ethers'
import { type Chain, attestationTypes, mined, packEntry, ventureConfig } from './scenario.ts'

export type OpenVenture = Awaited<ReturnType<typeof openVenture>>
type Quantity = (affiliate: string) => bigint
type Kind = (index: number, entries: number) => number
type Signer = Chain['accounts']['steward']

type Proposed = {
  entries: bigint[]
  entriesHash: string
  header: { entriesHash: string; detailsHash: string; evidenceHash: string; proposer: string; nonce: bigint }
}

/**
 * Deploys a venture of the founder and says how its people propose and accept.
 *
 * @param changes What is other than in `ventureConfig`.
 */
export async function openVenture(
  chain: Chain,
  salt: string = ethers.ZeroHash,
  changes: Partial<ReturnType<typeof ventureConfig>> = {},
) {
  const { hh, review, factory, token, accounts } = chain
  const { chainId } = await hh.provider.getNetwork()
  const config = { ...ventureConfig(accounts, await token.getAddress()), ...changes }
  const deployed = await mined(factory.connect(accounts.founder).deploy(config, salt))
  const [address, ledgerAddress] = await factory.predict(accounts.founder.address, config, salt)
  const venture = await hh.getContractAt('Venture', address)
  const ledger = await hh.getContractAt('ContributionLedger', ledgerAddress)
  const domain = { name: 'OpenValueLedger', version: '1', chainId, verifyingContract: ledgerAddress }

  let nonce = 0n
  /** The founder proposes an entry for each, a quarter of them in each of the four kinds. */
  async function propose(affiliates: readonly string[], quantityOf: Quantity = () => 1_000n, kindOf: Kind = kindAt) {
    const entries = affiliates
      .map((affiliate, i) => packEntry(affiliate, kindOf(i, affiliates.length), quantityOf(affiliate)))
      .sort((a, b) => Number(sortKey(a) > sortKey(b)) - Number(sortKey(a) < sortKey(b)))
    const workDays = ethers.concat(entries.map((_, i) => ethers.toBeHex(20_000 + i, 4)))
    const evidenceHash = ethers.id('evidence')
    const proposal = { entries, workDays, evidenceHash, evidenceURI: 'ipfs://evidence', task: ethers.ZeroHash, nonce: nonce++ }
    const receipt = await mined(ledger.connect(accounts.founder).propose(proposal))
    const entriesHash = hashEntries(entries)
    const proposer = accounts.founder.address
    const header = { entriesHash, detailsHash: ethers.keccak256(workDays), evidenceHash, proposer, nonce: proposal.nonce }
    return { receipt, entries, header, entriesHash }
  }

  /** Statements of these people in the order a ledger wants; who proposed or sends it need not sign. */
  async function attest(batch: string, { header, entriesHash }: Proposed, attestors: readonly Signer[], sender: Signer) {
    const sorted = attestors.toSorted((a, b) => Number(BigInt(a.address) > BigInt(b.address)) - 0.5)
    return Promise.all(
      sorted.map(async (signer) => {
        const statement = { batch, entries: entriesHash, attestor: signer.address, deadline: 2n ** 40n }
        const counts = signer.address === header.proposer || signer.address === sender.address
        const signature = counts ? '0x' : await signer.signTypedData(domain, attestationTypes, statement)
        return { attestor: signer.address, kinds: [], deadline: statement.deadline, signature }
      }),
    )
  }

  /** The steward signs, or others do; a stranger submits, or somebody else. */
  async function accept(
    proposed: Proposed,
    { attestors = [accounts.steward], sender = accounts.stranger }: { attestors?: readonly Signer[]; sender?: Signer } = {},
  ) {
    const { header, entries } = proposed
    const attestations = await attest(await ledger.batchId(header), proposed, attestors, sender)
    return mined(review.connect(sender).acceptAttested(ledgerAddress, header, entries, 0, entries.length, attestations))
  }

  return { deployed, address, ledgerAddress, venture, propose, accept }
}

/** Kind of the entry at `i` of so many. */
export const kindAt = (i: number, entries: number): number => Math.floor((i * 4) / entries)

export const hashEntries = (entries: readonly bigint[]): string =>
  ethers.keccak256(ethers.concat(entries.map((entry) => ethers.toBeHex(entry, 32))))

const sortKey = (entry: bigint) => (((entry >> 88n) & 0xffn) << 160n) | (entry >> 96n)
