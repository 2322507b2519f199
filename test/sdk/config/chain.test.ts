import assert from 'node:assert/strict'
import { checkImport, type Batch, proposalTypedData, readImport, textSource, toBatchProposal } from '@open-value/sdk/batch'
import {
  type CampaignConfigInput,
  presets,
  resolveCampaignConfig,
  resolveConfig,
  sizes,
  toCampaignArguments,
  toDeployArguments,
  toImportKinds,
  type VentureConfigInput,
} from '@open-value/sdk/config'
import hre from 'hardhat'
import {
  type Abi,
  type Address,
  createTestClient,
  custom,
  type Hex,
  keccak256,
  parseEventLogs,
  publicActions,
  walletActions,
  zeroAddress,
  zeroHash,
} from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { hardhat } from 'viem/chains'
import { collect } from '../batch/fixtures.ts'

/** Against the contracts themselves: what the SDK builds is what they take. */
describe('configs and batches on a chain', function () {
  this.timeout(60_000)

  const connect = async () => {
    const { provider } = await hre.network.create()
    const transport = custom({ request: (request) => provider.request(request) as Promise<never> })
    const client = createTestClient({ chain: hardhat, mode: 'hardhat', transport }).extend(publicActions).extend(walletActions)
    const [account] = await client.getAddresses()
    assert.ok(account)
    return { client, account }
  }
  let chain: Awaited<ReturnType<typeof connect>>
  let factory: Address
  let token: Address
  const abis = new Map<string, Abi>()

  const abiOf = (name: string) => abis.get(name) ?? []
  const deploy = async (name: string, args: readonly unknown[] = []) => {
    const { abi, bytecode } = await hre.artifacts.readArtifact(name)
    abis.set(name, abi as Abi)
    const { client, account } = chain
    const hash = await client.deployContract({ abi: abi as Abi, bytecode: bytecode as Hex, args, account })
    const { contractAddress } = await client.waitForTransactionReceipt({ hash })
    assert.ok(contractAddress)
    return contractAddress
  }
  const write = async (name: string, address: Address, functionName: string, args: readonly unknown[]) => {
    const { client, account } = chain
    const hash = await client.writeContract({ abi: abiOf(name), address, functionName, args, account })
    return client.waitForTransactionReceipt({ hash })
  }
  const deployVenture = async (input: Partial<VentureConfigInput>) => {
    const config = resolveConfig({ name: 'Tide gauge', founder: chain.account, ...input })
    const { logs } = await write('VentureFactory', factory, 'deploy', [toDeployArguments(config), zeroHash])
    const [event] = parseEventLogs({ abi: abiOf('VentureFactory'), logs, eventName: 'VentureDeployed' })
    const { ledger } = event?.args as unknown as { ledger: Address }
    return { config, ledger }
  }

  const deployGoverned = async (input: Partial<VentureConfigInput>) => {
    const config = resolveConfig({ name: 'Tide gauge', founder: chain.account, ...input })
    const { rules, handOver } = config.lazyConsensus ?? {}
    const args = [toDeployArguments(config), rules, handOver, zeroHash]
    const { logs } = await write('VentureFactory', factory, 'deployWithGovernor', args)
    const abi = abiOf('VentureFactory')
    const [made] = parseEventLogs({ abi, logs, eventName: 'GovernorDeployed' })
    const [deployed] = parseEventLogs({ abi, logs, eventName: 'VentureDeployed' })
    const { governor: group } = made?.args as unknown as { governor: Address }
    const { governor } = deployed?.args as unknown as { governor: Address }
    const read = { abi: abiOf('LazyConsensusGovernor'), address: group, functionName: 'rules' }
    return { config, group, governor, rules: await chain.client.readContract(read) }
  }

  before(async () => {
    chain = await connect()
    const [decisions, handOvers] = [await deploy('DecisionBoard'), await deploy('HandOverBoard')]
    const board = await deploy('NoticeBoard', [decisions, handOvers])
    const accounts = await deploy('AccountBoard')
    const venture = await deploy('Venture', [board, accounts])
    const governor = await deploy('LazyConsensusGovernor', [decisions])
    const [review, growth] = [await deploy('ReviewBoard', [governor]), await deploy('GrowthBoard')]
    const [large, voices] = [await deploy('LargeBatches'), await deploy('VoiceBoard')]
    const ledger = await deploy('ContributionLedger', [board, review, growth, accounts, large, voices])
    factory = await deploy('VentureFactory', [venture, ledger, governor, board, handOvers])
    // Anything with code passes for a token that is never paid in.
    token = board
  })

  it('deploys every preset in every size', async () => {
    const network: Address = `0x${'9'.repeat(40)}`
    const accounts = { exchangeFirm: `0x${'4'.repeat(40)}`, upstream: `0x${'6'.repeat(40)}` }
    for (const preset of Object.keys(presets) as (keyof typeof presets)[]) {
      for (const size of Object.keys(sizes) as (keyof typeof sizes)[]) {
        const tokens = [{ address: token, symbol: 'USDC', decimals: 6 }]
        const { config, ledger } = await deployVenture({ preset, size, network, accounts, tokens })
        const parameters = await chain.client.readContract({
          abi: abiOf('ContributionLedger'),
          address: ledger,
          functionName: 'parameters',
        })
        assert.deepEqual(parameters, toDeployArguments(config).parameters, `${preset} ${size}`)
        const governed = await deployGoverned({ preset, size, network, accounts, tokens, governor: { lazyConsensus: {} } })
        const { governor, lazyConsensus } = governed.config
        assert.deepEqual(governed.rules, lazyConsensus?.rules, `${preset} ${size}`)
        assert.equal(governed.governor === governed.group, governor === zeroAddress, `${preset} ${size}`)
      }
    }
  })

  it('makes campaigns of both ends, with all defaults and with all bounds', async () => {
    const rules = await deploy('MachineRules')
    const machine = await deploy('SharedEquipment', [rules])
    const campaigns = await deploy('CampaignFactory', [await deploy('Campaign', [machine, rules])])
    const { timestamp: now } = await chain.client.getBlock()
    const common = { initiator: chain.account, goal: '4000', token: { address: token, symbol: 'USDC', decimals: 6 } }
    const roles = { end: 'machine', custodian: chain.account, network: chain.account } as const
    const most = {
      openFor: '365 days',
      objectionWindow: '60 days',
      releaseWithin: '486 days',
      objectionBps: '50%',
      capBps: '200%',
    }
    const least = { openFor: '1 hour', objectionWindow: '48h', releaseWithin: '4 days', objectionBps: '0.01%', capBps: '100%' }
    const inputs: CampaignConfigInput[] = [
      { ...common, ...roles, name: 'Default' },
      { ...common, ...roles, ...most, name: 'Most' },
      { ...common, ...roles, ...least, name: 'Least', minPledge: 1n, maxPledge: '100%' },
      { ...common, end: 'venture', name: 'Work', venture: token },
    ]
    for (const input of inputs) {
      const args = toCampaignArguments(resolveCampaignConfig(input), { now })
      const { logs } = await write('CampaignFactory', campaigns, 'deploy', [args, zeroHash])
      const [event] = parseEventLogs({ abi: abiOf('CampaignFactory'), logs, eventName: 'CampaignDeployed' })
      const { campaign } = event?.args as unknown as { campaign: Address }
      const terms = await chain.client.readContract({ abi: abiOf('Campaign'), address: campaign, functionName: 'terms' })
      assert.deepEqual(terms, args.terms, input.name)
    }
  })

  it('proposes what an import built, under the id the ledger gives it', async () => {
    const { config, ledger } = await deployVenture({ name: 'Imported', preset: 'ratesByRole' })
    const [batch] = await importInto(config, chain.account)
    assert.ok(batch)
    const { logs } = await write('ContributionLedger', ledger, 'propose', [toBatchProposal(batch, { evidenceURI: 'ipfs://x' })])
    const [event] = parseEventLogs({ abi: abiOf('ContributionLedger'), logs, eventName: 'BatchProposed' })
    const args = event?.args as unknown as { batch: Hex; entries: bigint[]; workDays: Hex }
    assert.deepEqual([args.batch, args.entries, args.workDays], [batch.id, batch.entries, batch.workDays])
  })

  it('submits what somebody without gas signed', async () => {
    const { config, ledger } = await deployVenture({ name: 'Signed', preset: 'ratesByRole' })
    const signer = privateKeyToAccount(keccak256('0x01'))
    const [batch] = await importInto(config, signer.address)
    assert.ok(batch)
    const { entriesHash, detailsHash, evidenceHash, proposer, nonce } = batch.header
    const deadline = 2n ** 40n
    const message = {
      proposer,
      entries: entriesHash,
      workDays: detailsHash,
      evidence: evidenceHash,
      evidenceURI: '',
      task: zeroHash,
      nonce,
      deadline,
    }
    const signature = await signer.signTypedData(proposalTypedData({ chainId: hardhat.id, ledger }, message))
    const { logs } = await write('ContributionLedger', ledger, 'proposeFor', [
      toBatchProposal(batch, { evidenceURI: '' }),
      { signer: signer.address, deadline, signature },
    ])
    const [event] = parseEventLogs({ abi: abiOf('ContributionLedger'), logs, eventName: 'BatchProposed' })
    assert.equal((event?.args as unknown as { batch: Hex }).batch, batch.id)
  })
})

async function importInto(config: Parameters<typeof toImportKinds>[0], proposer: Address): Promise<Batch[]> {
  const rows = [
    '2026-03-02,Bruno,making,1h15,a',
    '2026-03-02,Ana,design,2.5h,b',
    '2026-03-03,Ana,support,90min,c',
    '2026-03-04,Ana,design,1,d',
  ]
  const source = textSource(['date,affiliate,kind,quantity,evidence', ...rows, ''].join('\n'))
  const people = new Map<string, Address>([
    ['Ana', `0x${'a'.repeat(40)}`],
    ['Bruno', `0x${'b'.repeat(40)}`],
  ])
  const options = { kinds: toImportKinds(config), people, proposer }
  return collect(readImport(source, options, await checkImport(source, options)))
}
