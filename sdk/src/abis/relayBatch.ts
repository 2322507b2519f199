// Written by scripts/generate from the compiled contracts; not edited by hand.
export const relayBatchAbi = [
  {"inputs":[{"internalType":"uint256","name":"gasLeft","type":"uint256"},{"internalType":"uint256","name":"gasNeeded","type":"uint256"}],"name":"RelayGasTooLow","type":"error"},
  {"anonymous":false,"inputs":[{"indexed":true,"internalType":"uint256","name":"index","type":"uint256"},{"indexed":true,"internalType":"address","name":"target","type":"address"},{"indexed":false,"internalType":"bytes4","name":"reason","type":"bytes4"}],"name":"CallFailed","type":"event"},
  {"inputs":[{"components":[{"internalType":"address","name":"target","type":"address"},{"internalType":"bytes","name":"data","type":"bytes"}],"internalType":"struct RelayBatch.Call[]","name":"calls","type":"tuple[]"},{"internalType":"uint256","name":"gasEach","type":"uint256"}],"name":"submit","outputs":[{"internalType":"bool[]","name":"done","type":"bool[]"}],"stateMutability":"nonpayable","type":"function"},
] as const
