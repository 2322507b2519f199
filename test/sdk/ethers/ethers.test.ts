import { expect } from 'chai'
import { type Provider, type Signer, Wallet } from 'ethers'
import { NoticeBoard__factory, Venture__factory, connectEthers } from '@open-value/sdk/ethers'
import { type World, DAY, DESIGN, createWorld, rejection } from '../actions/world.ts'

describe('connectEthers', () => {
  let world: World
  let venture: `0x${string}`
  let ledger: `0x${string}`
  let signers: Signer[]

  before(async () => {
    world = await createWorld()
    signers = await world.ethers.getSigners()
    ;({ venture, ledger } = await world.founder.deployVentureAndWait({ config: world.config() }))
  })

  it('does everything with an ethers signer: log, sign, accept, pay, claim', async () => {
    const { customer, steward, ana, token, addresses } = world
    // A key of its own: ethers signs, not the node.
    const wallet = Wallet.createRandom(world.ethers.provider as unknown as Provider)
    await world.setBalance(wallet.address as `0x${string}`, 10n ** 18n)
    const own = await connectEthers(wallet, addresses)
    const contributions = [{ affiliate: wallet.address as `0x${string}`, kind: DESIGN, quantity: 1_000n, day: 20_000 }]
    const signed = await own.signProposal({ ledger, contributions })
    const { batch } = await own.proposeBatchForAndWait(signed)

    const keeper = await connectEthers(await signerOf(steward.address), addresses)
    await own.publishAttestationAndWait(await keeper.signAttestation({ ledger, batch }))
    expect((await own.acceptBatchAndWait({ ledger, batch })).way).to.equal('attested')

    await customer.payAndWait({ venture, token, amount: 1_000_000n })
    const response = await own.send(
      own.prepareSetPayee({ venture, account: wallet.address as `0x${string}`, payee: ana.address }),
    )
    expect((await response.wait())?.status).to.equal(1)
    const { paid } = await own.claimAndWait({ venture, account: wallet.address as `0x${string}` })
    expect(paid).to.deep.equal([{ token, amount: 920_000n, recipient: ana.address }])
  })

  it('reads with a provider alone', async () => {
    const reader = await connectEthers(world.ethers.provider as unknown as Provider, world.addresses)
    expect((await reader.getVenture({ venture })).name).to.equal('Water probe')
    expect('claimAndWait' in reader).to.equal(false)
    const { address } = world.ana
    const prepared = reader.prepareSetPayee({ venture, account: address, payee: address })
    const send = (reader as unknown as { send(prepared: object): Promise<unknown> }).send
    expect((await rejection(send(prepared))).name).to.equal('AccountMissingError')
  })

  it('says errors in the same words', async () => {
    const stranger = await connectEthers(await signerOf(world.stranger.address), world.addresses)
    const error = await rejection(stranger.lengthenNoticeAndWait({ venture, period: 30 * DAY }))
    expect(error).to.deep.include({ name: 'GovernorOnlyError', caller: world.stranger.address, governor: world.founder.address })
    const sent = await rejection(stranger.send(stranger.prepareLengthenNotice({ venture, period: 30 * DAY })))
    expect(sent.name).to.equal('GovernorOnlyError')
    // Of a contract called by its TypeChain class, too.
    const { toOpenValueError } = await import('@open-value/sdk/ethers')
    const board = NoticeBoard__factory.connect(world.addresses.noticeBoard, await signerOf(world.stranger.address))
    const raw = await rejection(board.lengthenNotice(venture, 30 * DAY))
    expect(toOpenValueError(raw).name).to.equal('GovernorOnlyError')
  })

  it('refuses a provider that passes nothing on', async () => {
    const error = await rejection(connectEthers({ call: () => '0x' } as unknown as Provider))
    expect(error.name).to.equal('ProviderUnsupportedError')
  })

  it('gives the TypeChain classes', async () => {
    const contract = Venture__factory.connect(venture, world.ethers.provider as never)
    expect(await contract.governor()).to.equal(world.founder.address)
  })

  async function signerOf(address: string): Promise<Signer> {
    for (const signer of signers) if ((await signer.getAddress()) === address) return signer
    throw new Error(`${address} is not there`)
  }
})
