import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { formatRows } from '@open-value/sdk/batch'
import { kindOfPath, readGitHistory } from '@open-value/sdk/batch/node'
import { GitHistoryError } from '../../../sdk/src/errors/import.ts'
import { assertRejects } from '../utils/expectError.ts'
import { ana, check } from './fixtures.ts'

describe('git history', () => {
  let folder = ''
  const lines = (count: number, text = 'line') => Array.from({ length: count }, (_, i) => `${text} ${i}\n`).join('')
  const write = (path: string, content: string | Uint8Array) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
  const git = (...args: string[]) => execFileSync('git', ['-C', folder, ...args], { encoding: 'utf8', stdio: 'pipe' })
  const commit = (name: string, email: string, date: string) => {
    git('add', '-A')
    const person = ['-c', `user.name=${name}`, '-c', `user.email=${email}`, '-c', 'commit.gpgsign=false']
    execFileSync('git', ['-C', folder, ...person, 'commit', '-q', '--allow-empty', '-m', 'work', '--date', date], {
      env: { ...process.env, GIT_COMMITTER_DATE: date },
    })
    return git('rev-parse', 'HEAD').trim()
  }

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'open-value-git-'))
    git('init', '-q')
  })
  after(() => rmSync(folder, { recursive: true, force: true }))

  it('becomes one contribution per commit, and people by name and e-mail', async () => {
    const hashes: string[] = []
    write('src/a.ts', lines(30))
    write('docs/guide.md', lines(10))
    hashes.push(commit('Ana', 'ana@example.org', '2025-01-01T10:00:00+01:00'))
    write('docs/large.md', lines(2_000))
    hashes.push(commit('Bruno', 'bruno@example.org', '2025-01-02T10:00:00Z'))
    write('test/unit/a été.test.ts', lines(7))
    hashes.push(commit('Ana Lima', 'ANA@example.org', '2025-01-03T10:00:00Z'))
    write(
      'logo.png',
      Uint8Array.from({ length: 100 }, (_, i) => i),
    )
    commit('Ana', 'ana@example.org', '2025-01-04T10:00:00Z')
    mkdirSync(join(folder, 'lib'))
    renameSync(join(folder, 'src/a.ts'), join(folder, 'lib/a.ts'))
    write('lib/a.ts', `${lines(30)}one more\n`)
    hashes.push(commit('Ana Lima', 'ana@work.example', '2025-01-05T10:00:00Z'))
    commit('Chen', 'chen@example.org', '2025-01-06T10:00:00Z')

    const { rows, authors, kinds } = await readGitHistory(folder)
    assert.deepEqual(
      rows.map(({ date, affiliate, kind, quantity }) => [date, affiliate, kind, quantity]),
      [
        ['2025-01-01T09:00:00Z', 'Ana', 'code', '40'],
        ['2025-01-02T10:00:00Z', 'Bruno', 'documentation', '500'],
        ['2025-01-03T10:00:00Z', 'Ana', 'tests', '7'],
        ['2025-01-05T10:00:00Z', 'Ana', 'code', '1'],
      ],
    )
    assert.deepEqual(
      rows.map(({ evidence, externalId }) => [evidence, externalId]),
      hashes.map((hash) => [`git:${hash}`, `git:${hash}`]),
    )
    assert.deepEqual(authors, [
      {
        affiliate: 'Ana',
        names: ['Ana', 'Ana Lima'],
        emails: ['ana@example.org', 'ana@work.example'],
        commits: 3,
        quantity: 48,
      },
      { affiliate: 'Bruno', names: ['Bruno'], emails: ['bruno@example.org'], commits: 1, quantity: 500 },
    ])
    assert.deepEqual(kinds, ['code', 'documentation', 'tests'])
  })

  it('can be imported', async () => {
    const { rows } = await readGitHistory(folder)
    const kinds = ['code', 'documentation', 'tests'].map((name, kind) => ({ kind, name, unit: 'line', decimals: 0 }))
    const report = await check(formatRows(rows), {
      kinds,
      people: new Map([
        ['Ana', ana],
        ['Bruno', ana],
      ]),
    })
    assert.deepEqual([report.errors, report.rows], [[], 4])
  })

  it('can hide names, cap otherwise and have other kinds', async () => {
    const { rows, authors } = await readGitHistory(folder, {
      pseudonyms: true,
      maxQuantity: 20,
      kindOf: (path) => path.split('/')[0] ?? '',
    })
    assert.deepEqual(
      rows.map(({ affiliate, kind, quantity }) => [affiliate, kind, quantity]),
      [
        ['affiliate-001', 'src', '20'],
        ['affiliate-002', 'docs', '20'],
        ['affiliate-001', 'test', '7'],
        ['affiliate-001', 'lib', '1'],
      ],
    )
    assert.deepEqual(
      authors.map(({ affiliate }) => affiliate),
      ['affiliate-001', 'affiliate-002'],
    )
  })

  it('joins two people who turn out to be one', async () => {
    write('b.ts', lines(1))
    commit('Dora', 'dora@home.example', '2025-02-01T10:00:00Z')
    write('b.ts', lines(2))
    commit('D. Ek', 'dora@work.example', '2025-02-02T10:00:00Z')
    write('b.ts', lines(3))
    commit('Dora', 'dora@work.example', '2025-02-03T10:00:00Z')
    const { rows, authors } = await readGitHistory(folder)
    assert.deepEqual(
      rows.slice(-3).map(({ affiliate }) => affiliate),
      ['Dora', 'Dora', 'Dora'],
    )
    assert.deepEqual(authors.at(-1), {
      affiliate: 'Dora',
      names: ['Dora', 'D. Ek'],
      emails: ['dora@home.example', 'dora@work.example'],
      commits: 3,
      quantity: 3,
    })
  })

  it('is refused where there is none', async () => {
    const none = join(folder, 'nowhere')
    const message =
      `"${none}" gave no history, expected a folder of a git repository.\n\n` +
      'Check the path, and that git is installed.\n\n' +
      `Details: fatal: cannot change to '${none}': No such file or directory`
    await assertRejects(readGitHistory(none), GitHistoryError, message)
  })

  it('tells kinds by folder and ending', () => {
    assert.deepEqual(
      ['docs/a.txt', 'README.md', 'src/notes.md', 'test/a.ts', 'specs/a.rb', 'src/test.ts', 'a.ts'].map(kindOfPath),
      ['documentation', 'documentation', 'documentation', 'tests', 'tests', 'code', 'code'],
    )
  })
})
