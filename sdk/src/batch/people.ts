import { type Address, type Hex, encodeAbiParameters, getAddress, keccak256, slice } from 'viem'
import {
  ImportEncodingError,
  ImportLineError,
  ImportPersonDuplicateError,
  ImportPersonNameError,
  ImportRejectedError,
  ImportValueError,
} from '../errors/import.ts'
import { ParseError } from '../errors/parse.ts'
import { parseAddress } from '../utils/address.ts'
import { checkColumnCount, readHeader } from './columns.ts'
import { type CsvSource, formatCsvLine, readRecords } from './csv.ts'

/** Addresses by name. */
export type People = ReadonlyMap<string, Address>

export type ReadPeopleOptions = {
  /** Errors kept; the others are counted only. */
  maxErrors?: number
}

/** A name as it is compared: without blanks around it, accents in one form. */
export function normalizeName(name: string): string {
  return name.trim().normalize('NFC')
}

/**
 * Reads an affiliates file: CSV with the columns `name` and `address`.
 *
 * @throws {ImportRejectedError} with every bad line
 */
export async function readPeople(source: CsvSource, { maxErrors = 100 }: ReadPeopleOptions = {}): Promise<People> {
  const people = new Map<string, { address: Address; line: number }>()
  const errors: ImportLineError[] = []
  let errorCount = 0
  const report = (error: ImportLineError) => {
    if (errorCount++ < maxErrors) errors.push(error)
  }
  try {
    let columns: ReturnType<typeof readHeader<'name' | 'address'>> | undefined
    for await (const records of readRecords(source)) {
      for (const record of records) {
        if (!columns) {
          columns = readHeader(record, ['name', 'address'])
          continue
        }
        const wrongCount = checkColumnCount(record, columns.count)
        if (wrongCount) {
          report(wrongCount)
          continue
        }
        const name = normalizeName(record.fields[columns.name] ?? '')
        if (name === '' || /^0x[0-9a-f]{40}$/i.test(name)) report(new ImportPersonNameError(record.line, name))
        else if (name.includes('\ufffd')) report(new ImportEncodingError(record.line, 'name', name))
        try {
          const address = parseAddress(record.fields[columns.address] ?? '')
          const earlier = people.get(name)
          if (!earlier) people.set(name, { address, line: record.line })
          else if (earlier.address !== address) report(new ImportPersonDuplicateError(record.line, name, earlier.line))
        } catch (error) {
          if (!(error instanceof ParseError)) throw error
          report(new ImportValueError(record.line, 'address', error))
        }
      }
    }
    if (!columns) readHeader(undefined, ['name', 'address'])
  } catch (error) {
    if (!(error instanceof ImportLineError)) throw error
    report(error)
  }
  if (errorCount > 0) throw new ImportRejectedError(errors, errorCount)
  return new Map([...people].map(([name, { address }]) => [name, address]))
}

/** An affiliates file: the reverse of {@link readPeople}. */
export function formatPeople(people: People): string {
  const lines = [...people].map(([name, address]) => formatCsvLine([name, address]))
  return ['name,address', ...lines, ''].join('\n')
}

export type PlaceholderParameters = {
  venture: Address
  /** Random, kept off chain: who knows it can guess identities. */
  salt: Hex
  /** What tells the person apart, such as an e-mail address. */
  identity: string
}

/** Address to log work of somebody without a wallet to; nobody has its key. It moves to a wallet later. */
export function placeholderAddress({ venture, salt, identity }: PlaceholderParameters): Address {
  const hash = keccak256(
    encodeAbiParameters([{ type: 'address' }, { type: 'bytes32' }, { type: 'string' }], [venture, salt, identity]),
  )
  return getAddress(slice(hash, 12))
}
