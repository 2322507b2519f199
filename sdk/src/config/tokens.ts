import { type Address, isAddress, isAddressEqual } from 'viem'
import { ConfigDuplicateError, ConfigReferenceError } from '../errors/config.ts'
import type { Report } from './report.ts'
import type { ParsedConfig } from './schema.ts'
import type { ConfigToken } from './types.ts'

/** Native ETH as a payout token (ERC-7528). */
export const ETH = { address: '0xEeeeeEeeeEeEeeEeEeEeeEEEeeeeEeeeeeeeEEeE', symbol: 'ETH', decimals: 18 } as const

/** Payout tokens, each once. Without any: ETH. */
export function resolveTokens(given: ParsedConfig['tokens'], report: Report): ConfigToken[] {
  const tokens = listTokens(given, report)
  return tokens
    .filter(({ token, path }, i) => {
      const first = tokens.slice(0, i).find((other) => isAddressEqual(other.token.address, token.address))
      if (first) report(new ConfigDuplicateError(path, token.address, first.path))
      return !first
    })
    .map(({ token }) => token)
}

/** The token with this symbol or address. */
export function findToken(name: string, tokens: readonly ConfigToken[], path: string, report: Report): ConfigToken | undefined {
  const token = tokens.find(({ symbol, address }) => isNamed(name, symbol, address))
  if (!token) {
    const known = tokens.map(({ symbol, address }) => symbol ?? address)
    report(new ConfigReferenceError(path, name, 'token', known, ['Add it to tokens, so that revenue in it is shared.']))
  }
  return token
}

function listTokens(given: ParsedConfig['tokens'], report: Report): { token: ConfigToken; path: string }[] {
  if (given === undefined) return [{ token: ETH, path: 'tokens' }]
  if (!Array.isArray(given)) {
    return Object.entries(given).map(([symbol, token]) => ({ token: complete({ ...token, symbol }), path: `tokens.${symbol}` }))
  }
  return given.flatMap((token: { name: string } | ConfigToken, i) => {
    const path = `tokens[${i}]`
    if (!('name' in token)) return { token: complete(token), path }
    if (isNamed(token.name, ETH.symbol, ETH.address)) return { token: ETH, path }
    if (isAddress(token.name)) return { token: { address: token.name }, path }
    report(
      new ConfigReferenceError(
        path,
        token.name,
        'token',
        [ETH.symbol],
        ['Give its address: "tokens": { "USDC": { "address": "0x…", "decimals": 6 } }.'],
      ),
    )
    return []
  })
}

/** ETH has its symbol and decimals everywhere. */
function complete({ address, symbol, decimals }: ConfigToken): ConfigToken {
  if (isAddressEqual(address, ETH.address)) return ETH
  return { address, ...(symbol === undefined ? {} : { symbol }), ...(decimals === undefined ? {} : { decimals }) }
}

function isNamed(name: string, symbol: string | undefined, address: Address): boolean {
  return name.toLowerCase() === symbol?.toLowerCase() || name.toLowerCase() === address.toLowerCase()
}
