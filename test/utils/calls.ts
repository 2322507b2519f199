import type { ethers } from 'ethers'

/** Any value of a type that decodes. */
function anyValue(type: ethers.ParamType, account: string): unknown {
  if (type.arrayChildren) return [anyValue(type.arrayChildren, account)]
  if (type.components) return type.components.map((component) => anyValue(component, account))
  if (type.type === 'address') return account
  if (type.type === 'bool') return false
  if (type.type === 'string') return ''
  if (type.type === 'bytes') return '0x'
  if (type.type.startsWith('bytes')) return `0x${'00'.repeat(Number(type.type.slice(5)))}`
  return 1
}

/** Calls of every function of a contract that changes anything, about `account` wherever somebody is named. */
export const callsOf = (contract: { interface: ethers.Interface }, account: string) =>
  contract.interface.fragments
    .filter((fragment): fragment is ethers.FunctionFragment => fragment.type === 'function')
    .filter(({ constant }) => !constant)
    .map((fragment) => ({
      name: fragment.name,
      data: contract.interface.encodeFunctionData(
        fragment,
        fragment.inputs.map((input) => anyValue(input, account)),
      ),
    }))
