import type { Command } from 'commander'
import { isAddressEqual, zeroHash } from 'viem'
import { type Attestation, prepareAttestMove, signAttestation, toAttestation } from '@open-value/sdk'
import { accountBoardAbi } from '@open-value/sdk/abis'
import {
  type CommonOptions,
  type Context,
  type OpenVenture,
  openContext,
  openVenture,
  senderOf,
} from '../../internal/cli/context.ts'
import { InputError } from '../../internal/cli/errors.ts'
import { findMove, kindsOfStanding, moveWords } from '../../internal/cli/moves.ts'
import { collect, sendOptions, ventureOption } from '../../internal/cli/options.ts'
import { print, when } from '../../internal/cli/output.ts'
import { eventIn } from '../../internal/cli/receipts.ts'
import { readSignedAct } from '../../internal/cli/signedFile.ts'
import { type SignOptions, signInto, signOptions } from '../../internal/cli/signing.ts'
import { submit } from '../../internal/cli/submit.ts'

type Options = CommonOptions & SignOptions & { with: string[] }

export function register(program: Command): void {
  signOptions(ventureOption(sendOptions(program.command('move:attest <move>'))))
    .description(
      'attest a move of an account that never did anything here, with as many others as a batch takes: they sign, one sends; its 30 days then begin',
    )
    .option('--with <file>', 'what another attestor has signed; once for each', collect, [])
    .action(async (written: string, options: Options) => {
      const context = await openContext(options)
      const venture = await openVenture(context)
      const { id, move } = await findMove(context, venture, written)
      const words = `${moveWords(context, move)} at ${venture.name}`
      if (options.sign !== undefined) {
        const subject = { ledger: venture.ledger, batch: id, entriesHash: zeroHash }
        return signInto(context, venture, {
          file: options.sign,
          options,
          what: `Attest: ${words}`,
          sign: async (deadline) => ({
            act: 'MoveAttestation',
            content: await signAttestation(context.client, { ...subject, deadline }, { account: senderOf(context) }),
          }),
        })
      }
      const attestations = await attestationsFor(context, venture, id, options.with)
      const prepared = prepareAttestMove({ move, attestations, accountBoard: context.contracts.accountBoard })
      const names = attestations.map(({ attestor }) => context.people.both(attestor)).join(', ')
      const [receipt] = await submit(context, [{ what: `Attest: ${words}. By ${names}.`, ...prepared }])
      const { readyAt } = eventIn(receipt, accountBoardAbi, 'MoveWaits')
      print(options, { move: id, readyAt, transaction: receipt?.transactionHash, gas: receipt?.gasUsed }, [
        `Attested. Anyone can make it from ${when(readyAt)} on, unless somebody objects, or the account does anything.`,
      ])
    })
}

/** Those that were signed, and the sender's own where it counts. */
async function attestationsFor(
  context: Context,
  venture: OpenVenture,
  move: string,
  files: readonly string[],
): Promise<Attestation[]> {
  const sender = senderOf(context).address
  const signed = files.map((file) => {
    const { content } = readSignedAct(file, context.chainId, 'MoveAttestation')
    if (content.batch !== move || content.ledger !== venture.ledger) throw new InputError(`${file} attests another move.`)
    return content
  })
  const attestations = []
  for (const attestation of signed) {
    const { kinds, holder } = await kindsOfStanding(context, venture, attestation.attestor.signer)
    attestations.push(toAttestation(attestation, kinds, holder))
  }
  const own = await kindsOfStanding(context, venture, sender)
  const isThere = attestations.some(({ attestor }) => isAddressEqual(attestor, sender))
  if (own.canAttest && !isThere) attestations.push({ attestor: sender, kinds: own.kinds, deadline: 0n, signature: '0x' as const })
  return attestations
}
