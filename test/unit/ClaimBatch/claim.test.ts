import { expect } from 'chai'
import { refuses } from '../../utils/errors.ts'
import { leaf } from '../../utils/leaf.ts'
import { DESIGN, ETH, useWorld } from '../../utils/world.ts'

describe('ClaimBatch.claim', () => {
  const w = useWorld(async (world) => {
    await world.give({ to: world.accounts.alice.address, quantity: 100 }, { to: world.accounts.bob.address, quantity: 300 })
    await world.sale(1000)
  })
  const request = (account: string, venture = w.V, tokens = [w.T]) => ({
    venture,
    account,
    tokens,
    kinds: [DESIGN],
    maxDebtEntries: 10,
  })
  leaf('when it has less gas than promised', 'it reverts with ClaimGasTooLow', () =>
    refuses(w.claimBatch.claim([request(w.accounts.alice.address)], 1_000_000, { gasLimit: 900_000 }), 'ClaimGasTooLow'),
  )
  leaf('when all go through', 'it pays all', async () => {
    const requests = [request(w.accounts.alice.address), request(w.accounts.bob.address)]
    expect(await w.claimBatch.claim.staticCall(requests, 500_000)).to.deep.equal([true, true])
    await w.claimBatch.claim(requests, 500_000)
    expect(await w.token.balanceOf(w.accounts.bob.address)).to.equal(712n)
  })
  leaf('when one refuses, burns gas, returns a bomb or is no contract', 'it pays the others and emits ClaimFailed', async () => {
    const wallet = await w.mock('Wallet')
    await (await wallet.getFunction('refuseEth')(true)).wait()
    const refusing = await wallet.getAddress()
    await w.give({ to: refusing, quantity: 100 })
    await w.accounts.customer.sendTransaction({ to: w.V, value: 1000 })
    const burner = await (await w.mock('HostileVenture', [true])).getAddress()
    const bomb = await (await w.mock('HostileVenture', [false])).getAddress()
    const requests = [
      request(refusing, w.V, [ETH]),
      request(w.accounts.alice.address, burner),
      request(w.accounts.alice.address, bomb),
      request(w.accounts.alice.address, w.accounts.dave.address),
      request(w.accounts.alice.address),
    ]
    const call = w.claimBatch.claim(requests, 500_000, { gasLimit: 12_000_000 })
    await expect(call).to.emit(w.claimBatch, 'ClaimFailed').withArgs(2, bomb, w.accounts.alice.address, '0xdeadbeef')
    const receipt = await (await call).wait()
    const failed = receipt!.logs
      .flatMap((entry) => w.claimBatch.interface.parseLog(entry) ?? [])
      .map(({ args }) => [args[0], args[3]])
    expect(failed).to.deep.equal([
      [0n, w.venture.interface.getError('ClaimEthRefused')!.selector],
      [1n, '0x00000000'],
      [2n, '0xdeadbeef'],
      [3n, '0x00000000'],
    ])
    expect(await w.token.balanceOf(w.accounts.alice.address)).to.equal(237n)
  })
})
