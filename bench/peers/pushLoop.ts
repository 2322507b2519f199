import { mined } from '../scenario.ts'
import { NOTHING, type PeerChain, SALE, costOf } from './chain.ts'
import { amountsOf, makeHolders, payEveryone, people } from './crowd.ts'
import { type Act, type Cost, type MeasuredRow, peerRow } from './row.ts'

/** Its owner sends everybody an amount worked out elsewhere: all in one transaction. */
export async function measurePushLoop(chain: PeerChain, count: number): Promise<MeasuredRow[]> {
  const { hh, accounts, tokenAddress, sell } = chain
  const recipients = people(count)
  const splitter = await hh.deployContract('PushSplitter', [accounts.founder.address])
  const address = await splitter.getAddress()
  await makeHolders(chain, recipients)
  await sell(address)
  const sale = await costOf(chain, [await sell(address)])

  const owner = splitter.connect(accounts.founder)
  const push = () => mined(owner.push(tokenAddress, recipients, amountsOf(recipients, SALE)))
  const distribution = await costOf(chain, [await payEveryone(chain, recipients, push)])
  const row = (act: Act, what: string, cost: Cost) => peerRow('peer-push-loop', act, count, what, cost)
  return [
    row('sale', 'a token transfer to the splitter', sale),
    row('distribution', 'a token transfer to each', distribution),
    row('claim', 'nothing: everybody has been paid', NOTHING),
    row('everyone', 'the distribution, which pays everybody', distribution),
  ]
}
