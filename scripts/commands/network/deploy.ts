import type { Command } from 'commander'
import { createWalletClient, custom } from 'viem'
import { type DeployProgress, deployContracts } from '../../deploy/deployContracts.ts'
import { planDeployment } from '../../deploy/plan.ts'
import { openContext, senderOf } from '../../internal/cli/context.ts'
import { sendOptions } from '../../internal/cli/options.ts'
import { print, progress, table } from '../../internal/cli/output.ts'
import { confirm } from '../../internal/cli/output.ts'

export function register(program: Command): void {
  sendOptions(program.command('deploy'))
    .description(
      'put the shared contracts on a chain, at the same addresses as everywhere; an interrupted deployment is simply run again',
    )
    .action(async (options) => {
      const context = await openContext(options)
      const plan = planDeployment()
      const standing = await Promise.all(
        plan.map(async ({ address }) => (await context.client.getCode({ address })) !== undefined),
      )
      const missing = plan.filter((_, i) => !standing[i])
      const lines = table(plan.map(({ name, address }, i) => [name, address, standing[i] ? 'stands already' : 'missing']))
      if (options.dryRun || missing.length === 0) {
        const contracts = plan.map(({ name, address }, i) => ({ name, address, stands: standing[i] }))
        print(options, { dryRun: options.dryRun ?? false, contracts }, [
          ...lines,
          missing.length === 0 ? 'Nothing is missing.' : `Nothing is sent; ${missing.length} would be deployed.`,
        ])
        return
      }
      const account = senderOf(context)
      const gas = BigInt(missing.reduce((sum, { initCode }) => sum + (initCode.length / 2) * 220, 0) | 0)
      console.error(`This deploys ${missing.length} contracts, for about ${gas.toLocaleString('en-US')} gas.`)
      if (!options.yes && !context.isLocal) await confirm('Send it?')
      const bar = progress(plan.length, 'Deploying', options)
      let done = 0
      const onProgress = ({ status }: DeployProgress) => status !== 'sent' && bar.to(++done)
      const wallet = createWalletClient({ account, chain: context.client.chain, transport: custom(context.client) })
      const deployment = await deployContracts(wallet, context.client, { onProgress })
      bar.stop()
      print(
        options,
        deployment,
        table(Object.entries(deployment.contracts).map(([name, { address, block }]) => [name, address, `block ${block}`])),
      )
    })
}
