import { type Address, parseEventLogs, zeroAddress } from 'viem'
import { fundingNames, sharedEquipmentAbi } from '@open-value/sdk/abis'
import { mined } from '../internal/chain.ts'
import { hashOf } from './campaigns.ts'
import { addressOf, person } from './people.ts'
import { type Stage, mint } from './stage.ts'

/** A steward logs a job at an agreed price, and the customer pays its invoice. */
export async function payJob(
  stage: Stage,
  machine: Address,
  agreedPrice: bigint,
  { grams = 0n, technicianMinutes = 0 } = {},
): Promise<void> {
  const { client } = stage
  const input = { ...use(addressOf('customer'), { minutes: 600, grams, technicianMinutes }), isJob: true, agreedPrice }
  const logged = await mined(
    client,
    client.writeContract({ ...asMachine(machine), account: person('steward'), functionName: 'log', args: [input] }),
  )
  const [event] = parseEventLogs({ abi: sharedEquipmentAbi, eventName: 'UseLogged', logs: logged.logs })
  if (!event) throw new Error('The job was not logged.')
  const { invoice, total } = event.args
  await mint(stage, addressOf('customer'), total)
  const args = [invoice, fundingNames.indexOf('wallet'), total] as const
  await mined(client, client.writeContract({ ...asMachine(machine), account: person('customer'), functionName: 'payUse', args }))
}

type Run = { scenario?: number; minutes: number; grams?: bigint; technicianMinutes?: number }

/** A run of the machine as it is logged, at the rate of a scenario. */
export function use(user: Address, { scenario = 0, minutes, grams = 0n, technicianMinutes = 0 }: Run) {
  return {
    user,
    scenario,
    durationMinutes: minutes,
    materials: grams === 0n ? [] : [{ material: 0, quantity: grams }],
    technician: technicianMinutes === 0 ? zeroAddress : addressOf('technician'),
    technicianMinutes,
    isJob: false,
    agreedPrice: 0n,
    evidenceHash: hashOf('log of the machine'),
    evidenceURI: '',
  }
}

/** What every call of a machine needs. */
export function asMachine(address: Address) {
  return { address, abi: sharedEquipmentAbi } as const
}

export function isReleased({ client }: Stage, machine: Address): Promise<boolean> {
  return client.readContract({ ...asMachine(machine), functionName: 'isReleased' })
}

/** What an account could claim of a machine now. */
export async function owed({ client, token }: Stage, machine: Address, account: Address): Promise<bigint> {
  const args = [account, [token], []] as const
  const [amount = 0n] = await client.readContract({ ...asMachine(machine), functionName: 'previewClaim', args })
  return amount
}
