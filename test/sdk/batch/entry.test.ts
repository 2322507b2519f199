import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import {
  amendmentConsentTypes,
  attestationTypedData,
  attestationTypes,
  batchId,
  comparePacked,
  hashBatch,
  hashEntries,
  ledgerDomain,
  MAX_QUANTITY,
  packEntry,
  packWorkDays,
  proposalTypes,
  resolutionTypes,
  unpackEntry,
  unpackWorkDays,
} from '@open-value/sdk/batch'
import { encodeAbiParameters, encodePacked, hashTypedData, keccak256, recoverTypedDataAddress } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { PackEntryError, PackedWorkDaysError } from '../../../sdk/src/errors/import.ts'
import { assertThrows } from '../utils/expectError.ts'
import { ana, bruno, ledger, proposer } from './fixtures.ts'

describe('packed entries', () => {
  it('hold address 160 | kind 8 | quantity 88, as a ledger reads them', () => {
    const packed = packEntry({ affiliate: ana, kind: 7, quantity: 250n })
    const solidity = BigInt(encodePacked(['address', 'uint8', 'uint88'], [ana, 7, 250n]))
    assert.equal(packed, solidity)
  })

  it('are unpacked to what was packed', () => {
    for (const kind of [0, 1, 255]) {
      for (const quantity of [0n, 1n, MAX_QUANTITY]) {
        for (const affiliate of [ana, '0xFFfFfFffFFfffFFfFFfFFFFFffFFFffffFfFFFfF'] as const) {
          const entry = { affiliate, kind, quantity }
          assert.deepEqual(unpackEntry(packEntry(entry)), entry)
        }
      }
    }
  })

  it('are ordered by kind, then by address; the quantity plays no part', () => {
    const entries = [
      packEntry({ affiliate: bruno, kind: 0, quantity: 1n }),
      packEntry({ affiliate: ana, kind: 1, quantity: 1n }),
      packEntry({ affiliate: ana, kind: 0, quantity: 9n }),
    ]
    const sorted = [...entries].sort(comparePacked).map(unpackEntry)
    assert.deepEqual(
      sorted.map(({ affiliate, kind }) => [kind, affiliate]),
      [
        [0, ana],
        [0, bruno],
        [1, ana],
      ],
    )
    assert.equal(comparePacked(entries[1] ?? 0n, packEntry({ affiliate: ana, kind: 1, quantity: 5n })), 0)
  })

  it('refuse what does not fit', () => {
    const entry = { affiliate: ana, kind: 0, quantity: 1n }
    assertThrows(
      () => packEntry({ ...entry, quantity: MAX_QUANTITY + 1n }),
      PackEntryError,
      'The quantity of an entry was 309485009821345068724781056, expected 0 to 2^88 - 1.',
    )
    assertThrows(
      () => packEntry({ ...entry, quantity: -1n }),
      PackEntryError,
      'The quantity of an entry was -1, expected 0 to 2^88 - 1.',
    )
    assertThrows(() => packEntry({ ...entry, kind: 256 }), PackEntryError, 'The kind of an entry was 256, expected 0 to 255.')
    assertThrows(
      () => packEntry({ ...entry, affiliate: '0x12' }),
      PackEntryError,
      'The affiliate of an entry was 0x12, expected an address.',
    )
  })
})

describe('days of work', () => {
  it('take 4 bytes each, big endian', () => {
    assert.equal(packWorkDays([20_576, 1]), '0x0000506000000001')
    assert.deepEqual(unpackWorkDays('0x0000506000000001'), [20_576, 1])
    assert.deepEqual(unpackWorkDays(packWorkDays([0, 2 ** 32 - 1])), [0, 2 ** 32 - 1])
    assert.deepEqual(unpackWorkDays('0x'), [])
  })

  it('refuse what does not fit', () => {
    assertThrows(() => packWorkDays([2 ** 32]), PackEntryError, 'The day of an entry was 4294967296, expected 0 to 2^32 - 1.')
    assertThrows(() => packWorkDays([1.5]), PackEntryError, 'The day of an entry was 1.5, expected 0 to 2^32 - 1.')
    assertThrows(
      () => unpackWorkDays('0x000050'),
      PackedWorkDaysError,
      'Days of work were "0x000050", expected 4 bytes per entry.',
    )
  })
})

describe('batch ids', () => {
  const entries = [packEntry({ affiliate: ana, kind: 0, quantity: 250n }), packEntry({ affiliate: bruno, kind: 0, quantity: 1n })]
  const workDays = packWorkDays([20_576, 20_575])
  const evidenceHash = keccak256('0x1234')

  it('commit to entries, days, evidence, proposer and nonce, as a ledger hashes them', () => {
    const header = hashBatch({ entries, workDays, evidenceHash, proposer, nonce: 7n })
    assert.equal(header.entriesHash, keccak256(encodePacked(['uint256[]'], [entries])))
    assert.equal(header.detailsHash, keccak256(workDays))
    const tuple = [
      { name: 'entriesHash', type: 'bytes32' },
      { name: 'detailsHash', type: 'bytes32' },
      { name: 'evidenceHash', type: 'bytes32' },
      { name: 'proposer', type: 'address' },
      { name: 'nonce', type: 'uint256' },
    ] as const
    assert.equal(batchId(header), keccak256(encodeAbiParameters([{ type: 'tuple', components: tuple }], [header])))
  })

  it('differ where the nonce does', () => {
    const id = (nonce: bigint) => batchId(hashBatch({ entries, workDays, evidenceHash, proposer, nonce }))
    assert.notEqual(id(1n), id(2n))
  })
})

describe('typed data', () => {
  const domain = { chainId: 8453, ledger }

  it('has the types the contracts document', () => {
    const folder = new URL('../../../contracts/interfaces/', import.meta.url)
    const documented = readdirSync(folder)
      .map((file) => readFileSync(new URL(file, folder), 'utf8').replace(/\n\s*\/\/\/\s*/g, ' '))
      .join('\n')
    const types = { ...proposalTypes, ...attestationTypes, ...amendmentConsentTypes, ...resolutionTypes }
    for (const [name, fields] of Object.entries(types)) {
      const type = `${name}(${fields.map((field) => `${field.type} ${field.name}`).join(', ')})`
      assert.ok(documented.includes(type), `${type} is documented`)
    }
  })

  it('is signed for one ledger on one chain', async () => {
    const account = privateKeyToAccount(`0x${'01'.repeat(32)}`)
    const message = { batch: keccak256('0x01'), entries: hashEntries([1n]), attestor: account.address, deadline: 1n }
    const typedData = attestationTypedData(domain, message)
    assert.deepEqual(typedData.domain, ledgerDomain(domain))
    assert.deepEqual(typedData.domain, { name: 'OpenValueLedger', version: '1', chainId: 8453, verifyingContract: ledger })
    const signature = await account.signTypedData(typedData)
    assert.equal(await recoverTypedDataAddress({ ...typedData, signature }), account.address)
    assert.notEqual(hashTypedData(typedData), hashTypedData(attestationTypedData({ ...domain, chainId: 1 }, message)))
    assert.notEqual(hashTypedData(typedData), hashTypedData(attestationTypedData({ ...domain, ledger: ana }, message)))
  })
})
