/** What a command tells the shell. */
export const EXIT = { done: 0, refused: 1, input: 2, interrupted: 3 } as const
