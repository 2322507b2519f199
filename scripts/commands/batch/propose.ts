import type { Command } from 'commander'
import { basename } from 'node:path'
import { isHash } from 'viem'
import { LargeDataUnreachableError, prepareProposeLargeBatch, signLargeProposal } from '@open-value/sdk'
import { largeBatchesAbi } from '@open-value/sdk/abis'
import { type LargeSummary, checkLargeData } from '@open-value/sdk/batch'
import { uriSource } from '../../../sdk/src/batch/node/index.ts'
import { totalWords } from '../../internal/cli/batches.ts'
import { type CommonOptions, openContext, openVenture, senderOf } from '../../internal/cli/context.ts'
import { InputError } from '../../internal/cli/errors.ts'
import { readSummary } from '../../internal/cli/largeBatches.ts'
import { sendOptions, ventureOption } from '../../internal/cli/options.ts'
import { counted, print, progress, when } from '../../internal/cli/output.ts'
import { eventIn } from '../../internal/cli/receipts.ts'
import { type SignOptions, signInto, signOptions } from '../../internal/cli/signing.ts'
import { submit } from '../../internal/cli/submit.ts'

type Options = CommonOptions & SignOptions & { uri: string; task?: string; unchecked?: boolean; again?: boolean }

export function register(program: Command): void {
  signOptions(ventureOption(sendOptions(program.command('batch:propose <summary>'))))
    .description(
      'propose a large batch, from the .large.json of its build; the same is not proposed twice (docs/large-batches.md)',
    )
    .requiredOption('--uri <uri>', 'where everybody can read the data file; read and compared before anything is sent')
    .option('--unchecked', "don't read what is behind the URI, where this machine can't")
    .option('--task <hash>', 'task it answers')
    .option('--again', 'propose the same once more')
    .action(async (file: string, options: Options) => {
      const content = readSummary(file)
      const { uri: dataURI, task } = options
      if (task !== undefined && !isHash(task)) throw new InputError(`--task is "${task}", the hash of a task is expected.`)
      const context = await openContext(options)
      const venture = await openVenture(context)
      if (!options.unchecked) await checkBehind(dataURI, content, options)
      const { ledger } = venture
      const contributions = `${counted(content.leaves, 'contribution', 'contributions')} of ${counted(content.affiliates, 'person', 'people')}`
      const totals = content.totals.map((total) => totalWords(total, venture.kinds)).join(', ')
      const what = `Propose ${contributions} to ${venture.name} as one large batch: ${totals}`
      const proposal = {
        venture: venture.venture,
        content,
        dataURI,
        ...(isHash(task ?? '') ? { task: task as `0x${string}` } : {}),
      }
      if (options.sign !== undefined) {
        return signInto(context, venture, {
          file: options.sign,
          options,
          what,
          sign: async (deadline) => ({
            act: 'LargeProposal',
            content: await signLargeProposal(context.client, { ledger, ...proposal, deadline }, { account: senderOf(context) }),
          }),
        })
      }
      const prepared = prepareProposeLargeBatch({
        ledger,
        ...proposal,
        nonce: options.again ? BigInt(Date.now()) : 0n,
        largeBatches: context.contracts.largeBatches,
      })
      const [receipt] = await submit(context, [{ what: `${what}.`, ...prepared }])
      const { batch, deadline } = eventIn(receipt, largeBatchesAbi, 'LargeBatchProposed')
      const stewards = venture.parameters.attestationsRequired + 1
      print(options, { batch, deadline, transaction: receipt?.transactionHash, gas: receipt?.gasUsed }, [
        `Proposed as ${batch}, for ${receipt?.gasUsed.toLocaleString('en-US')} gas.`,
        `Accepted on ${when(deadline)} unless somebody objects, where silence has room for it; attested by ${counted(stewards, 'steward', 'stewards')} sooner.`,
        'Go on: npm run ov -- status',
      ])
    })
}

/** What nobody can read, nobody can check: nothing is proposed before it is there. */
async function checkBehind(uri: string, content: LargeSummary, options: Options): Promise<void> {
  const bar = progress(content.leaves, 'Checking', options)
  try {
    await checkLargeData(await uriSource(uri), content, { onProgress: bar.to })
  } catch (error) {
    if (!(error instanceof LargeDataUnreachableError)) throw error
    throw new InputError(error.message, [`Publish ${basename(content.data.file)} there first, or say --unchecked.`])
  } finally {
    bar.stop()
  }
}
