import assert from 'node:assert/strict'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import {
  agreementHash,
  agreementText,
  type CampaignConfig,
  type CampaignConfigInput,
  parseCampaignConfig,
  renderAgreement,
  resolveCampaignConfig,
  toCampaignArguments,
} from '@open-value/sdk/config'
import { keccak256, stringToBytes } from 'viem'

const file = (path: string) => new URL(path, import.meta.url)
const example = (name: string) => readFileSync(file(`../../../docs/examples/${name}.json`), 'utf8')
const languages = ['en', 'fr'] as const

describe('the agreement', () => {
  for (const name of ['machine', 'campaign']) {
    const config = parseCampaignConfig(example(name))
    for (const language of languages) {
      it(`of the example ${name}.json reads in ${language} as it does`, () => {
        const snapshot = file(`./agreements/${name}.${language}.txt`)
        const text = renderAgreement(config, language)
        if (process.env.UPDATE_SNAPSHOTS === '1' || !existsSync(snapshot)) writeFileSync(snapshot, text)
        assert.equal(text, readFileSync(snapshot, 'utf8'), 'run with UPDATE_SNAPSHOTS=1 if the new text is better')
        assert.match(text, /[^\n]\n$/)
        assert.doesNotMatch(text, /\r|undefined|NaN|\[object| $/m)
      })
    }
  }

  const config = parseCampaignConfig(example('machine'))
  const input = JSON.parse(example('machine')) as CampaignConfigInput

  it('is one text with one hash, in both languages unless the config says otherwise', () => {
    const [english, french] = languages.map((language) => renderAgreement(config, language))
    const text = agreementText(config)
    assert.equal(text, `${english}\n* * *\n\n${french}`)
    assert.equal(agreementText({ ...config, languages: ['fr'] }), french)
    assert.equal(agreementHash(text), keccak256(stringToBytes(text)))
    assert.equal(toCampaignArguments(config, { now: 1 }).terms.agreementHash, agreementHash(text))
  })

  it('is a text of their own where the config has its hash', () => {
    const own = resolveCampaignConfig({ ...input, agreementHash: agreementHash('Ours') })
    assert.equal(toCampaignArguments(own, { now: 1 }).terms.agreementHash, agreementHash('Ours'))
  })

  it('changes with everything it tells, whenever it is deployed, and with nothing else', () => {
    const hashOf = (changed: Partial<CampaignConfigInput>) =>
      agreementHash(agreementText(resolveCampaignConfig({ ...input, ...changed })))
    const machine = (changed: Partial<NonNullable<CampaignConfigInput['machine']>>) => ({
      machine: { ...input.machine, ...changed },
    })
    const before = hashOf({})
    const { goal, ...rest } = { goal: '4000.01', name: 'Printer', purpose: 'Another', initiator: 'chen', custodian: 'chen' }
    const changes: Partial<CampaignConfigInput>[] = [
      ...Object.entries({ goal, ...rest }).map(([field, value]) => ({ [field]: value })),
      { network: config.initiator },
      { minPledge: '1%' },
      { maxPledge: '30%' },
      { openFor: '44 days' },
      { openFor: undefined, deadline: '2027-01-01' },
      { releaseWithin: '61 days' },
      { objectionWindow: '6 days' },
      { objectionBps: '11%' },
      { capBps: '110%' },
      machine({ stewards: ['ana'] }),
      machine({ split: { maintenance: '11%', infrastructure: '19%', payback: '70%' } }),
      machine({ split: { maintenance: '10%', infrastructure: '21%', payback: '69%' } }),
      machine({ afterRelease: { maintenance: '34%', infrastructure: '66%' } }),
      machine({ contestWindow: '6 days' }),
      machine({ paymentPeriod: '31 days' }),
      machine({ maintenancePerHour: '1.51' }),
      machine({ technicianPerHour: '25.01' }),
      machine({ scenarios: [{ name: 'commercial', pricePerHour: '12.00' }] }),
      machine({ materials: [] }),
    ]
    const hashes = changes.map(hashOf)
    assert.equal(new Set([before, ...hashes]).size, changes.length + 1)
    assert.equal(hashOf({ uri: 'https://example.org/elsewhere', agreementUri: 'ipfs://text' }), before)
    const terms = (now: number) => toCampaignArguments(config as CampaignConfig, { now }).terms
    assert.equal(terms(1).agreementHash, terms(2).agreementHash)
    assert.notEqual(terms(1).deadline, terms(2).deadline)
  })
})
