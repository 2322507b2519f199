/** So many requests are under way at once. */
const CONCURRENCY = 8

/** `Promise.all` of a map that spares the node. */
export async function mapConcurrently<item, result>(
  items: readonly item[],
  work: (item: item) => Promise<result>,
): Promise<result[]> {
  const results: result[] = []
  const queue = items.entries()
  const workers = Array.from({ length: Math.min(CONCURRENCY, items.length) }, async () => {
    for (const [index, item] of queue) results[index] = await work(item)
  })
  await Promise.all(workers)
  return results
}

/**
 * Lets everything else go on: a page is drawn, and a connection that its other end closed meanwhile is noticed before the next
 * request is sent over it, and lost.
 */
export function othersTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve))
}
