import type { Address, Hash, Hex } from 'viem'
import { BaseError } from './base.ts'
import { docs } from './words.ts'

export class AccountMissingError extends BaseError {
  override name = 'AccountMissingError'
  constructor() {
    super('The client has no account, expected one that sends or signs.', {
      hints: ['Create the client with `account`, or pass `{ account }` as the last argument.'],
      ...docs('client'),
    })
  }
}

export class ContractMissingError extends BaseError {
  override name = 'ContractMissingError'
  constructor(
    readonly address: Address,
    /** What was asked of it. */
    readonly functionName: string,
  ) {
    super(`${address} gave no answer to ${functionName}, expected a contract of ours on this chain.`, {
      hints: [
        'Check the address and the chain of the client.',
        'Where the shared contracts are not deployed yet, `npm run ov -- deploy` does it.',
      ],
      ...docs('client'),
    })
  }
}

export class TransactionRevertedError extends BaseError {
  override name = 'TransactionRevertedError'
  constructor(readonly hash: Hash) {
    super(`Transaction ${hash} was mined, and refused by the chain, expected it to go through as when it was simulated.`, {
      hints: ['Something changed in between, or its gas did not suffice: simulate it again to see which.'],
      ...docs('client'),
    })
  }
}

export class EventMissingError extends BaseError {
  override name = 'EventMissingError'
  constructor(
    readonly eventName: string,
    readonly hash: Hash,
  ) {
    super(`Transaction ${hash} carries no ${eventName}, expected one.`, {
      hints: ['The address may belong to another contract than expected.'],
      ...docs('client'),
    })
  }
}

export class LogsUnavailableError extends BaseError {
  override name = 'LogsUnavailableError'
  constructor(
    readonly fromBlock: bigint,
    readonly toBlock: bigint,
    cause: unknown,
  ) {
    super(`The events of blocks ${fromBlock} to ${toBlock} could not be read, expected the node to give them.`, {
      cause,
      hints: ['The node may refuse logs, or be busy: try again, or another RPC address.'],
      ...docs('client'),
    })
  }
}

export class BatchUnknownError extends BaseError {
  override name = 'BatchUnknownError'
  constructor(
    readonly batch: Hex,
    readonly ledger: Address,
    readonly fromBlock: bigint,
  ) {
    super(`Batch ${batch} was not proposed on ledger ${ledger} since block ${fromBlock}, expected one that was.`, {
      hints: ['Check the ledger and the chain, or read from an earlier `fromBlock`.'],
      ...docs('client'),
    })
  }
}

export class VentureUnknownError extends BaseError {
  override name = 'VentureUnknownError'
  constructor(
    readonly venture: Address,
    readonly fromBlock: bigint,
  ) {
    super(`Venture ${venture} was not deployed by the factory since block ${fromBlock}, expected one that was.`, {
      hints: ['Check the address and the chain, pass the `factory` it came from, or read from an earlier `fromBlock`.'],
      ...docs('client'),
    })
  }
}

export class CampaignUnknownError extends BaseError {
  override name = 'CampaignUnknownError'
  constructor(
    readonly campaign: Address,
    readonly fromBlock: bigint,
  ) {
    super(`Campaign ${campaign} was not deployed by the campaign factory since block ${fromBlock}, expected one that was.`, {
      hints: ['Check the address and the chain, pass the `campaignFactory` it came from, or read from an earlier `fromBlock`.'],
      ...docs('client'),
    })
  }
}

export class UseUnknownError extends BaseError {
  override name = 'UseUnknownError'
  constructor(
    readonly id: Hex,
    readonly machine: Address,
    readonly fromBlock: bigint,
  ) {
    super(`Use ${id} was not logged on machine ${machine} since block ${fromBlock}, expected one that was.`, {
      hints: ['`getUses` gives the ids; check the machine and the chain.'],
      ...docs('client'),
    })
  }
}

export class UseNotInKindError extends BaseError {
  override name = 'UseNotInKindError'
  constructor(readonly id: Hex) {
    super(`Nothing of use ${id} is contributed in kind, expected a price that is not paid.`, {
      hints: [
        'Log it in a scenario in kind. Where material and technician took all of the price, nothing is left to contribute.',
      ],
      ...docs('client'),
    })
  }
}

export class KindNotInHoursError extends BaseError {
  override name = 'KindNotInHoursError'
  constructor(
    readonly kind: number,
    readonly unit: string,
  ) {
    super(`Kind ${kind} is counted in ${unit === '' ? 'no known unit' : `"${unit}"`}, expected hours.`, {
      hints: ['Choose the kind for machine hours, or pass the `quantity` in its own unit.'],
      ...docs('client'),
    })
  }
}

export class BatchWaitsError extends BaseError {
  override name = 'BatchWaitsError'
  constructor(
    readonly batch: Hex,
    /** What it waits for, a sentence each. */
    readonly waitsFor: readonly string[],
  ) {
    super(`Batch ${batch} can't be accepted now, expected enough attestations, the end of its window, or a resolution.`, {
      hints: waitsFor,
      ...docs('client'),
    })
  }
}

export class EntryTooCostlyError extends BaseError {
  override name = 'EntryTooCostlyError'
  constructor(
    readonly first: number,
    readonly end: number,
    readonly gasLimit: bigint,
  ) {
    super(
      `Accepting entries ${first} to ${end - 1} takes more than ${gasLimit} gas, expected less, and they can't be split further.`,
      {
        hints: ['Mute payout tokens that bring nothing any more, or pass a higher `gasLimit` where the chain allows it.'],
        ...docs('client'),
      },
    )
  }
}

export class ChangeUndecodableError extends BaseError {
  override name = 'ChangeUndecodableError'
  constructor(
    readonly change: string,
    readonly data: Hex,
  ) {
    super(
      `The data ${data.length > 80 ? `${data.slice(0, 80)}…` : data} is none of change "${change}", expected its ABI encoding.`,
      docs('client'),
    )
  }
}

export class DecisionUndecodableError extends BaseError {
  override name = 'DecisionUndecodableError'
  constructor(
    readonly action: string,
    readonly data: Hex,
  ) {
    super(
      `The data ${data.length > 80 ? `${data.slice(0, 80)}…` : data} is none of action "${action}", expected its ABI encoding.`,
      docs('client'),
    )
  }
}

export class ProviderUnsupportedError extends BaseError {
  override name = 'ProviderUnsupportedError'
  constructor() {
    super('The ethers provider can not pass requests on to a node, expected one with `send`.', {
      hints: ['Use a JsonRpcProvider, WebSocketProvider or BrowserProvider, or a signer connected to one.'],
      ...docs('client'),
    })
  }
}
