import type { Random } from './random.ts'
import type { VentureGhost, World } from './world.ts'
type Trial = (world: World, random: Random, venture: VentureGhost) => Promise<string | undefined>
export const TRIALS: Record<string, Trial> = {}
