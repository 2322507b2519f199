import type { Command } from 'commander'
import { readPeople } from '@open-value/sdk/batch'
import { fileSource } from '../../../sdk/src/batch/node/index.ts'
import { agreementOf, readCampaignConfig, writeAgreement } from '../../internal/cli/campaignConfig.ts'
import { People, existing } from '../../internal/cli/context.ts'
import { InputError } from '../../internal/cli/errors.ts'
import { readLocalChain, userPath } from '../../internal/cli/local.ts'
import { print } from '../../internal/cli/output.ts'

export function register(program: Command): void {
  program
    .command('campaign:agreement <config>')
    .description('write the agreement that pledgers sign, filled in from the config of a campaign; nothing is on a chain')
    .option('--out <file>', 'where the text goes (default: beside the config)')
    .option('--people <file>', 'CSV with names and addresses that the config uses')
    .option('--json', 'print JSON')
    .action(async (file: string, options) => {
      const people = new People(readLocalChain()?.people ?? [])
      if (options.people !== undefined) people.add(await readPeople(fileSource(existing(options.people))))
      const config = readCampaignConfig(file, people.all())
      const agreement = agreementOf(config, file)
      if (!agreement) throw new InputError('The config has the hash of a text of your own.', ['Leave agreementHash out.'])
      const written = options.out === undefined ? agreement : { ...agreement, file: userPath(options.out) }
      writeAgreement(written)
      print(options, { file: written.file, hash: written.hash, languages: config.languages }, [
        `The agreement is ${written.file}. Let everybody read it; it is no legal advice.`,
        `Its hash, which every pledger signs: ${written.hash}`,
        `Go on: npm run ov -- campaign:deploy ${file}`,
      ])
    })
}
