export type BaseErrorOptions = {
  /** What went wrong underneath. */
  cause?: unknown
  /** How to mend it, one sentence each. */
  hints?: readonly string[]
  /** Page under `docs/`, without `.md`: `/config#pools`. */
  docsPath?: string
}

/** What every error of this package is: what was, what was expected, and how to mend it. */
export class BaseError extends Error {
  override name = 'BaseError'
  /** First sentence of the message: what was, and what was expected. */
  readonly shortMessage: string
  readonly hints: readonly string[]
  readonly docsPath: string | undefined
  /** Message of a cause from outside this package. */
  readonly details: string | undefined

  constructor(shortMessage: string, { cause, hints = [], docsPath }: BaseErrorOptions = {}) {
    const details = cause instanceof BaseError ? cause.details : cause instanceof Error ? cause.message : undefined
    const notes = [...(docsPath ? [`Docs: ${docsFile(docsPath)}`] : []), ...(details ? [`Details: ${details}`] : [])]
    const paragraphs = [shortMessage, hints.join('\n'), notes.join('\n')]
    super(paragraphs.filter((paragraph) => paragraph !== '').join('\n\n'), cause === undefined ? undefined : { cause })
    this.shortMessage = shortMessage
    this.hints = hints
    this.docsPath = docsPath
    this.details = details
  }

  /** The innermost cause, or with `test` the first error on the way down that passes it (`null` without one). */
  walk(): unknown
  walk(test: (error: unknown) => boolean): unknown
  walk(test?: (error: unknown) => boolean): unknown {
    return walk(this, test)
  }
}

/** As written, in quotes, control characters visible, at most 60 characters. */
export function quote(text: string): string {
  const characters = [...text]
  return JSON.stringify(characters.length > 60 ? `${characters.slice(0, 59).join('')}…` : text)
}

function walk(error: unknown, test?: (error: unknown) => boolean): unknown {
  if (test?.(error)) return error
  const cause = error instanceof Error ? error.cause : undefined
  if (cause !== undefined) return walk(cause, test)
  return test ? null : error
}

function docsFile(docsPath: string): string {
  const [page, anchor] = docsPath.split('#')
  return `docs${page}.md${anchor ? `#${anchor}` : ''}`
}
