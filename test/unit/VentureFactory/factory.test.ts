import { expect } from 'chai'
import { ethers } from 'ethers'
import { refuses } from '../../utils/errors.ts'
import { leaf } from '../../utils/leaf.ts'
import { ETH, useWorld, ZERO } from '../../utils/world.ts'

describe('VentureFactory.deploy', () => {
  const w = useWorld()
  const salt = ethers.id('another')
  leaf('when the name is empty or longer than 256 bytes', 'it reverts with FactoryNameInvalid', async () => {
    await refuses(
      w.deploy(
        w.config((c) => (c.name = '')),
        salt,
      ),
      'FactoryNameInvalid',
      [0, 256],
    )
    await refuses(
      w.deploy(
        w.config((c) => (c.name = 'x'.repeat(257))),
        salt,
      ),
      'FactoryNameInvalid',
      [257, 256],
    )
  })
  leaf('when a parameter is out of bounds', 'it reverts with ParameterOutOfBounds', () =>
    refuses(
      w.deploy(
        w.config((c) => (c.parameters.attestationsRequired = 0)),
        salt,
      ),
      'ParameterOutOfBounds',
    ),
  )
  leaf('when the governor is zero', 'it reverts with AccountZero', () =>
    refuses(
      w.deploy(
        w.config((c) => (c.governor = ZERO)),
        salt,
      ),
      'AccountZero',
    ),
  )
  leaf('given something else stands at the address of the ledger', 'it reverts with FailedDeployment', async () => {
    const [, ledger] = await w.factory.predict(w.accounts.founder.address, w.config(), salt)
    await w.helpers.setCode(ledger, '0x00')
    await refuses(w.deploy(w.config(), salt), 'FailedDeployment')
  })
  leaf('when all is valid', 'venture and ledger stand at the predicted addresses', async () => {
    const { V, L } = await w.deploy(w.config(), salt)
    expect(await w.hh.provider.getCode(V)).not.to.equal('0x')
    expect(await w.hh.provider.getCode(L)).not.to.equal('0x')
    expect([await w.ledger.venture(), await w.venture.ledger()]).to.deep.equal([w.V, w.L])
  })
  leaf('when all is valid', 'it emits VentureDeployed with the whole config', async () => {
    const config = w.config()
    const [venture, ledger] = await w.factory.predict(w.accounts.founder.address, config, salt)
    const receipt = await (await w.factory.connect(w.accounts.founder).deploy(config, salt)).wait()
    const [log] = receipt!.logs.flatMap((entry) => w.factory.interface.parseLog(entry) ?? [])
    expect([log!.name, log!.args[0], log!.args[1], log!.args[2]]).to.deep.equal([
      'VentureDeployed',
      venture,
      ledger,
      config.governor,
    ])
    expect(log!.args[5].name).to.equal(config.name)
  })
  leaf('given it was deployed', 'it returns what stands there and changes nothing', async () => {
    const founder = w.factory.connect(w.accounts.founder)
    expect(await founder.deploy.staticCall(w.config(), ethers.ZeroHash)).to.deep.equal([w.V, w.L])
    await expect(founder.deploy(w.config(), ethers.ZeroHash)).not.to.emit(w.factory, 'VentureDeployed')
  })
  leaf('when somebody else sends the same config and salt', 'it makes another venture', async () => {
    const squatted = await w.deploy(w.config(), salt, w.accounts.stranger)
    const [venture] = await w.factory.predict(w.accounts.founder.address, w.config(), salt)
    expect(squatted.V).not.to.equal(venture)
    expect((await w.deploy(w.config(), salt)).V).to.equal(venture)
  })
  leaf('given the address was paid before', 'the first equation distributes it', async () => {
    const [venture] = await w.factory.predict(w.accounts.founder.address, w.config(), salt)
    await w.token.mint(venture, 1000)
    await w.accounts.customer.sendTransaction({ to: venture, value: 2000 })
    const deployed = await w.deploy(w.config(), salt)
    await expect(deployed.venture.sync(w.T)).to.emit(deployed.venture, 'Distributed').withArgs(w.T, 1000, [50, 0, 950, 0])
    await expect(deployed.venture.sync(ETH)).to.emit(deployed.venture, 'Distributed').withArgs(ETH, 2000, [100, 0, 1900, 0])
  })
})

describe('VentureFactory.predict', () => {
  const w = useWorld()
  leaf('when sender, config or salt differ', 'it gives other addresses', async () => {
    const { founder, stranger } = w.accounts
    const all = await Promise.all([
      w.factory.predict(founder.address, w.config(), ethers.ZeroHash),
      w.factory.predict(stranger.address, w.config(), ethers.ZeroHash),
      w.factory.predict(founder.address, w.config(), ethers.id('salt')),
      w.factory.predict(
        founder.address,
        w.config((c) => (c.uri = 'ipfs://other')),
        ethers.ZeroHash,
      ),
    ])
    expect(new Set(all.flatMap(([venture, ledger]) => [venture, ledger])).size).to.equal(8)
  })
})

describe('VentureFactory views', () => {
  const w = useWorld()
  it('tell the implementations and the notice board', async () => {
    expect(await w.factory.ventureImplementation()).to.equal(await w.ventureCode.getAddress())
    expect(await w.factory.ledgerImplementation()).to.equal(await w.ledgerCode.getAddress())
    expect(await w.factory.noticeBoard()).to.equal(await w.board.getAddress())
  })
})
