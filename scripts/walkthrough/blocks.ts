/** A ```sh block of a page. */
export type Block = { line: number; script: string }

/** The blocks a reader would run, in order; those marked `sh no-run` are left out. */
export function readBlocks(page: string): Block[] {
  const blocks: Block[] = []
  let open: { line: number; isRun: boolean; lines: string[] } | undefined
  page.split('\n').forEach((text, i) => {
    const fence = /^```(.*)$/.exec(text.trim())
    if (!fence) return void open?.lines.push(text)
    if (open?.isRun) blocks.push({ line: open.line, script: open.lines.join('\n') })
    open = open ? undefined : { line: i + 1, isRun: fence[1] === 'sh', lines: [] }
  })
  return blocks
}

/** Whether a block keeps running: it is then waited for until it is ready, and stopped. */
export function isServer(script: string): boolean {
  return script.split('\n').some((line) => /^npm (start|run ov -- demo)\b/.test(line.trim()) && !line.includes('--once'))
}
