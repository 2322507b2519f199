import type { Command } from 'commander'
import { examples } from '../../commands/examples.ts'

const INTRODUCTION = `# Commands

\`npm run ov -- <command>\` talks to a chain. The first of them needs none:

\`\`\`sh
npm run ov -- what-if --git . --sale 10000
\`\`\`

The others talk to the chain that \`npm start\` keeps running on this machine, or to any other with \`--network\`.

- **What it costs** is said before anything is sent, and a question asked; \`--yes\` skips it. On a chain of this machine, where money is play money, nothing is asked.
- **\`--dry-run\`** prints what would be sent, and sends nothing. **\`--json\`** prints figures for programs, amounts in smallest units, as text.
- **Who sends**: an account the node holds (\`--as 2\`, \`--as steward\`), or a key file (\`--keystore\`) whose password is in \`OPEN_VALUE_PASSWORD\`. A plain private key is never asked for.
- **Networks**: \`local\`, or \`mainnet\`, \`base\`, \`optimism\`, \`arbitrum\`, \`sepolia\` with their RPC addresses in \`.env\`, or a URL.
- **Which venture**, campaign or machine: \`--venture\`, \`--campaign\`, \`--machine\` with a name or address, else the one deployed last. A machine has the name of its campaign.
- **Exit codes**: 0 done, 1 the chain refused, 2 input, 3 interrupted.
- **Interrupted?** Run the same again. \`import\` remembers each batch beside its file, in \`imports-<chain>-<ledger>/batch-0007.json\`, before it is sent: no row is logged twice, whatever happened. \`batch:build\` goes on in the middle of its file, \`batch:activate\` and \`relay\` with what is left. \`audit\` reads on from the events it has kept. \`payday\` and \`campaign:refund\` pay only what is still owed.
- **No gas?** \`--sign FILE\` signs into a file instead of sending, and whoever has gas submits it with \`relay\`: \`docs/without-gas.md\`.

## A venture of your own, from the first hour to the first payout
With \`npm start\` running in another terminal:

\`\`\`sh no-run
npm run ov -- venture:deploy --preset costsFirst --size crew --name "Sensor box"
npm run ov -- log 2.5h work --for designer
npm run ov -- status
npm run ov -- accept 1
npm run ov -- wait 7 days
npm run ov -- pay 100.00 --as customer
npm run ov -- why designer
npm run ov -- payday --min 5.00
\`\`\`

One steward is enough in a crew, and who logs for somebody else says so with it: the batch can be accepted at once. Larger growth, debts and whatever nobody attested wait for their window. \`wait\` moves the clock of the local chain, here over the opening period in which revenue is parked.

With files: \`docs/examples/\` has a config, contributions and people; \`docs/config.md\` explains the config.

\`\`\`sh no-run
npm run ov -- venture:deploy venture.json
npm run ov -- import contributions.csv --affiliates people.csv
npm run ov -- attest --all --as "another steward"
npm run ov -- accept --all
\`\`\`

Thousands of contributions, or a million, enter as one large batch: \`docs/large-batches.md\`. With the same files:

\`\`\`sh no-run
npm run ov -- batch:build contributions.csv --affiliates people.csv
npm run ov -- batch:propose contributions.large.json --uri https://example.org/contributions.large.csv
npm run ov -- attest --all --as "another steward"
npm run ov -- accept --all
npm run ov -- batch:activate contributions.large.json --all
\`\`\`

## Somebody far away, without gas
She logs work and is paid without ever holding ETH: she signs, somebody else sends. \`--keystore\` is the file of her key.

\`\`\`sh no-run
npm run ov -- log 10h work --sign work.signed.json --keystore maria.json
npm run ov -- relay work.signed.json
npm run ov -- claim --to 0x2222222222222222222222222222222222222222 --sign claim.signed.json --keystore maria.json
npm run ov -- relay claim.signed.json
\`\`\`

## Moving house
A new wallet, a lost one, or the first one of somebody whose work was logged before: \`docs/moving-house.md\`.

\`\`\`sh no-run
npm run ov -- move designer --to maker --sign accepted.signed.json --as maker
npm run ov -- move designer --to maker --with accepted.signed.json --as designer
\`\`\`

## Deciding together
Those who contribute decide, and what nobody objects to passes: \`docs/governance.md\`. \`npm start\` leaves a venture that is governed so, with five decisions behind it:

\`\`\`sh no-run
npm run ov -- decide:powers --venture Workshop
npm run ov -- decide:voice designer --venture Workshop
npm run ov -- decide:propose notice "14 days" --reason "A week is short in summer" --venture Workshop --as designer
npm run ov -- decide:list --venture Workshop
npm run ov -- decide:object 6 --reason "A week is long enough" --venture Workshop --as engineer
npm run ov -- wait 6 days
npm run ov -- decide:escalate 6 --venture Workshop
npm run ov -- decide:vote 6 for --venture Workshop --as designer
npm run ov -- decide:vote 6 for --venture Workshop --as technician
npm run ov -- decide:vote 6 for --venture Workshop --as maker
npm run ov -- decide:show 6 --venture Workshop
npm run ov -- wait 10 days
npm run ov -- decide:execute 6 --venture Workshop
\`\`\`

Without the objection nobody would have had to vote: it would have passed by silence. In a group of six everybody's voice is a tenth of all or more, so that one objection stops what is lazy. A venture of your own is governed so with \`venture:deploy --lazy-consensus\`.

## A machine of your own, from the first pledge to the first payback
People pledge, the machine is bought, its use pays them back. \`docs/campaigns.md\` and \`docs/machines.md\` say what happens with the money; \`docs/examples/machine.json\` is a config to begin with.

\`\`\`sh no-run
npm run ov -- campaign:agreement machine.json
npm run ov -- campaign:deploy machine.json
npm run ov -- campaign:pledge 1000.00 --as founder
npm run ov -- campaign:status
npm run ov -- campaign:propose purchase "exchange firm" 3900.00 --document invoice.pdf --as steward
npm run ov -- wait 5 days
npm run ov -- campaign:execute 1
npm run ov -- campaign:refund --all
npm run ov -- machine:log 4h --job 200.00 --material PLA=30g --technician engineer=2h --for customer --pay --as founder
npm run ov -- machine:claim founder
npm run ov -- machine:status
\`\`\`

A campaign for work is \`docs/examples/campaign.json\`: a steward of the venture proposes \`delivery\` in place of \`purchase\`.
`

/** `docs/commands.md`, made of what the commands say of themselves. */
export function documentCommands(program: Command): string {
  return [INTRODUCTION, ...program.commands.map(documentCommand)].join('\n')
}

function documentCommand(command: Command): string {
  const name = command.name()
  const rows = command.options.map(({ flags, description, defaultValue }) => {
    const isShown = defaultValue !== undefined && !Array.isArray(defaultValue) && !description.includes('default:')
    return `| \`${flags.replaceAll('|', '\\|')}\` | ${description.replaceAll('|', '\\|')}${isShown ? ` (default: ${String(defaultValue)})` : ''} |`
  })
  const words = command.registeredArguments.map((argument) => {
    const inside = `${argument.name()}${argument.variadic ? '...' : ''}`
    return argument.required ? `<${inside}>` : `[${inside}]`
  })
  const description = command.description()
  return `## ${[name, ...words].join(' ')}
${description.charAt(0).toUpperCase()}${description.slice(1)}.

\`\`\`sh no-run
${examples[name] ?? ''}
\`\`\`

Exits with ${exitCodes(command)}.

| option | |
|---|---|
${rows.join('\n')}
`
}

function exitCodes(command: Command): string {
  const flags = command.options.map(({ long }) => long)
  if (/audit$|^batch:check$/.test(command.name()))
    return '0 without a difference, 1 with one, 2 for input that is not right, 3 when interrupted'
  if (!flags.includes('--network')) return '0 done, 2 for input that is not right, 3 when interrupted'
  const refused = flags.includes('--dry-run') ? '1 when the chain refuses, ' : '1 when the chain answers with an error, '
  return `0 done, ${refused}2 for input that is not right, 3 when interrupted`
}
