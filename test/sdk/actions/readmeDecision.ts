// Between the marks stands the code of sdk/README.md for decisions, word for word; readme.test.ts compares and runs it.
import type { Address, Hex } from 'viem'
import type { NewKind, OpenValueActions } from '@open-value/sdk'

export type DecisionExampleParameters = {
  client: OpenValueActions
  other: OpenValueActions
  anybody: OpenValueActions
  account: { address: Address }
  governor: Address
  ledger: Address
  hour: Omit<NewKind, 'price' | 'weight'>
  uri: string
  hash: Hex
  /** Lets time pass, in seconds. */
  wait: (seconds: number) => Promise<void>
}

export async function runDecisionExample(parameters: DecisionExampleParameters) {
  const { client, other, anybody, account, governor, ledger, hour, uri, hash, wait } = parameters
  /* README */
  // Opt in, once: a voice is earned by accepted contributions, and counts from the next second on.
  await client.delegateVoiceAndWait({ ledger, delegatee: account.address })
  await client.updateVoiceAndWait({ ledger, account: account.address, kinds: [0] })
  /* README ends */
  await wait(1)
  /* README */

  // Propose what is meant, never a raw call; the chain chooses the track, and everybody reads the same words.
  const { decision } = await client.proposeDecisionAndWait({
    governor,
    title: 'Design counts more',
    uri,
    hash,
    actions: [{ type: 'openSuccessor', kind: 0, successor: { ...hour, weight: 48n } }],
  })
  const { words, track, waitsFor } = await anybody.getDecision({ governor, id: decision })

  // Whoever finds it wrong says why; nobody else has to do anything.
  await other.objectToDecisionAndWait({ governor, decision, reason: { uri, hash, text: 'Too early.' } })
  /* README ends */
  await wait(8 * 86_400)
  /* README */

  // One small voice does not stop it: once the window and its delay are over anybody carries it out.
  await anybody.executeDecisionAndWait({ governor, decision })
  /* README ends */
  return { words, track, waitsFor, decision }
}
