export { type OpenValueActions, openValueActions, type OpenValueReadActions } from './openValueActions.ts'
