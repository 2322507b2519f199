import { ethers } from 'ethers'
import { compile } from '../test/utils/compile.ts'
import { BATCH, type Row, each, row } from './row.ts'
import { type Chain, GOAL, campaignConfig, gasOf } from './scenario.ts'

/** The fewest a machine has, and the fewest of whom a batch can be paid back. */
const FEW = 3
const FEW_FOR_A_BATCH = BATCH + 2
/** Pledges in one transaction. */
const AT_ONCE = 250
const PLEDGE = 10_000_000n
const CROWD_PLEDGE = 500_000n
const AGREEMENT = ethers.id('agreement')
const CROWD = 'test/mocks/Crowd.sol'

/** What campaigns and machines cost with three co-owners, and with many. */
export async function measureEquipment(chain: Chain, coOwners: number): Promise<Row[]> {
  const few = await measureWith(chain, FEW)
  const fewInBatch = await measureWith(chain, FEW_FOR_A_BATCH)
  const gas = await measureWith(chain, coOwners)
  const many = (of: bigint) => ({ coOwners, gas: of })
  return [
    row(
      'pledge',
      'pledge: ERC-20, second time',
      few.pledge,
      75_000,
      62_000,
      "a bare escrow's pledge 45,779 (quoted); PartyDAO 116,209 to 227,393 (quoted)",
      many(gas.pledge),
    ),
    row(
      'refund',
      'refund: the campaign failed',
      few.refund,
      60_000,
      55_000,
      "a bare escrow's 40,663 (quoted); PartyDAO 109,719 (quoted)",
      many(gas.refund),
    ),
    row(
      'refund-batch',
      `refund, each of ${BATCH}, wallets empty`,
      each(fewInBatch.refundBatch),
      42_000,
      38_000,
      '',
      many(each(gas.refundBatch)),
    ),
    row('use', 'log and pay a use: one material, a technician', few.use, 240_000, 170_000, '', many(gas.use)),
    row('payback-claim', 'claim of a co-owner', few.paybackClaim, 70_000, 62_000, '', many(gas.paybackClaim)),
  ]
}

/** A campaign of so many, which fails and, from the same moment, succeeds. */
async function measureWith(chain: Chain, coOwners: number) {
  const { networkHelpers } = chain
  const { campaign, crowd, pledge } = await raise(chain, coOwners)
  const funded = await networkHelpers.takeSnapshot()
  const refunds = await measureRefunds(chain, campaign, crowd)
  await funded.restore()
  return { pledge, ...refunds, ...(await measureMachine(chain, campaign)) }
}

type Campaign = Awaited<ReturnType<typeof deployCampaign>>

async function deployCampaign({ hh, networkHelpers, campaignFactory, token, accounts }: Chain, salt: string) {
  const config = campaignConfig(accounts, await token.getAddress(), await networkHelpers.time.latest())
  await gasOf(campaignFactory.connect(accounts.founder).deploy(config, salt))
  return hh.getContractAt('Campaign', await campaignFactory.predict(accounts.founder.address, config, salt))
}

/** The holder pledges, then a crowd, then the holder once more, which is measured, and the fund what is missing. */
async function raise(chain: Chain, coOwners: number) {
  const { token, accounts } = chain
  const { holder, fund } = accounts
  const campaign = await deployCampaign(chain, ethers.toBeHex(coOwners, 32))
  const address = await campaign.getAddress()
  for (const account of [holder, fund]) {
    await gasOf(token.mint(account.address, 2n * GOAL))
    await gasOf(token.connect(account).approve(address, ethers.MaxUint256))
  }
  const join = (account: typeof holder, amount: bigint) =>
    gasOf(campaign.connect(account).pledge(amount, AGREEMENT, ethers.ZeroAddress))
  await join(holder, PLEDGE)
  const crowd = await pledgeCrowd(chain, address, coOwners - 2)
  const pledge = await join(holder, PLEDGE)
  await join(fund, GOAL)
  return { campaign, crowd, pledge }
}

/** Returns the first of the crowd, as many as a batch has. */
async function pledgeCrowd({ token, accounts }: Chain, campaign: string, size: number): Promise<string[]> {
  const compiled = compile([CROWD], ['abi', 'evm.bytecode.object']).contracts[CROWD]?.Crowd
  if (!compiled) throw new Error(`${CROWD} has no Crowd.`)
  const deployer = new ethers.ContractFactory(compiled.abi, compiled.evm.bytecode.object, accounts.stranger)
  const crowd = (await (await deployer.deploy(campaign)).waitForDeployment()) as ethers.Contract
  await gasOf(token.mint(await crowd.getAddress(), GOAL))
  for (let first = 0; first < size; first += AT_ONCE) {
    // A limit of its own: an estimate would execute it many times over.
    const gasLimit = 16_000_000
    await gasOf(crowd.getFunction('pledge')(first, Math.min(AT_ONCE, size - first), CROWD_PLEDGE, { gasLimit }))
  }
  const member = (i: number): Promise<string> => crowd.getFunction('member')(i)
  return Promise.all(Array.from({ length: Math.min(BATCH, size) }, (_, i) => member(i)))
}

/** Nothing was bought until the release deadline. */
async function measureRefunds({ networkHelpers, accounts }: Chain, campaign: Campaign, crowd: readonly string[]) {
  await networkHelpers.time.increaseTo((await campaign.terms()).releaseDeadline)
  const stranger = campaign.connect(accounts.stranger)
  const refund = await gasOf(stranger.refund(accounts.holder.address))
  const refundBatch = await gasOf(stranger.refundBatch([...crowd], 100_000))
  return { refund, refundBatch }
}

/** The machine in service after some uses: everybody who has a part in them has had one before. */
async function measureMachine({ hh, networkHelpers, token, accounts }: Chain, campaign: Campaign) {
  const { founder, steward, customer, holder, stranger } = accounts
  const purchase = ethers.AbiCoder.defaultAbiCoder().encode(
    ['address', 'uint256', 'bytes32'],
    [accounts.firm.address, GOAL, ethers.id('invoice')],
  )
  await gasOf(campaign.connect(founder).propose(0, purchase, ethers.id('quote'), 'ipfs://quote'))
  await networkHelpers.time.increaseTo((await campaign.proposalOf(1)).readyAt)
  await gasOf(campaign.connect(stranger).execute(1, 0, purchase))

  const machine = await hh.getContractAt('SharedEquipment', await campaign.machine())
  await gasOf(token.mint(customer.address, GOAL))
  await gasOf(token.connect(customer).approve(await machine.getAddress(), ethers.MaxUint256))
  const input = {
    user: customer.address,
    scenario: 0,
    durationMinutes: 600,
    materials: [{ material: 0, quantity: 400n }],
    technician: steward.address,
    technicianMinutes: 120,
    isJob: false,
    agreedPrice: 0n,
    evidenceHash: ethers.id('evidence'),
    evidenceURI: 'ipfs://evidence',
  }
  const run = () => gasOf(machine.connect(customer).logAndPay(input, 0, GOAL))
  const claim = async () => gasOf(machine.connect(stranger).claim(holder.address, [await token.getAddress()], [], 0))
  await run()
  await claim()
  const use = await run()
  return { use, paybackClaim: await claim() }
}
