import type { Random } from './random.ts'
import type { World } from './world.ts'
type Fail = (id: string, problem: string | undefined | false) => void
export async function checkBirth(_world: World, _fail: Fail): Promise<void> {}
export async function probe(_world: World, _random: Random, _fail: Fail): Promise<void> {}
