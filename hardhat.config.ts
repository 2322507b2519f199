import { createRequire } from 'node:module'
import toolbox from '@nomicfoundation/hardhat-toolbox-mocha-ethers'
import dotenv from 'dotenv'
import { configVariable, defineConfig } from 'hardhat/config'

dotenv.config({ quiet: true })

const deep = process.env.OPEN_VALUE_DEEP === '1'

// The compiler comes from npm, so nothing is downloaded outside the lock file. Every profile is the same:
// a second one would split gas figures, tests and deployment addresses.
const compiler = {
  version: '0.8.29',
  path: createRequire(import.meta.url).resolve('solc/soljson.js'),
  settings: {
    viaIR: true,
    evmVersion: 'prague',
    optimizer: { enabled: true, runs: 800 },
    metadata: { bytecodeHash: 'none' },
  },
}

/** Addresses are read when a network is used, so a missing one does not stop the tests. */
const rpc = (name: string) => ({ type: 'http', url: configVariable(name) }) as const

export default defineConfig({
  plugins: [toolbox],
  solidity: { profiles: { default: compiler, production: compiler } },
  paths: { sources: 'contracts', tests: { solidity: 'test', mocha: 'test' } },
  typechain: { outDir: 'sdk/src/ethers/typechain' },
  test: {
    mocha: { timeout: 600_000 },
    solidity: {
      fuzz: { runs: deep ? 10_000 : 256 },
      invariant: { runs: deep ? 1_024 : 64, depth: 64, failOnRevert: false },
    },
  },
  networks: {
    default: { type: 'edr-simulated', chainType: 'l1', allowUnlimitedContractSize: false },
    op: { type: 'edr-simulated', chainType: 'op', allowUnlimitedContractSize: false },
    mainnet: { ...rpc('MAINNET_RPC_URL'), chainType: 'l1', chainId: 1 },
    base: { ...rpc('BASE_RPC_URL'), chainType: 'op', chainId: 8453 },
    optimism: { ...rpc('OPTIMISM_RPC_URL'), chainType: 'op', chainId: 10 },
    arbitrum: { ...rpc('ARBITRUM_RPC_URL'), chainType: 'generic', chainId: 42161 },
    sepolia: { ...rpc('SEPOLIA_RPC_URL'), chainType: 'l1', chainId: 11155111 },
  },
})
