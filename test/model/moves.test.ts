import { expect } from 'chai'
import {
  claim,
  ClaimRecipientInvalidError,
  holderOf,
  move,
  MoveEndMovedError,
  MoveInvalidError,
  owedTo,
  payeeOf,
  setPayee,
  unitsOf,
} from '../../sdk/src/model/index.ts'
import { leaf } from '../utils/leaf.ts'
import { expectUnchanged, HOUR, sell, USD, venture, work } from './smallVenture.ts'

describe('model.move', () => {
  leaf('when an account moves', 'its claims are paid to whoever goes on as it', async () => {
    const model = venture()
    work(model, 'alice', 2n)
    work(model, 'bob', 2n)
    sell(model, 100n)
    move(model, 'alice', 'bob')
    expect(claim(model, 'alice', [USD])).to.deep.include({ amounts: [50n], recipient: 'bob' })
    expect(claim(model, 'bob', [USD])).to.deep.include({ amounts: [50n], recipient: 'bob' })
  })

  leaf('when an account moves', 'its units stay where they are', async () => {
    const model = venture()
    work(model, 'alice', 2n)
    move(model, 'alice', 'bob')
    sell(model, 100n)
    expect([unitsOf(model, 'alice', HOUR), unitsOf(model, 'bob', HOUR)]).to.deep.equal([2n, 0n])
    expect([owedTo(model, 'alice', USD), owedTo(model, 'bob', USD)]).to.deep.equal([100n, 0n])
  })

  leaf('when an account moves', 'its payee is forgotten', async () => {
    const model = venture()
    setPayee(model, 'alice', 'bank')
    move(model, 'alice', 'bob')
    expect(payeeOf(model, 'alice')).to.equal('bob')
  })

  leaf('when moves follow each other', 'the last in the row is the holder', async () => {
    const model = venture()
    move(model, 'alice', 'bob')
    move(model, 'carol', 'bob')
    move(model, 'bob', 'dave')
    expect(['alice', 'bob', 'carol', 'dave', 'erin'].map((account) => holderOf(model, account))).to.deep.equal([
      'dave',
      'dave',
      'dave',
      'dave',
      'erin',
    ])
  })

  leaf('when one of the two has moved before, or both are one', 'it is refused', async () => {
    const model = venture()
    move(model, 'alice', 'bob')
    for (const [from, to] of [
      ['alice', 'carol'],
      ['bob', 'alice'],
      ['carol', 'carol'],
    ] as const) {
      expectUnchanged(model, () => move(model, from, to), MoveEndMovedError)
    }
  })

  leaf('when one of the two is the venture, or nobody', 'it is refused', async () => {
    const model = venture()
    for (const [from, to] of [
      ['alice', 'venture'],
      ['venture', 'alice'],
      ['alice', ''],
    ] as const) {
      expectUnchanged(model, () => move(model, from, to), MoveInvalidError)
    }
  })
})

describe('model.setPayee', () => {
  leaf('when an account names a payee', 'claims of all it goes on as are paid there', async () => {
    const model = venture()
    move(model, 'alice', 'bob')
    setPayee(model, 'alice', 'bank')
    expect(['alice', 'bob'].map((account) => payeeOf(model, account))).to.deep.equal(['bank', 'bank'])
    expect(claim(model, 'alice', [USD]).recipient).to.equal('bank')
  })

  leaf('when it names nobody', 'they are paid to it again', async () => {
    const model = venture()
    setPayee(model, 'alice', 'bank')
    setPayee(model, 'alice', '0x0000000000000000000000000000000000000000')
    expect(payeeOf(model, 'alice')).to.equal('alice')
  })

  leaf('when it names the venture', 'it is refused', async () => {
    const model = venture()
    expectUnchanged(model, () => setPayee(model, 'alice', 'venture'), ClaimRecipientInvalidError)
  })
})
