// docs/errors.md: every error of the contracts as the SDK says it, taken from the committed snapshot of the messages.
import { readFileSync } from 'node:fs'

const SNAPSHOT = 'test/sdk/errors/messages.snapshot.txt'
export const ERRORS_PAGE = 'docs/errors.md'

/** Sections no contract error leads to; what stands in them is said by the error itself. */
const OWN = {
  client:
    'Raised by the SDK before anything is sent: a missing wallet, no contract at an address, an event that is not there, a wrong chain.',
  revert: 'What a contract that is not ours reverted with, a token for example: its own text or error stands in the message.',
}

/** Renders the page from the snapshot: a section per domain, or per page and heading elsewhere, an entry per error. */
export function errorsPage(snapshot: string): string {
  const sections = new Map<string, string[]>()
  for (const block of snapshot.split(/\n(?=\S)/)) {
    const [name, ...lines] = block.trimEnd().split('\n')
    const [, page, heading] = /Docs: docs\/([\w-]+)\.md#([\w-]+)/.exec(block) ?? []
    if (!name || !page || !heading) continue
    const domain = page === 'errors' ? heading : `${page}: [${heading}](${page}.md#${heading})`
    const text = lines.map((line) => line.trim()).filter((line) => line && !line.startsWith('Docs:'))
    sections.set(domain, [...(sections.get(domain) ?? []), `**${name}** ${text.join(' ')}`])
  }
  const pages = [...sections]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([domain, entries]) => `## ${domain}\n\n${entries.join('\n\n')}\n`)
  const own = Object.entries(OWN)
    .filter(([domain]) => !sections.has(domain))
    .map(([domain, text]) => `## ${domain}\n\n${text}\n`)
  const head =
    '# Errors\n\nWritten from the messages of the SDK, with figures of an example. Each says what was, what was expected, and how to mend it.\n'
  return [head, ...pages, ...own].join('\n')
}

export const readErrorsPage = () => errorsPage(readFileSync(SNAPSHOT, 'utf8'))
