import type { Command } from 'commander'
import { readFileSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { Address } from 'viem'
import { formatPeople } from '@open-value/sdk/batch'
import { type CommonOptions, existing, findVenture, openContext } from '../../internal/cli/context.ts'
import { InputError } from '../../internal/cli/errors.ts'
import { userPath } from '../../internal/cli/local.ts'
import { chainOptions, ventureOption } from '../../internal/cli/options.ts'
import { counted, print } from '../../internal/cli/output.ts'
import { type Salt, placeholderFor, readIdentities, readSalt, withPlaceholders } from '../../internal/cli/placeholders.ts'

type Options = CommonOptions & { salt: string; newSalt?: boolean; out?: string }

export function register(program: Command): void {
  ventureOption(chainOptions(program.command('placeholder <who>')))
    .description(
      'addresses for people without a wallet, to log their work to (docs/moving-house.md): of one, or of a CSV file of people',
    )
    .requiredOption('--salt <file>', 'secret of the venture: with it anybody can tell from an e-mail address whose work is whose')
    .option('--new-salt', 'make the salt, once')
    .option('--out <file>', 'people file to write, for `import` and `batch:build`; identities are not in it')
    .action(async (who: string, options: Options) => {
      const { venture } = findVenture(await openContext(options), options.venture ?? process.env['OPEN_VALUE_VENTURE'])
      const text = /\.csv$/i.test(who) ? readFileSync(existing(who), 'utf8') : undefined
      if ((text === undefined) !== (options.out === undefined)) {
        throw new InputError(text === undefined ? 'Of one person nothing is written.' : 'Where to?', [
          'Give a CSV file and --out FILE.csv, or an e-mail address alone.',
        ])
      }
      const salt = readSalt(options.salt, options.newSalt)
      if (salt.isNew) warn(salt)
      return text === undefined ? one(venture, salt, who, options) : many(venture, salt, { text, file: who }, options)
    })
}

function warn({ path }: Salt): void {
  console.error(`The salt is in ${path}. Keep it secret, and keep it: without it nobody can show whose address one is.`)
}

function one(venture: Address, { value }: Salt, identity: string, options: Options): void {
  const address = placeholderFor(venture, value, identity)
  print(options, { venture, identity, address }, [`${identity} has no wallet yet and is ${address}.`])
}

async function many(
  venture: Address,
  { value }: Salt,
  { text, file }: { text: string; file: string },
  { out = '', ...options }: Options,
): Promise<void> {
  const { people, placeholders } = withPlaceholders(await readIdentities(text, basename(file)), venture, value)
  writeFileSync(userPath(out), formatPeople(people))
  print(options, { venture, people: people.size, placeholders, file: userPath(out) }, [
    `${counted(people.size, 'person', 'people')} in ${out}, ${placeholders} of them without a wallet yet.`,
    `Go on: npm run ov -- import contributions.csv --affiliates ${out}`,
  ])
}
