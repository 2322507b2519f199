import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { ImportLineError } from '@open-value/sdk'
import type { ImportKind } from '@open-value/sdk/batch'
import { parseConfig, toImportKinds } from '@open-value/sdk/config'
import { type OpenVenture, existing } from './context.ts'
import { InputError } from './errors.ts'

/** Kinds of a config, by their names and ids. */
export function configKinds(config: string): ImportKind[] {
  return toImportKinds(parseConfig(readFileSync(existing(config), 'utf8')))
}

/** Kinds of a venture as a file of contributions may call them. */
export function ventureKinds({ kinds }: OpenVenture, config: string | undefined): ImportKind[] {
  const aliases = config === undefined ? [] : configKinds(config).map(({ alias }) => alias)
  return kinds.map(({ kind, name, unit, decimals, isClosed, isDebt, rate, alias = aliases[kind] }) => ({
    kind,
    name,
    unit,
    decimals,
    closed: isClosed,
    ...(alias === undefined ? {} : { alias }),
    ...(isDebt ? { price: rate } : {}),
  }))
}

/** @throws {InputError} with every bad line that was kept */
export function refuseErrors(
  { errors, errorCount }: { errors: readonly ImportLineError[]; errorCount: number },
  file: string,
  nothing: string,
): void {
  if (errorCount === 0) return
  const more = errorCount - errors.length
  const lines = errors.map(({ shortMessage, hints }) => [shortMessage, ...hints.map((hint) => `   ${hint}`)].join('\n'))
  throw new InputError(
    `${basename(file)} has ${errorCount} ${errorCount === 1 ? 'error' : 'errors'}; ${nothing}.`,
    more > 0 ? [...lines, `and ${more} more`] : lines,
  )
}
