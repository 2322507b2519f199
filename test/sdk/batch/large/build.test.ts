import assert from 'node:assert/strict'
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { StandardMerkleTree } from '@openzeppelin/merkle-tree'
import { checkLargeData, LARGE_LEAF_ENCODING, parseLargeSummary, verifyLargeProof } from '@open-value/sdk/batch'
import {
  buildLargeBatch,
  type BuildLargeBatchOptions,
  fileSource,
  largeFiles,
  type LargeProgress,
  type LargeStart,
  openLargeTree,
  uriSource,
  writeLargeDump,
  writeLargeTree,
} from '@open-value/sdk/batch/node'
import { keccak256 } from 'viem'
import { ImportKindDebtError, ImportRejectedError } from '../../../../sdk/src/errors/import.ts'
import {
  LargeAffiliateUnknownError,
  LargeBuildBusyError,
  LargeDataUnreachableError,
  LargeEmptyError,
  LargeIndexError,
  LargeInputChangedError,
  LargeSummaryInvalidError,
  LargeTreeFileError,
} from '../../../../sdk/src/errors/large.ts'
import { assertRejects, assertThrows } from '../../utils/expectError.ts'
import { ana, bruno, chen, header, options } from '../fixtures.ts'

/** Some chunks of a quarter of a megabyte. */
const ROWS = 5_000
const people = ['Ana', 'Bruno', 'affiliate-001']
const row = (i: number) =>
  `2026-05-01,${people[i % 3]},${i % 2 ? 'PLA' : 'design'},${1 + (i % 50)},"work, ${i}${'.'.repeat(200)}"`
const lines = (count: number) => [header, ...Array.from({ length: count }, (_, i) => row(i)), ''].join('\n')
const leaf = (i: number) => ({
  index: i,
  affiliate: [ana, bruno, chen][i % 3] ?? ana,
  kind: i % 2,
  quantity: BigInt(1 + (i % 50)) * (i % 2 ? 1n : 100n),
})
const theirs = (count: number) =>
  StandardMerkleTree.of(
    Array.from({ length: count }, (_, i) => Object.values(leaf(i))),
    [...LARGE_LEAF_ENCODING],
  )

describe('a large batch built of a file', () => {
  let folder = ''
  let file = ''
  let files = largeFiles('')
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'open-value-large-'))
    file = join(folder, 'work.csv')
    files = largeFiles(file)
    writeFileSync(file, lines(50))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  const build = (more: Partial<BuildLargeBatchOptions> = {}) => buildLargeBatch({ ...options, file, ...more })
  /** Content of all files a build leaves. */
  const built = () => Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'hex')]))

  it('is that of the library, with data, tree and summary beside the file', async () => {
    const { summary, isUnchanged, resumedRows, changed } = await build()
    assert.deepEqual([isUnchanged, resumedRows, changed], [false, 0, undefined])
    assert.deepEqual(readdirSync(folder).sort(), ['work.csv', 'work.large.csv', 'work.large.json', 'work.large.tree'])
    assert.equal(summary.root, theirs(50).root)
    assert.deepEqual([summary.leaves, summary.affiliates], [50, 3])
    const sum = (kind: number) =>
      Array.from({ length: 50 }, (_, i) => leaf(i)).reduce((all, of) => (of.kind === kind ? all + of.quantity : all), 0n)
    assert.deepEqual(summary.totals, [
      { kind: 0, quantity: sum(0) },
      { kind: 1, quantity: sum(1) },
    ])
    const data = readFileSync(files.data)
    assert.equal(summary.dataHash, keccak256(data))
    assert.deepEqual(data.toString().split('\n').slice(0, 2), [
      'index,affiliate,kind,quantity,day,evidence,externalId',
      `0,${ana.toLowerCase()},0,100,2026-05-01,"work, 0${'.'.repeat(200)}",`,
    ])
    assert.deepEqual(parseLargeSummary(readFileSync(files.summary, 'utf8'), 'work.large.json'), summary)
    assert.equal(statSync(files.tree).size, summary.tree.bytes)
    assert.equal((await checkLargeData(fileSource(files.data), summary)).leaves, 50)
  })

  it('may have a single leaf', async () => {
    writeFileSync(file, lines(1))
    const { summary } = await build()
    assert.equal(summary.root, theirs(1).root)
    const tree = await openLargeTree(files.tree)
    assert.deepEqual(await tree.prove(0), { ...leaf(0), proof: [] })
    await tree.close()
  })

  it('writes no file where a line is bad, and reports all of them', async () => {
    appendFileSync(file, '2026-05-01,Ana,cash,1,x\n')
    const error = await assertRejects(
      build(),
      ImportRejectedError,
      'The file has 1 error, expected none: nothing was imported.\n\nLine 52, kind: "cash" is a debt kind, expected an equity kind: ' +
        'one of design, PLA. A large batch has no debts: log those rows with `import`, from a file of their own.',
    )
    assert.equal(error.errors[0]?.constructor, ImportKindDebtError)
    assert.deepEqual(readdirSync(folder), ['work.csv'])
  })

  it('has contributions', async () => {
    writeFileSync(file, `${header}\n`)
    await assertRejects(
      build(),
      LargeEmptyError,
      'The file has 0 contributions, expected at least 1.\n\nDocs: docs/large-batches.md#building',
    )
    assert.deepEqual(readdirSync(folder), ['work.csv'])
  })

  it('is not built again of the same file, however old', async () => {
    const { summary } = await build()
    const before = built()
    const again = await build({ onProgress: () => assert.fail('nothing is to be done') })
    assert.deepEqual([again.isUnchanged, again.summary], [true, summary])
    assert.deepEqual(built(), before)
  })

  it('is built anew, and says so, where the file, people, kinds or venture changed', async () => {
    await build()
    const starts: LargeStart[] = []
    const onStart = (start: LargeStart) => starts.push(start)
    writeFileSync(file, lines(51))
    assert.equal((await build({ onStart })).summary.root, theirs(51).root)
    const swapped = new Map([...options.people].map(([name]) => [name, ana]))
    const { summary } = await build({ onStart, people: swapped })
    assert.equal(summary.affiliates, 1)
    await build({ onStart, people: swapped, kinds: options.kinds.slice(0, 2) })
    await build({ onStart, people: swapped, kinds: options.kinds.slice(0, 2), venture: chen })
    assert.deepEqual(
      starts.map(({ changed }) => changed),
      ['input', 'settings', 'settings', 'settings'],
    )
  })

  it('is built again where a file of it is gone, cut off, or was changed by hand', async () => {
    await build()
    const before = built()
    const damages: (() => void)[] = [
      () => rmSync(files.data),
      () => truncateSync(files.tree, 100),
      () => writeFileSync(files.summary, '{'),
    ]
    for (const damage of damages) {
      damage()
      assert.equal((await build()).isUnchanged, false)
      assert.deepEqual(built(), before)
    }
  })

  it('takes away the dump of the build before', async () => {
    await build()
    await writeLargeDump(files.tree, files.dump)
    writeFileSync(file, lines(51))
    await build()
    assert.ok(!existsSync(files.dump))
  })

  it('is refused where the file changes while it is read', async () => {
    writeFileSync(file, lines(ROWS))
    let isChanged = false
    const change = () => {
      if (!isChanged) appendFileSync(file, `${row(ROWS)}\n`)
      isChanged = true
    }
    await assertRejects(
      build({ onProgress: change }),
      LargeInputChangedError,
      '"work.csv" changed while it was read, expected the same file to its end.\n\n' +
        'Build it again once nobody writes to it.\n\nDocs: docs/large-batches.md#building',
    )
    assert.deepEqual(readdirSync(folder), ['work.csv'])
  })

  it('is one of its file at a time', async () => {
    let second: Promise<unknown> | undefined
    const first = build({ onStart: () => (second ??= assertRejects(build(), LargeBuildBusyError, busy(process.pid))) })
    await first
    await second
    mkdirSync(files.work)
    // A process that runs, and is no build: the parent of this one.
    writeFileSync(join(files.work, 'lock'), String(process.ppid))
    writeFileSync(file, lines(51))
    await assertRejects(build(), LargeBuildBusyError, busy(process.ppid))
    // What a killed one left.
    writeFileSync(join(files.work, 'lock'), '4194305')
    assert.equal((await build()).summary.leaves, 51)
  })
  const busy = (processId: number) =>
    `Process ${processId} is building in "work.large.work", expected this one to be alone.\n\n` +
    'Wait until it is done, or stop it and start this again.\nIf no such build runs, delete "work.large.work".\n\n' +
    'Docs: docs/large-batches.md#building'

  describe('when it was interrupted', () => {
    /** What it comes to where nothing interrupts it. */
    let whole: Record<string, string> | undefined
    beforeEach(async () => {
      writeFileSync(file, lines(ROWS))
      if (whole) return
      await build()
      whole = built()
      for (const name of readdirSync(folder)) if (name !== 'work.csv') rmSync(join(folder, name))
    })

    const stop = new Error('killed')
    /** Builds until a step of it is so far, and ends there as if it were killed. */
    const interrupt = (isSo: (progress: LargeProgress) => boolean) =>
      assert.rejects(
        build({
          onProgress: (progress) => {
            if (isSo(progress)) throw stop
          },
        }),
        stop,
      )
    const finish = async () => {
      const steps = new Set<string>()
      const { resumedRows } = await build({ onProgress: ({ step }) => steps.add(step) })
      assert.deepEqual(built(), whole)
      return { resumedRows, steps: [...steps] }
    }

    it('goes on in the middle of the rows', async () => {
      await interrupt(({ done, total }) => done > total / 2)
      const { resumedRows } = await finish()
      assert.ok(resumedRows > 0 && resumedRows < ROWS, `${resumedRows} rows`)
    })

    it('does not read rows again once they are all read', async () => {
      await interrupt(({ step }) => step === 'tree')
      assert.deepEqual(await finish(), { resumedRows: ROWS, steps: ['tree', 'data'] })
    })

    it('hashes the data again where only that is missing', async () => {
      await interrupt(({ step }) => step === 'data')
      assert.deepEqual((await finish()).resumedRows, ROWS)
    })

    it('only puts its files in place where they were all made', async () => {
      // A folder where the summary should stand stops it at the very end.
      mkdirSync(join(folder, 'work.large.json.tmp'))
      await assert.rejects(build(), /EISDIR/)
      rmSync(join(folder, 'work.large.json.tmp'), { recursive: true })
      assert.deepEqual(await finish(), { resumedRows: ROWS, steps: [] })
    })

    it('goes on as often as it is interrupted', async () => {
      let interruptions = 0
      for (let share = 0.1; share < 1; share += 0.2, interruptions++) await interrupt(({ done, total }) => done >= total * share)
      await finish()
      assert.equal(interruptions, 5)
    })

    const damages: [what: string, damage: (work: string) => void][] = [
      ['a chunk that is half written', (work) => truncateSync(join(work, 'rows'), statSync(join(work, 'rows')).size - 10)],
      ['data that is half written', (work) => truncateSync(join(work, 'data'), statSync(join(work, 'data')).size - 1)],
      ['a chunk nobody has noted', (work) => appendFileSync(join(work, 'rows'), Buffer.alloc(8_400, 1))],
      ['a note that is half written', (work) => truncateSync(join(work, 'chunks'), statSync(join(work, 'chunks')).size - 5)],
      ['a note that is none', (work) => appendFileSync(join(work, 'chunks'), 'null\n{"rows":-1}\nwhat?\n')],
      ['a byte that is another', (work) => flip(join(work, 'rows'), 1_000)],
      ['data that is another', (work) => flip(join(work, 'data'), 1_000)],
      ['no rows at all', (work) => rmSync(join(work, 'rows'))],
    ]
    for (const [what, damage] of damages) {
      it(`cuts off ${what}`, async () => {
        await interrupt(({ done, total }) => done > total / 2)
        damage(files.work)
        await finish()
      })
    }

    it('begins anew where the file changed meanwhile', async () => {
      await interrupt(({ done, total }) => done > total / 2)
      writeFileSync(file, lines(60))
      const { summary, changed, resumedRows } = await build()
      assert.deepEqual([summary.root, changed, resumedRows], [theirs(60).root, 'input', 0])
    })

    it('finds a row that stands twice, and a bad one, behind what was read before', async () => {
      appendFileSync(file, `${row(3)}\n2026-05-01,Nobody,design,1,x\n`)
      await interrupt(({ done, total }) => done > total / 2)
      const error = await assert.rejects(build(), ImportRejectedError).then(() => build().catch((reason: unknown) => reason))
      assert.ok(error instanceof ImportRejectedError)
      assert.deepEqual(
        error.errors.map(({ shortMessage }) => shortMessage),
        [
          `Line ${ROWS + 2}: is the same as line 5, expected a row of its own.`,
          `Line ${ROWS + 3}, affiliate: was "Nobody", expected a name in the affiliates file, or an address.`,
        ],
      )
    })
  })
})

describe('the tree of a large batch on disk', () => {
  const folder = mkdtempSync(join(tmpdir(), 'open-value-tree-'))
  const file = join(folder, 'work.csv')
  const files = largeFiles(file)
  const count = 1_234
  before(async () => {
    writeFileSync(file, lines(count))
    await buildLargeBatch({ ...options, file })
  })
  after(() => rmSync(folder, { recursive: true, force: true }))

  it('proves every leaf as the library does', async () => {
    const library = theirs(count)
    const tree = await openLargeTree(files.tree)
    assert.equal(tree.leaves, count)
    assert.equal(await tree.root(), library.root)
    for (let index = 0; index < count; index += 97) {
      const { proof, ...found } = await tree.prove(index)
      assert.deepEqual(found, leaf(index))
      assert.deepEqual(proof, library.getProof(index))
      assert.ok(verifyLargeProof(await tree.root(), found, proof))
    }
    await tree.close()
  })

  it('finds the leaves of somebody', async () => {
    const tree = await openLargeTree(files.tree)
    const found = await tree.leavesOf(bruno)
    assert.deepEqual(
      found,
      Array.from({ length: count }, (_, i) => leaf(i)).filter(({ affiliate }) => affiliate === bruno),
    )
    await assertRejects(
      tree.leavesOf(options.venture),
      LargeAffiliateUnknownError,
      `${options.venture} has none of the 1234 leaves, expected an affiliate of this batch.\n\n` +
        'The data file of the batch lists them all.\n\nDocs: docs/large-batches.md#proofs',
    )
    const index =
      'expected 0 to 1233.\n\nIndices count the contributions of the data file from 0.\n\nDocs: docs/large-batches.md#proofs'
    await assertRejects(tree.prove(count), LargeIndexError, `The index was ${count}, ${index}`)
    await assertRejects(tree.leaf(-1), LargeIndexError, `The index was -1, ${index}`)
    await tree.close()
  })

  it('is the same where somebody makes it of the data file', async () => {
    const summary = parseLargeSummary(readFileSync(files.summary, 'utf8'), '')
    const copy = join(folder, 'copy.large.tree')
    await writeLargeTree(copy, await checkLargeData(fileSource(files.data), summary))
    assert.deepEqual(readFileSync(copy), readFileSync(files.tree))
  })

  it('is loaded and checked by the library, from a dump', async () => {
    let done = 0
    await writeLargeDump(files.tree, files.dump, { onProgress: (leaves) => (done = leaves) })
    assert.equal(done, count)
    const dump = JSON.parse(readFileSync(files.dump, 'utf8')) as Parameters<typeof StandardMerkleTree.load>[0]
    const loaded = StandardMerkleTree.load(dump)
    loaded.validate()
    const library = theirs(count)
    assert.equal(loaded.root, library.root)
    assert.deepEqual(loaded.dump().tree, library.dump().tree)
    assert.deepEqual(loaded.getProof(7), library.getProof(7))
    assert.deepEqual(
      loaded.at(7),
      Object.values(leaf(7)).map((value) => String(value).toLowerCase()),
    )
  })

  it('is refused where it is no tree, or cut off', async () => {
    const broken = join(folder, 'broken.large.tree')
    const message = (problem: string) =>
      `The tree "broken.large.tree" ${problem}, expected a file as it was written.\n\n` +
      'Build it again: the same input gives the same tree.\n\nDocs: docs/large-batches.md#files'
    const tree = readFileSync(files.tree)
    for (const none of [Buffer.alloc(0), Buffer.from('OVTREE01'), Buffer.from('a text that is long enough'), tree.subarray(1)]) {
      writeFileSync(broken, none)
      await assertRejects(openLargeTree(broken), LargeTreeFileError, message('is no tree'))
    }
    for (const length of [16, 100, tree.length - 1]) {
      writeFileSync(broken, tree.subarray(0, length))
      await assertRejects(openLargeTree(broken), LargeTreeFileError, message(`is ${length} bytes long`))
    }
    writeFileSync(broken, tree)
    const opened = await openLargeTree(broken)
    truncateSync(broken, 1_000)
    await assertRejects(opened.prove(count - 1), LargeTreeFileError, message('ended early'))
    await opened.close()
  })
})

describe('the summary of a large batch', () => {
  it('is refused where it is cut off, or was changed by hand', () => {
    const message = (problem: string) =>
      `The summary "x.large.json" ${problem}, expected a file as it was written.\n\n` +
      'Build it again: the same input gives the same summary.\n\nDocs: docs/large-batches.md#files'
    const read = (text: string) => () => parseLargeSummary(text, 'x.large.json')
    assertThrows(read('{}'), LargeSummaryInvalidError, message('has a wrong value at version'))
    const total = { version: 1, root: `0x${'00'.repeat(32)}`, totals: [{ kind: 256, quantity: '1' }] }
    assertThrows(read(JSON.stringify(total)), LargeSummaryInvalidError, message('has a wrong value at totals.0.kind'))
    const root = { version: 1, root: '0x12' }
    assertThrows(read(JSON.stringify(root)), LargeSummaryInvalidError, message('has a wrong value at root'))
    let reason = ''
    try {
      JSON.parse('{')
    } catch (error) {
      reason = (error as Error).message
    }
    assertThrows(read('{'), LargeSummaryInvalidError, `${message('is no JSON')}\nDetails: ${reason}`)
  })
})

describe('a file behind a URI', () => {
  const folder = mkdtempSync(join(tmpdir(), 'open-value-uri-'))
  const file = join(folder, 'a file.csv')
  let server: Server
  let origin = ''
  before(async () => {
    writeFileSync(file, 'content')
    server = createServer((request, response) => {
      if (request.url === '/a') response.end('content')
      else response.writeHead(404).end('no')
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  after(async () => {
    await new Promise((resolve) => server.close(resolve))
    rmSync(folder, { recursive: true, force: true })
  })

  it('is read from a path, a file: and an http: address', async () => {
    for (const uri of [file, pathToFileURL(file).href, `${origin}/a`]) {
      const chunks: Uint8Array[] = []
      for await (const chunk of (await uriSource(uri)).stream() as AsyncIterable<Uint8Array>) chunks.push(chunk)
      assert.equal(Buffer.concat(chunks).toString(), 'content', uri)
    }
  })

  it('is missed where it is not there', async () => {
    const hint =
      'expected the data file of a large batch.\n\nGive a path, or an address that begins with https:, http: or file:; ' +
      'for ipfs: that of a gateway.\n\nDocs: docs/large-batches.md#checking'
    const missing: [uri: string, problem: string][] = [
      [join(folder, 'other'), 'is no file'],
      [folder, 'is no file'],
      ['file:///nowhere/x', 'is no file'],
      ['file://elsewhere.example/x', 'names no file of this machine'],
      ['ipfs://bafy', 'begins with ipfs:'],
      [`${origin}/b`, 'answered with 404'],
    ]
    for (const [uri, problem] of missing) {
      const shown = JSON.stringify(uri.length > 60 ? `${uri.slice(0, 59)}…` : uri)
      await assertRejects(uriSource(uri), LargeDataUnreachableError, `${shown} ${problem}, ${hint}`)
    }
    const closed = 'http://127.0.0.1:1/x'
    const error = await assert.rejects(uriSource(closed), LargeDataUnreachableError).then(() => uriSource(closed).catch(String))
    assert.match(String(error), /did not answer/)
  })
})

/** Changes one byte of a file. */
function flip(path: string, at: number): void {
  const bytes = readFileSync(path)
  bytes[at]! ^= 1
  writeFileSync(path, bytes)
}
