import easArtifact from '@ethereum-attestation-service/eas-contracts/artifacts/contracts/EAS.sol/EAS.json' with { type: 'json' }
import registryArtifact from '@ethereum-attestation-service/eas-contracts/artifacts/contracts/SchemaRegistry.sol/SchemaRegistry.json' with { type: 'json' }
import { ethers } from 'ethers'
import { number } from '../pages/format.ts'
import { mined } from '../scenario.ts'
import { type PeerChain, costOf } from './chain.ts'
import { inBatches, people, weightOf } from './crowd.ts'
import { type MeasuredRow, type Subject, peerRow } from './row.ts'

type Form = {
  /** What an attestation says beside its recipient, who is the affiliate. */
  schema: string
  /** As many as fit into a transaction, in round numbers. */
  atOnce: number
  encode: (person: string, i: number) => string
}

const FORMS: Partial<Record<Subject, Form>> = {
  'peer-eas': {
    schema: 'uint8 kind,uint88 quantity,bytes32 evidence',
    atOnce: 50,
    encode: (person: string, i: number) =>
      ethers.AbiCoder.defaultAbiCoder().encode(
        ['uint8', 'uint88', 'bytes32'],
        [i % 4, weightOf(person), ethers.id(`evidence of ${person}`)],
      ),
  },
  'peer-eas-lean': {
    schema: 'uint96 kindAndQuantity',
    atOnce: 100,
    encode: (person: string, i: number) => ethers.toBeHex((BigInt(i % 4) << 88n) | weightOf(person), 32),
  },
}

/** Contributions as attestations, from the bytecode that EAS ships. It keeps records alone: no points, no money. */
export async function measureEas(chain: PeerChain, counts: readonly number[]): Promise<MeasuredRow[]> {
  const { founder } = chain.accounts
  const registry = await deploy(registryArtifact, founder)
  const eas = await deploy(easArtifact, founder, await registry.getAddress())
  const rows = []
  for (const [subject, { schema, atOnce, encode }] of Object.entries(FORMS) as [Subject, Form][]) {
    await mined(registry.getFunction('register').send(schema, ethers.ZeroAddress, true))
    const id = ethers.solidityPackedKeccak256(['string', 'address', 'bool'], [schema, ethers.ZeroAddress, true])
    for (const count of counts) {
      const receipts = []
      for (const batch of inBatches(people(count), atOnce)) {
        const data = batch.map((recipient, i) => ({
          recipient,
          expirationTime: 0n,
          revocable: true,
          refUID: ethers.ZeroHash,
          data: encode(recipient, i),
          value: 0n,
        }))
        const receipt = await mined(eas.getFunction('multiAttest').send([{ schema: id, data }]))
        if (receipt.logs.length !== batch.length) throw new Error(`${receipt.logs.length} of ${batch.length} were attested.`)
        receipts.push(receipt)
      }
      const what = `${number(count)} contributions by multiAttest, in batches of up to ${atOnce}: ${schema}`
      rows.push(peerRow(subject, 'record', count, what, await costOf(chain, receipts)))
    }
  }
  return rows
}

async function deploy(
  { abi, bytecode }: { abi: ethers.InterfaceAbi; bytecode: string },
  deployer: ethers.Signer,
  ...args: unknown[]
): Promise<ethers.BaseContract> {
  return (await new ethers.ContractFactory(abi, bytecode, deployer).deploy(...args)).waitForDeployment()
}
