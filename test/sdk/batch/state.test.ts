import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type Batch,
  createImportRecord,
  importFileName,
  type ImportRecord,
  type ImportStatus,
  markImport,
  parseImportRecord,
  readImport,
  rememberRows,
  serializeImportRecord,
  textSource,
  toBatchProposal,
} from '@open-value/sdk/batch'
import { importFolder, openImport, openImportState } from '@open-value/sdk/batch/node'
import { type Hex, keccak256, stringToBytes } from 'viem'
import {
  ImportProposerChangedError,
  ImportRejectedError,
  ImportStateBusyError,
  ImportStateForeignError,
  ImportStateInvalidError,
  ImportStatusError,
} from '../../../sdk/src/errors/import.ts'
import { assertRejects, assertThrows } from '../utils/expectError.ts'
import { ana, check, collect, header, ledger, options, proposer } from './fixtures.ts'

const target = { chainId: 31337, ledger }
const transaction: Hex = `0x${'ab'.repeat(32)}`
const restore = 'Without it nobody knows which rows were logged: restore it from a backup, do not just delete it.'

async function buildOne(text = `${header}\n2026-05-01,Ana,design,2.5h,x\n2026-05-02,Bruno,PLA,120,y\n`): Promise<Batch> {
  const source = textSource(text)
  const [batch] = await collect(readImport(source, { ...options, proposer, nonce: () => 3n }, await check(source)))
  assert.ok(batch)
  return batch
}

async function recordOne(number = 7): Promise<ImportRecord> {
  return createImportRecord(await buildOne(), { ...target, number, file: 'contributions.csv' })
}

describe('the record of a batch', () => {
  it('says all that is needed to go on, and is read back', async () => {
    const record = await recordOne()
    assert.equal(record.status, 'built')
    assert.deepEqual(record.source, { file: 'contributions.csv', firstLine: 2, lastLine: 3, rows: 2 })
    assert.deepEqual(parseImportRecord(serializeImportRecord(record), 'batch-0007.json', target), record)
    const proposed = markImport(record, 'proposed', transaction)
    assert.deepEqual(parseImportRecord(serializeImportRecord(proposed), 'batch-0007.json', target), proposed)
    assert.deepEqual(toBatchProposal(record, { evidenceURI: 'ipfs://x' }), {
      entries: record.entries,
      workDays: record.workDays,
      evidenceHash: record.header.evidenceHash,
      evidenceURI: 'ipfs://x',
      task: `0x${'00'.repeat(32)}`,
      nonce: 3n,
    })
  })

  it('is named after its number', () => {
    assert.equal(importFileName(7), 'batch-0007.json')
    assert.equal(importFileName(12_345), 'batch-12345.json')
    assert.equal(importFolder('/home/ana/contributions.csv', target), `/home/ana/imports-31337-${ledger.toLowerCase()}`)
  })

  it('goes from built to proposed to its end, and back where a transaction failed', async () => {
    const built = await recordOne()
    const proposed = markImport(built, 'proposed', transaction)
    assert.equal(proposed.transaction, transaction)
    assert.deepEqual(markImport(proposed, 'built'), built)
    for (const end of ['accepted', 'rejected', 'withdrawn'] as const) {
      assert.deepEqual(markImport(proposed, end), { ...proposed, status: end })
    }
    assertThrows(
      () => markImport(built, 'rejected'),
      ImportStatusError,
      "Batch 7 is built and can't become rejected, expected one of proposed, accepted, withdrawn.",
    )
    assertThrows(
      () => markImport(markImport(proposed, 'accepted'), 'withdrawn'),
      ImportStatusError,
      "Batch 7 is accepted and can't become withdrawn, expected no further change.",
    )
  })

  it('frees its rows when it was rejected or withdrawn', async () => {
    const record = await recordOne()
    const rows: Record<ImportStatus, number> = { built: 2, proposed: 2, accepted: 2, rejected: 0, withdrawn: 0 }
    for (const [status, expected] of Object.entries(rows)) {
      assert.equal(rememberRows([{ ...record, status: status as ImportStatus }]).size, expected, status)
    }
  })

  it('is refused where it is not whole, or not of this ledger', async () => {
    const record = await recordOne()
    const text = serializeImportRecord(record)
    const read = (changed: string, file = 'batch-0007.json') => parseImportRecord(changed, file, target)
    const invalid = (problem: string, more = '') =>
      `The import state "batch-0007.json" ${problem}, expected a file as it was written.\n\n${restore}${more}`
    const cut = text.slice(0, 40)
    let reason = ''
    try {
      JSON.parse(cut)
    } catch (error) {
      reason = (error as Error).message
    }
    assertThrows(() => read(cut), ImportStateInvalidError, invalid('is no JSON', `\n\nDetails: ${reason}`))
    assertThrows(() => read('{}'), ImportStateInvalidError, invalid('has a wrong value at version'))
    assertThrows(() => read(text.replace('"built"', '"sent"')), ImportStateInvalidError, invalid('has a wrong value at status'))
    const hashes = invalid('does not fit its own hashes')
    assertThrows(() => read(text.replace('"nonce": "3"', '"nonce": "4"')), ImportStateInvalidError, hashes)
    assertThrows(() => read(text.replace('Bruno', 'Bruna')), ImportStateInvalidError, hashes)
    assertThrows(() => read(text.replace(record.workDays, `0x${'00'.repeat(8)}`)), ImportStateInvalidError, hashes)
    assertThrows(() => read(text.replace(record.rowKeys, record.rowKeys.slice(0, 34))), ImportStateInvalidError, hashes)
    assertThrows(
      () => read(text, 'batch-0008.json'),
      ImportStateInvalidError,
      `The import state "batch-0008.json" holds batch 7, expected a file as it was written.\n\n${restore}`,
    )
    assertThrows(
      () => parseImportRecord(text, 'batch-0007.json', { chainId: 1, ledger: ana }),
      ImportStateForeignError,
      `The import state "batch-0007.json" is of ledger ${ledger} on chain 31337, expected ledger ${ana} on chain 1.\n\n` +
        'Keep one folder per venture and chain.',
    )
  })
})

describe('an import of a file', () => {
  let folder = ''
  let file = ''
  const rowCount = 23
  const rows = Array.from({ length: rowCount }, (_, i) => `2026-05-01,${['Ana', 'Bruno'][i % 2]},design,1,work ${i}`)
  const write = (lines: readonly string[], name = 'contributions.csv') => {
    writeFileSync(join(folder, name), [header, ...lines, ''].join('\n'))
    return join(folder, name)
  }
  const open = (more: Partial<Parameters<typeof openImport>[0]> = {}) =>
    openImport({ ...options, ...target, file, proposer, maxRows: 5, ...more })

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'open-value-import-'))
    file = write(rows)
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  /** A chain that knows batches by their ids, and takes each id once. */
  class Chain {
    readonly logged = new Map<Hex, string[]>()
    propose({ id, evidence }: ImportRecord) {
      assert.ok(!this.logged.has(id), 'a batch is proposed once')
      this.logged.set(id, evidence.trim().split('\n').slice(1))
    }
    rows() {
      return [...this.logged.values()].flat()
    }
  }

  /** Sends what is to be sent as a command does; `step` may kill it anywhere. */
  async function send(chain: Chain, step: () => void, more: Parameters<typeof open>[0] = {}) {
    const { batches, state } = await open(more)
    for await (const record of batches()) {
      step()
      if (!chain.logged.has(record.id)) chain.propose(record)
      step()
      await state.mark(record.number, 'proposed', transaction)
      step()
    }
  }

  it('logs every row once, wherever and however often it is killed', async () => {
    const chain = new Chain()
    let done = false
    for (let killAt = 1; !done; killAt = (killAt % 4) + 1) {
      let steps = 0
      try {
        await send(chain, () => {
          if (++steps === killAt) throw new Error('killed')
        })
        done = true
      } catch (error) {
        assert.equal((error as Error).message, 'killed')
      }
    }
    assert.deepEqual(chain.rows(), rows)
    const state = await openImportState(importFolder(file, target), target)
    assert.ok(state.batches().every(({ status }) => status === 'proposed'))
    assert.equal(state.logged.size, rowCount)
  })

  it('writes batch and evidence down before a batch is handed out, and leaves nothing half written', async () => {
    const { batches, state } = await open()
    for await (const record of batches()) {
      const evidence = readFileSync(join(state.folder, importFileName(record.number, 'csv')), 'utf8')
      assert.equal(keccak256(stringToBytes(evidence)), record.header.evidenceHash)
      const written = readFileSync(join(state.folder, importFileName(record.number)), 'utf8')
      assert.deepEqual(parseImportRecord(written, importFileName(record.number), target), record)
    }
    const names = [1, 2, 3, 4, 5].flatMap((number) => [importFileName(number, 'csv'), importFileName(number)])
    assert.deepEqual(readdirSync(state.folder).sort(), names)
  })

  it('skips what is half written by a killed one', async () => {
    const { state } = await open()
    await state.add(await buildOne(), file)
    writeFileSync(join(state.folder, 'batch-0002.json.4242.tmp'), '{"version": 1, "chai')
    writeFileSync(join(state.folder, 'batch-0002.csv'), header)
    assert.equal((await open()).state.batches().length, 1)
  })

  it('names the batch of rows that were logged, of whatever file', async () => {
    const chain = new Chain()
    await send(chain, () => {})
    const again = await open()
    assert.deepEqual([again.report.rows, again.report.loggedRows, again.report.batches], [rowCount, rowCount, 0])
    assert.deepEqual(again.report.logged[6], { line: 8, batch: 2 })
    assert.deepEqual(await collect(again.batches()), [])

    const next = write([rows[3] ?? '', '2026-05-02,Ana,design,1,new'], 'may.csv')
    const more = await open({ file: next })
    assert.deepEqual(more.report.logged, [{ line: 2, batch: 1 }])
    const [record, ...others] = await collect(more.batches())
    assert.deepEqual(others, [])
    assert.equal(record?.number, 6)
    assert.equal(record.source.file, 'may.csv')
    assert.equal(record.evidence, `${header}\n2026-05-02,Ana,design,1,new\n`)
  })

  it('logs rows of a withdrawn batch again', async () => {
    const chain = new Chain()
    await send(chain, () => {})
    const { state } = await open()
    await state.mark(2, 'withdrawn')
    const again = await open()
    assert.equal(again.report.loggedRows, rowCount - 5)
    const [record] = await collect(again.batches())
    assert.deepEqual(record?.evidence.trim().split('\n').slice(1), rows.slice(5, 10))
    assert.equal(record.number, 6)
  })

  it('keeps ledgers and chains apart', async () => {
    await send(new Chain(), () => {})
    assert.equal((await open({ chainId: 1 })).report.loggedRows, 0)
    assert.equal((await open({ ledger: ana })).report.loggedRows, 0)
  })

  it('builds nothing of a file with errors', async () => {
    file = write([...rows, '2026-05-01,Ana,magic,1,x'])
    const { batches, state } = await open()
    await assertRejects(
      collect(batches()),
      ImportRejectedError,
      'The file has 1 error, expected none: nothing was imported.\n\nLine 25, kind: was "magic", expected one of design, PLA, cash.',
    )
    assert.deepEqual(state.batches(), [])
    assert.deepEqual(readdirSync(folder), ['contributions.csv'])
  })

  it('goes on with the proposer it began with', async () => {
    const { batches } = await open()
    await batches().next()
    const error = await assertRejects(
      collect((await open({ proposer: ana })).batches()),
      ImportProposerChangedError,
      `Batch 1 was built for ${proposer}, expected the same proposer, not ${ana}.\n\n` +
        'Go on with that wallet, or mark the batch as withdrawn: its rows are then free again.',
    )
    assert.equal(error.batch, 1)
  })

  it('stops beside another import at once', async () => {
    const [first, second] = [await open(), await open()]
    await first.batches().next()
    await assertRejects(
      second.batches().next(),
      ImportStateBusyError,
      'The import state "batch-0001.json" was written by another import, expected this one to be alone.\n\n' +
        'Wait until the other import is done, then start this one again: nothing is logged twice.',
    )
    const { state } = await open()
    assert.deepEqual(
      state.batches().map(({ number, status }) => [number, status]),
      [[1, 'built']],
    )
    const evidence = readFileSync(join(state.folder, 'batch-0001.csv'), 'utf8')
    assert.equal(evidence, (await state.read(1)).evidence)
  })
})
