import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'

/** One leaf: `['given it is open', 'it reverts with CampaignStillOpen']`. */
export type Leaf = readonly string[]

/** The leaves of a `.tree` file. Its first line names contract and function. */
export function parseTree(text: string): { name: string; leaves: Leaf[] } {
  const [name = '', ...lines] = text.trimEnd().split('\n')
  const rows = lines.map((line) => {
    const match = /^((?:│ {3}| {4})*)[├└]── (.+)$/.exec(line)
    if (!match) throw new Error(`${name}: "${line}" is no line of a tree.`)
    return { depth: (match[1] as string).length / 4, text: match[2] as string }
  })
  const leaves: Leaf[] = []
  const path: string[] = []
  rows.forEach((row, i) => {
    path.length = row.depth
    path.push(row.text)
    if ((rows[i + 1]?.depth ?? 0) <= row.depth) leaves.push([...path])
  })
  return { name, leaves }
}

type Node = { text: string; children: Node[] }

/** The reverse of `parseTree`. */
export function formatTree(name: string, leaves: readonly Leaf[]): string {
  const root: Node = { text: name, children: [] }
  for (const leaf of leaves) {
    let at = root
    for (const text of leaf) {
      let next = at.children.find((child) => child.text === text)
      if (!next) at.children.push((next = { text, children: [] }))
      at = next
    }
  }
  const lines = (nodes: readonly Node[], indent: string): string[] =>
    nodes.flatMap(({ text, children }, i) => {
      const isLast = i === nodes.length - 1
      return [`${indent}${isLast ? '└' : '├'}── ${text}`, ...lines(children, `${indent}${isLast ? '    ' : '│   '}`)]
    })
  return `${[name, ...lines(root.children, '')].join('\n')}\n`
}

/** The leaves tested in a file, by the name of their `describe` block: what `leaf(...)` calls say. */
export function testedLeaves(file: string): Map<string, Leaf[]> {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest)
  const found = new Map<string, Leaf[]>()
  const visit = (node: ts.Node, block: string) => {
    let name = block
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) {
      const texts = node.arguments.flatMap((argument) => (ts.isStringLiteralLike(argument) ? [argument.text] : []))
      if (node.expression.text === 'describe') name = texts[0] ?? block
      if (node.expression.text === 'leaf') {
        if (texts.length !== node.arguments.length - 1) throw new Error(`${file}: a leaf of ${block} is not written out.`)
        found.set(block, [...(found.get(block) ?? []), texts])
      }
    }
    ts.forEachChild(node, (child) => visit(child, name))
  }
  visit(source, '')
  return found
}

export function filesUnder(folder: string, end: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(end))
    .map((file) => path.join(folder, file))
    .sort()
}
