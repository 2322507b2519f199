import { type Command, Option } from 'commander'
import { parseDuration } from '@open-value/sdk'
import { time } from '../../../sdk/src/errors/words.ts'
import { type Context, type OpenVenture, senderOf } from './context.ts'
import { DoneError, InputError } from './errors.ts'
import { confirm, print } from './output.ts'
import { deadlineOf, signedWords } from './signedActs.ts'
import { type Signed, signedName, writeSigned } from './signedFile.ts'

export type SignOptions = { sign?: string; goodFor: string }

/** Options of every command that can be signed instead of sent. */
export function signOptions(command: Command): Command {
  return command
    .addOption(new Option('--sign <file>', 'sign it into a file and send nothing; whoever has gas submits it with `relay`'))
    .option('--good-for <duration>', 'how long what is signed is good for', '30 days')
}

type Signing = {
  file: string
  options: SignOptions & { json?: boolean; dryRun?: boolean; yes?: boolean }
  /** What will be signed, in words. */
  what: string
  /** Where the chain says how long it is good for, and not its signer. */
  until?: bigint
  sign: (deadline: bigint) => Promise<Signed>
}

/** Says what will be signed, asks, signs, and puts it into a file. With `--dry-run` nothing is signed and the command ends. */
export async function signInto(
  context: Context,
  { asOf, ...venture }: OpenVenture,
  { file, options, what, until, sign }: Signing,
): Promise<void> {
  const account = senderOf(context)
  const seconds = parseDuration(options.goodFor)
  if (seconds === 0) throw new InputError('--good-for is "0 s", a longer time is expected.')
  const deadline = until ?? asOf.timestamp + BigInt(seconds)
  const goodUntil = time(deadline)
  const who = context.people.both(account.address)
  if (options.dryRun) {
    print(options, { dryRun: true, what, signer: account.address, deadline }, [
      'Nothing is signed. This would be:',
      `${what}.`,
      `Signed by ${who}, good until ${goodUntil}.`,
    ])
    throw new DoneError()
  }
  if (!options.json) console.error(`${what}.\nSigned by ${who}, good until ${goodUntil}. It costs nothing.`)
  if (!options.yes && !context.isLocal) await confirm('Sign it?')
  const signed = await sign(deadline)
  const path = writeSigned(file, {
    ...signed,
    chainId: context.chainId,
    what: await signedWords(context, signed, async () => ({ ...venture, asOf })),
    goodUntil: time(deadlineOf(signed)),
  })
  print(options, { file: path, act: signed.act, signer: account.address, deadline: deadlineOf(signed) }, [
    `Signed into ${path}, and nothing sent.`,
    `Anyone can submit it: npm run ov -- relay ${signedName(file)}`,
  ])
}
