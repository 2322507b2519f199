import { acceptAmendmentAndWait, amendEntries, getBatch, objectToBatchAndWait, sendAndWait } from '@open-value/sdk'
import type { GovernedVenture } from '../governed.ts'
import { addressOf, person } from '../people.ts'
import type { CaseReport } from '../report.ts'
import { type Stage, claim, sell, waitForWindow } from '../stage.ts'
import { attestedBy, because, logWork } from './badActors.ts'

const HOUR = 1
const LOGGED = 10_00n
const AMENDED = 8_00n
const SALE = 388_000000n

/** A newcomer's 10 hours: an old hand objects and says 8; the newcomer agrees, two attest, and the next sale pays. */
export async function wrongedNewcomer(stage: Stage, workshop: GovernedVenture): Promise<CaseReport<'wrongedNewcomer'>> {
  const { client, contracts } = stage
  const { ledger } = workshop
  const logged = await logWork(stage, workshop, 'newcomer', LOGGED)
  const { batch, header, entries } = logged
  const amendedEntries = amendEntries(entries, [{ index: 0, quantity: AMENDED }])
  const objection = { ...contracts, ledger, header, entries, amendedEntries, kinds: [HOUR] }
  const reason = because('The Tuesday was 2 hours shorter')
  await objectToBatchAndWait(client, { ...objection, reason }, { account: person('old hand') })
  await acceptAmendmentAndWait(
    client,
    { ...contracts, ledger, header, entries, amendedEntries, objector: addressOf('old hand'), consents: [] },
    { account: person('newcomer') },
  )
  const amended = await getBatch(client, { ...contracts, ledger, batch })
  await waitForWindow(stage, workshop, batch)
  const attested = await attestedBy(stage, workshop, amended, ['technician', 'old hand'])
  await sendAndWait(client, attested, { account: person('passer-by') })

  await sell(stage, workshop, SALE)
  const { amount } = await claim(stage, workshop, addressOf('newcomer'), { kinds: [HOUR] })
  return {
    logged: String(LOGGED),
    objectedBy: 'old hand',
    amendedTo: String(AMENDED),
    accepted: String(amended.contributions.reduce((sum, { quantity }) => sum + quantity, 0n)),
    sale: String(SALE),
    paid: String(amount),
  }
}
