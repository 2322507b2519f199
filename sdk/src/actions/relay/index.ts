export * from './relaySigned.ts'
