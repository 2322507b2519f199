/// <reference types="node" />
import { spawn } from 'node:child_process'
import { GitHistoryError } from '../../errors/import.ts'
import type { CsvRow } from '../rows.ts'

export type ReadGitHistoryOptions = {
  /** Lines of a commit that count, at most: a generated file is no work. Default 500. */
  maxQuantity?: number
  /** Kind of a changed file. Default {@link kindOfPath}. */
  kindOf?: (path: string) => string
  /** Names such as `affiliate-001`, in order of the first commit, in place of what people call themselves. */
  pseudonyms?: boolean
}

export type GitAuthor = {
  /** What the rows call this person. */
  affiliate: string
  /** Every name and e-mail address the history knows, in order of appearance. */
  names: readonly string[]
  emails: readonly string[]
  commits: number
  /** Sum of what the commits count. */
  quantity: number
}

export type GitHistory = {
  /** One per commit that changed a line, oldest first. */
  rows: readonly CsvRow[]
  /** Who is in it, by first commit. */
  authors: readonly GitAuthor[]
  kinds: readonly string[]
}

/** Default kind of a changed file: by its folder and ending. */
export function kindOfPath(path: string): string {
  const [top = ''] = path.toLowerCase().split('/')
  if (/^docs?$/.test(top) || /\.(md|mdx|rst|adoc)$/i.test(path)) return 'documentation'
  if (/^(tests?|specs?|__tests__)$/.test(top)) return 'tests'
  return 'code'
}

/**
 * Reads the history of a git repository as contributions: one row per commit, the kind most of its lines are of, the
 * lines added and removed as its quantity. People are told apart by e-mail address and by name (`.mailmap` is
 * followed). Merges and binary files don't count.
 *
 * @throws {GitHistoryError} no repository, or no git
 */
export async function readGitHistory(
  directory: string,
  { maxQuantity = 500, kindOf = kindOfPath, pseudonyms = false }: ReadGitHistoryOptions = {},
): Promise<GitHistory> {
  const people = new People()
  const commits: { person: Person; row: CsvRow }[] = []
  for await (const { hash, date, name, email, changes } of readLog(directory)) {
    const linesByKind = new Map<string, number>()
    for (const { path, lines } of changes) linesByKind.set(kindOf(path), (linesByKind.get(kindOf(path)) ?? 0) + lines)
    const [kind, lines] = [...linesByKind].reduce((most, next) => (next[1] > most[1] ? next : most), ['', 0])
    if (lines === 0) continue

    // Everything that changed counts, whatever kind the commit is of.
    const quantity = Math.min(
      [...linesByKind.values()].reduce((sum, part) => sum + part, 0),
      maxQuantity,
    )
    const person = people.find(name, email.toLowerCase())
    person.commits++
    person.quantity += quantity
    const evidence = `git:${hash}`
    commits.push({ person, row: { date, affiliate: '', kind, quantity: String(quantity), evidence, externalId: evidence } })
  }

  const authors = nameAuthors(people.all(), pseudonyms)
  return {
    rows: commits.map(({ person, row }) => ({ ...row, affiliate: authors.get(people.root(person))?.affiliate ?? '' })),
    authors: [...authors.values()],
    kinds: [...new Set(commits.map(({ row }) => row.kind))],
  }
}

type Person = { names: string[]; emails: string[]; commits: number; quantity: number; mergedInto?: Person }

/** People by name and e-mail address: who shares one of them is one person. */
class People {
  readonly #byName = new Map<string, Person>()
  readonly #byEmail = new Map<string, Person>()
  readonly #people: Person[] = []

  find(name: string, email: string): Person {
    const byName = name === '' ? undefined : this.#lookup(this.#byName, name)
    const byEmail = email === '' ? undefined : this.#lookup(this.#byEmail, email)
    const person = byEmail ?? byName ?? { names: [], emails: [], commits: 0, quantity: 0 }
    if (!byEmail && !byName) this.#people.push(person)
    const merged = byName && byEmail && byName !== byEmail ? this.#merge(byName, byEmail) : person
    if (name !== '' && !merged.names.includes(name)) merged.names.push(name)
    if (email !== '' && !merged.emails.includes(email)) merged.emails.push(email)
    this.#byName.set(name.toLowerCase(), merged)
    this.#byEmail.set(email, merged)
    return merged
  }

  root(person: Person): Person {
    return person.mergedInto ? this.root(person.mergedInto) : person
  }

  all(): Person[] {
    return this.#people.filter(({ mergedInto }) => !mergedInto)
  }

  #lookup(index: Map<string, Person>, key: string): Person | undefined {
    const person = index.get(key.toLowerCase())
    return person && this.root(person)
  }

  /** The one who appeared first stays. */
  #merge(a: Person, b: Person): Person {
    const [first, second] = this.#people.indexOf(a) < this.#people.indexOf(b) ? [a, b] : [b, a]
    first.names = [...new Set([...first.names, ...second.names])]
    first.emails = [...new Set([...first.emails, ...second.emails])]
    first.commits += second.commits
    first.quantity += second.quantity
    second.mergedInto = first
    return first
  }
}

function nameAuthors(people: readonly Person[], pseudonyms: boolean): Map<Person, GitAuthor> {
  const authors = new Map<Person, GitAuthor>()
  people.forEach((person, i) => {
    const { names, emails, commits, quantity } = person
    const affiliate = pseudonyms ? `affiliate-${String(i + 1).padStart(3, '0')}` : (names[0] ?? emails[0] ?? 'unknown')
    authors.set(person, { affiliate, names, emails, commits, quantity })
  })
  return authors
}

type Commit = { hash: string; date: string; name: string; email: string; changes: { path: string; lines: number }[] }

/** `git log --numstat -z`: a head per commit, then per file `added TAB removed TAB path NUL`; renames give two paths. */
async function* readLog(directory: string): AsyncGenerator<Commit> {
  const format = '%x01%H%x00%at%x00%aN%x00%aE%x00'
  const options = [
    'log',
    '--reverse',
    '--no-merges',
    '--no-show-signature',
    '--no-ext-diff',
    '--no-textconv',
    '-M',
    '--numstat',
    '-z',
  ]
  const git = spawn('git', ['-C', directory, ...options, `--format=${format}`], { stdio: ['ignore', 'pipe', 'pipe'] })
  let problem = ''
  git.stderr.setEncoding('utf8').on('data', (text: string) => (problem += text))
  const ended = new Promise<number | null>((resolve, reject) => git.on('error', reject).on('close', resolve))
  // The reason is told below; an unread rejection would end the process before.
  ended.catch(() => {})

  const tokens = readTokens(git.stdout.setEncoding('utf8'))
  let commit: Commit | undefined
  for await (const token of tokens) {
    const next = async () => ((await tokens.next()).value as string | undefined) ?? ''
    const text = token.replace(/^\n+/, '')
    if (text.startsWith('\x01')) {
      if (commit) yield commit
      commit = { hash: text.slice(1), date: isoSeconds(await next()), name: await next(), email: await next(), changes: [] }
      continue
    }
    const [, added = '', removed = '', path = ''] = /^(\d+|-)\t(\d+|-)\t(.*)$/s.exec(text) ?? []
    if (added === '') continue
    // A renamed file: its old and its new path follow.
    if (path === '') await next()
    commit?.changes.push({ path: path === '' ? await next() : path, lines: (Number(added) || 0) + (Number(removed) || 0) })
  }
  const code = await ended.catch((error: unknown) => {
    throw new GitHistoryError(directory, error)
  })
  if (code !== 0) throw new GitHistoryError(directory, new Error(problem.trim()))
  if (commit) yield commit
}

/** A history can claim any time; one beyond what a Date holds is refused by an import like any other future one. */
function isoSeconds(time: string): string {
  return new Date(Math.min(Number(time) * 1000, 8.64e15)).toISOString().replace('.000Z', 'Z')
}

async function* readTokens(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = ''
  for await (const chunk of chunks) {
    const parts = (rest + chunk).split('\0')
    rest = parts.pop() ?? ''
    yield* parts
  }
  if (rest !== '') yield rest
}
