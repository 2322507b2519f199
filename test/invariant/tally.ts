import { Chain } from './chain.ts'
import type { Random } from './random.ts'

export type Tally = { tried: number; succeeded: number; refused: number }
export type Campaign = {
  steps: number
  seed: number
  /** Steps of one world. The next begins from nothing, with a seed of its own. */
  stepsPerWorld?: number
  /** Steps between two rounds of the trials that need a snapshot. */
  trialEvery?: number
  /** Enforce these invariants alone: how a deliberate mistake shows which checker finds it. */
  only?: readonly string[] | undefined
  log?: (line: string) => void
}

/** One world's history, step by step. */
export type Course = {
  readonly count: number
  /** What was done last, for whoever reads of a failure. */
  readonly last: string
  begin(): Promise<void>
  step(): Promise<void>
  trials(): Promise<void>
  end(): Promise<void>
}

/** World after world, until all steps are taken. Throws what is `Broken`, with seed and step. */
export async function runWorlds<Name extends string>(
  names: readonly Name[],
  { steps, seed, stepsPerWorld = 500, trialEvery = 125, log = () => {} }: Campaign,
  open: (chain: Chain, seed: number, tally: Map<Name, Tally>) => Course,
): Promise<Map<Name, Tally>> {
  const tally = new Map<Name, Tally>(names.map((name) => [name, { tried: 0, succeeded: 0, refused: 0 }]))
  const worlds = Math.ceil(steps / stepsPerWorld)
  for (let world = 0; world < worlds; world++) {
    const chain = await Chain.open()
    const course = open(chain, seed + world, tally)
    try {
      await course.begin()
      const until = Math.min(stepsPerWorld, steps - world * stepsPerWorld)
      for (let step = 1; step <= until; step++) {
        await course.step()
        if (step % trialEvery === 0) await course.trials()
      }
      await course.end()
    } catch (error) {
      if (!(error instanceof Error)) throw error
      error.message += `\n  seed ${seed + world}, step ${course.count}, ${course.last}`
      throw error
    } finally {
      await chain.close()
    }
    log(`seed ${seed + world}: ${course.count} steps`)
  }
  return tally
}

/** Mostly what happened least so far in this world, so that nothing is rare; what is chosen depends on its own seed alone. */
export function mostlyLeast<Name extends string>(random: Random, names: readonly Name[], done: ReadonlyMap<Name, number>): Name {
  const any = names[random.below(names.length)] as Name
  if (random.once(4)) return any
  const count = (name: Name) => done.get(name) ?? 0
  return names.reduce((least, name) => (count(name) < count(least) ? name : least))
}

/** Looking for one mistake: what moves money happens more often than what sets rules. */
export function mostlyBusy<Name extends string>(random: Random, names: readonly Name[], busy: readonly Name[]): Name {
  const any = names[random.below(names.length)] as Name
  return random.once(2) ? (busy[random.below(busy.length)] as Name) : any
}

/**
 * Anything rare or often refused would mean that the histories are not what they should be.
 *
 * @param steps Steps taken; some did several things at once.
 * @param onDemand May be rare.
 */
export function problemsOf(tally: ReadonlyMap<string, Tally>, steps: number, onDemand: readonly string[] = []): string[] {
  return [...tally].flatMap(([name, { tried, succeeded, refused }]) => {
    const share = (100 * succeeded) / steps
    const refusals = (100 * refused) / (tried || 1)
    // With more than forty actions two percent for each of them would leave no room for chance.
    if (share < (tally.size > 40 ? 1.5 : 2) && !onDemand.includes(name))
      return [`${name} succeeded in ${share.toFixed(1)}% of all steps`]
    return refusals > 30 ? [`${name} was refused in ${refusals.toFixed(0)}% of its tries`] : []
  })
}

export function tableOf(tally: ReadonlyMap<string, Tally>): string {
  const rows = [...tally].map(([name, { tried, succeeded, refused }]) => [name, tried, succeeded, refused] as const)
  const cell = (value: string | number, i: number) => (i === 0 ? String(value).padEnd(20) : String(value).padStart(10))
  return [['action', 'tried', 'succeeded', 'refused'], ...rows].map((row) => row.map(cell).join('')).join('\n')
}
