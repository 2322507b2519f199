import type { Command } from 'commander'
import { type ProvenLeaf, readPeople } from '@open-value/sdk/batch'
import { type OpenLargeTree, fileSource } from '../../../sdk/src/batch/node/index.ts'
import { People, existing } from '../../internal/cli/context.ts'
import { InputError } from '../../internal/cli/errors.ts'
import { checkProofs, openTreeOf, readSummary } from '../../internal/cli/largeBatches.ts'
import { print } from '../../internal/cli/output.ts'

type Options = { index?: string; affiliate?: string; people?: string; json?: boolean }

export function register(program: Command): void {
  program
    .command('batch:proof <summary>')
    .description('print leaves of a large batch and what proves them, from the .large.json of a build and the tree beside it')
    .option('--index <number>', 'the leaf with this index')
    .option('--affiliate <who>', 'all leaves of somebody: address, or a name with --people')
    .option('--people <file>', 'CSV with names and addresses, for names in and out')
    .option('--json', 'print JSON')
    .action(async (file: string, options: Options) => {
      const summary = readSummary(file)
      const people = new People([])
      if (options.people !== undefined) people.add(await readPeople(fileSource(existing(options.people))))
      const tree = await openTreeOf(file, summary)
      try {
        const leaves: ProvenLeaf[] = []
        for (const index of await indices(tree, options, people)) leaves.push(await tree.prove(index))
        checkProofs(summary, leaves)
        print(
          options,
          { root: summary.root, leaves },
          leaves.flatMap(({ index, affiliate, kind, quantity, proof }) => [
            `Leaf ${index}: ${quantity} smallest units of kind ${kind} by ${people.both(affiliate)}`,
            ...(proof.length === 0 ? ['   It is the only one: its hash is the root.'] : proof.map((hash) => `   ${hash}`)),
          ]),
        )
      } finally {
        await tree.close()
      }
    })
}

async function indices(tree: OpenLargeTree, { index, affiliate }: Options, people: People): Promise<number[]> {
  if ((index === undefined) === (affiliate === undefined)) throw new InputError('Which leaf?', ['Give --index or --affiliate.'])
  if (affiliate !== undefined) return (await tree.leavesOf(people.addressOf(affiliate))).map((leaf) => leaf.index)
  if (!/^\d{1,9}$/.test(index ?? '')) throw new InputError(`--index is "${index}", a number is expected.`)
  return [Number(index)]
}
