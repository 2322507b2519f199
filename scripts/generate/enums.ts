import { readFileSync, readdirSync } from 'node:fs'
import { inRoot } from '../deploy/artifacts.ts'

const TYPES = 'contracts/types'

/** `sdk/src/abis/enums.ts`: the names behind the numbers that ABIs carry for enums. */
export function renderEnums(): string {
  const enums = readdirSync(inRoot(TYPES))
    .sort()
    .flatMap((file) => [...readFileSync(inRoot(TYPES, file), 'utf8').matchAll(/^enum (\w+) \{([^}]*)\}/gm)])
    .map(([, name = '', body = '']) => ({ name, members: body.match(/\w+/g) ?? [] }))
  const texts = enums.map(({ name, members }) => {
    const constant = `${lowerFirst(name)}Names`
    const list = members.map((member) => `'${lowerFirst(member)}'`).join(', ')
    return `export const ${constant} = [${list}] as const\nexport type ${name} = (typeof ${constant})[number]\n`
  })
  return ['// Written by scripts/generate from contracts/types; not edited by hand.\n', ...texts].join('\n')
}

function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1)
}
