import type { Account, Chain, Client, Transport } from 'viem'
import type { ReadClient, WriteClient } from '../actions/internal/client.ts'
import type { ContractAddresses } from '../addresses/index.ts'
import { preparers, readers, senders } from './actions.ts'

/** An action without its first parameter, the client. */
type Bound<action> = action extends (client: never, ...parameters: infer parameters) => infer result
  ? (...parameters: parameters) => result
  : never
type BoundAll<actions> = { [name in keyof actions]: Bound<actions[name]> }

/** What every client gets: reading, preparing, simulating. */
export type OpenValueReadActions = typeof preparers & BoundAll<typeof readers>
/** What a client with an account gets: signing and sending, too. */
export type OpenValueActions = OpenValueReadActions & BoundAll<typeof senders>

/**
 * All actions as methods of a viem client. Those that sign or send need a client with an account.
 *
 * @param addresses where the shared contracts stand, if not where they usually do
 * @example
 * const client = createWalletClient({ account, chain, transport: http() }).extend(openValueActions())
 * const { batch } = await client.proposeBatchAndWait({ ledger, contributions })
 */
export function openValueActions(addresses: Partial<ContractAddresses> = {}) {
  return <chain extends Chain | undefined, account extends Account | undefined>(
    client: Client<Transport, chain, account>,
  ): account extends Account ? OpenValueActions : OpenValueReadActions => {
    const actions = {
      ...bindAll(preparers, (prepare) => (parameters: object) => prepare({ ...addresses, ...parameters })),
      ...bindClient(readers, client as ReadClient, addresses),
      ...(client.account ? bindClient(senders, client as WriteClient, addresses) : {}),
    }
    return actions as unknown as account extends Account ? OpenValueActions : OpenValueReadActions
  }
}

type AnyAction = (...parameters: never[]) => unknown

function bindClient(actions: Record<string, AnyAction>, client: ReadClient, addresses: Partial<ContractAddresses>) {
  return bindAll(actions, (action) => (parameters: object, ...rest: unknown[]) => {
    return (action as (...all: unknown[]) => unknown)(client, { ...addresses, ...parameters }, ...rest)
  })
}

function bindAll(
  actions: Record<string, AnyAction>,
  bind: (action: (...all: unknown[]) => unknown) => (parameters: object, ...rest: unknown[]) => unknown,
) {
  return Object.fromEntries(
    Object.entries(actions).map(([name, action]) => [name, bind(action as (...all: unknown[]) => unknown)]),
  )
}
