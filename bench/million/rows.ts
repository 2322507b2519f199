import { number } from '../pages/format.ts'
import { type Row, each, note, row } from '../row.ts'
import { type Chain, gasOf } from '../scenario.ts'
import { FEW_AFFILIATES } from '../use.ts'
import { acceptAttested, acceptSigned, resolveAndAccept } from './largeBatch.ts'
import { type MillionFigures, measureBatch } from './measure.ts'
import { openWithBatch } from './open.ts'
import { AT_ONCE, LEAVES } from './settings.ts'
import { contentsOf, leafAt } from './tree.ts'

const HOLD = 135_000
/** More for each kind and token that is not the first. */
const HOLD_FURTHER = 25_000

/** What large batches cost. */
export async function measureLarge(chain: Chain, million: MillionFigures): Promise<Row[]> {
  const second = await chain.hh.deployContract('TestToken', ['Test euro', 'EURT', 6])
  await gasOf(second.mint(chain.accounts.customer.address, 10n ** 15n))
  const few = await measureBatch(chain, smallBatch(1))
  const { affiliates, activate } = million
  const many = (gas: bigint) => ({ affiliates, gas })
  const single = `activate 1 leaf of ${number(LEAVES)}`
  const fifty = `activate, each of ${AT_ONCE} leaves scattered over ${number(LEAVES)}`

  return [
    row(
      'merkle-accept',
      'accept a large batch of any size: 1 kind, 1 token with revenue',
      few.accept,
      HOLD,
      126_539,
      '22,100: a new slot',
      many(million.accept),
    ),
    note('merkle-accept-kinds', 'accept a large batch: 2 kinds, 1 token', await accept(chain, { kinds: 2 })),
    row(
      'merkle-accept-tokens',
      'accept a large batch: 1 kind, 2 tokens',
      await accept(chain, { more: [second] }),
      HOLD + HOLD_FURTHER,
      undefined,
      '',
    ),
    row(
      'merkle-accept-pairs',
      'accept a large batch: 2 kinds, 2 tokens',
      await accept(chain, { kinds: 2, more: [second] }),
      HOLD + 3 * HOLD_FURTHER,
      undefined,
      '44,200: two new slots',
    ),
    note('merkle-accept-early', 'accept a large batch before its window is over', await accept(chain, { wait: false })),
    note(
      'merkle-accept-signed',
      'accept a large batch by two signatures, sent by a stranger',
      await accept(chain, { way: acceptSigned }),
    ),
    note(
      'merkle-accept-resolved',
      'accept a large batch the governor has resolved before',
      await accept(chain, { way: resolveAndAccept }),
    ),
    row('activate', `${single}: units held before`, activate.single, 100_000, 87_810, ''),
    note('activate-new', `${single}: nothing held, an untouched word of the bitmap`, activate.singleNew),
    row('activate-batch', `${fifty}: units held before`, each(activate.batch, AT_ONCE), 70_000, undefined, ''),
    note('activate-batch-new', `${fifty}: nothing held, untouched words`, each(activate.batchNew, AT_ONCE)),
    row(
      'claim-activated',
      'claim of somebody whose leaf was activated',
      few.claimActivated,
      70_000,
      62_000,
      '',
      many(million.claimActivated),
    ),
  ]
}

/** As many leaves as a venture has affiliates at least, in so many kinds. */
const smallBatch = (kinds: number) => contentsOf(FEW_AFFILIATES, (index) => leafAt(index, index, index % kinds))

type Variant = { kinds?: number; more?: readonly Chain['token'][]; way?: typeof acceptAttested; wait?: boolean }

/** Gas of the acceptance in a venture of its own, the steps before it left out. */
async function accept(chain: Chain, { kinds = 1, more = [], way = acceptAttested, wait = true }: Variant): Promise<bigint> {
  const salt = `${way.name} ${wait}`
  const { opened, batch, waitForWindow } = await openWithBatch(chain, smallBatch(kinds), { more, salt })
  if (wait) await waitForWindow()
  return (await way(chain, opened, batch)).gasUsed
}
