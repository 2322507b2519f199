import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { type Address, type Hex, bytesToHex, isHash } from 'viem'
import { parseAddress } from '@open-value/sdk'
import { type People, placeholderAddress, textSource } from '@open-value/sdk/batch'
import { readHeader } from '../../../sdk/src/batch/columns.ts'
import { readRecords } from '../../../sdk/src/batch/csv.ts'
import { normalizeName } from '../../../sdk/src/batch/people.ts'
import { InputError } from './errors.ts'
import { userPath } from './local.ts'

const COLUMNS = ['name', 'address', 'identity'] as const

/** What addresses of people without a wallet are made of; secret. */
export type Salt = { value: Hex; path: string; isNew: boolean }

/**
 * The salt in a file, or a new one put there.
 *
 * @throws {InputError} there is none, or something else is in it
 */
export function readSalt(file: string, isNew = false): Salt {
  const path = userPath(file)
  if (isNew) {
    if (existsSync(path))
      throw new InputError(`${file} is there already.`, ['Another salt makes other addresses: leave --new-salt out.'])
    const value = bytesToHex(randomBytes(32))
    writeFileSync(path, `${value}\n`, { mode: 0o600 })
    return { value, path, isNew }
  }
  if (!existsSync(path)) throw new InputError(`There is no salt in ${file}.`, ['--new-salt makes one, once for a venture.'])
  const value = readFileSync(path, 'utf8').trim()
  if (!isHash(value)) throw new InputError(`${file} holds no salt, expected 0x and 64 hexadecimal digits.`)
  return { value, path, isNew }
}

/** The address of somebody without a wallet; blanks around what tells them apart and capital letters make no difference. */
export function placeholderFor(venture: Address, salt: Hex, identity: string): Address {
  return placeholderAddress({ venture, salt, identity: normalizeName(identity).toLowerCase() })
}

/**
 * Reads a people file in which who has no wallet yet has an e-mail address or something like it: CSV with the columns `name`,
 * `address` and `identity`, one of the last two in each row.
 *
 * @throws {InputError} with the first row that has neither, or both
 */
export async function readIdentities(
  text: string,
  file: string,
): Promise<{ name: string; address: Address | undefined; identity: string }[]> {
  const people: { name: string; address: Address | undefined; identity: string }[] = []
  let columns: ReturnType<typeof readHeader<(typeof COLUMNS)[number]>> | undefined
  for await (const records of readRecords(textSource(text))) {
    for (const record of records) {
      if (!columns) {
        columns = readHeader(record, COLUMNS)
        continue
      }
      const [name = '', address = '', identity = ''] = COLUMNS.map((column) =>
        normalizeName(record.fields[columns?.[column] ?? -1] ?? ''),
      )
      if (name === '' || (address === '') === (identity === '')) {
        throw new InputError(`Line ${record.line} of ${file} says neither or both.`, [
          'Each row has a name, and an address or an identity such as an e-mail address.',
        ])
      }
      people.push({ name, address: address === '' ? undefined : parseAddress(address), identity })
    }
  }
  if (!columns) readHeader(undefined, COLUMNS)
  return people
}

/** Addresses of all, as `import` takes them. */
export function withPlaceholders(
  people: Awaited<ReturnType<typeof readIdentities>>,
  venture: Address,
  salt: Hex,
): { people: People; placeholders: number } {
  const placeholders = people.filter(({ address }) => address === undefined).length
  const rows = people.map(({ name, address, identity }) => [name, address ?? placeholderFor(venture, salt, identity)] as const)
  return { people: new Map(rows), placeholders }
}
