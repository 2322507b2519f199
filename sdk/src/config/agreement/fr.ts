import { formatAmount } from '../../utils/amount.ts'
import { formatShare } from '../../utils/share.ts'
import type { CampaignConfig, MachineCampaignConfig, VentureCampaignConfig } from '../campaignTypes.ts'
import { type Section, accountIn, layOut, timeOf } from './layout.ts'
import { RULES } from './rules.ts'

export function renderFrench(config: CampaignConfig): string {
  return config.end === 'machine'
    ? layOut('CONVENTION DES COPROPRIÉTAIRES', introduction(config), machineSections(config))
    : layOut('CONVENTION DE SOUSCRIPTION', introduction(config), ventureSections(config))
}

/** `1200,50 USDC` */
const amountIn = ({ token }: CampaignConfig, units: bigint) => formatAmount(units, token).replace('.', ',')

/** `12,5 %` */
const share = (bps: number) => formatShare(bps).replace('.', ',').replace('%', ' %')

/** `1 jour 12 heures` */
function duration(seconds: number): string {
  const parts = [
    [Math.floor(seconds / 86_400), 'jour'],
    [Math.floor(seconds / 3_600) % 24, 'heure'],
    [Math.floor(seconds / 60) % 60, 'minute'],
    [seconds % 60, 'seconde'],
  ] as const
  return parts
    .filter(([count]) => count > 0)
    .map(([count, name]) => `${count} ${name}${count === 1 ? '' : 's'}`)
    .join(' ')
}

const introduction = ({ name }: CampaignConfig) => [
  name,
  'Qui souscrit signe avec sa souscription l’empreinte de ce texte, qui ne peut plus jamais être modifié. Pour ce qui touche à l’argent, les règles ci-dessous sont appliquées par des contrats sur une chaîne de blocs ; le reste est l’affaire des personnes. Ceci est un modèle rempli d’après la configuration de la campagne. Ce n’est pas un avis juridique : faites-le lire par quelqu’un qui connaît le droit de votre lieu de résidence avant de vous y fier.',
]

function machineSections(config: MachineCampaignConfig): Section[] {
  const { network, custodian, initiator, capBps, machine } = config
  const account = (address: `0x${string}`) => accountIn(config, address)
  const amount = (units: bigint) => amountIn(config, units)
  const { split, afterRelease, stewards, scenarios, materials } = machine
  return [
    {
      title: 'Objet',
      items: [
        `Les souscripteurs réunissent ensemble ${amount(config.goal)} pour une machine : ${config.purpose}`,
        `Initiateur de la campagne : ${account(initiator)}`,
        `Dépositaire, qui aura la garde de la machine : ${account(custodian)}`,
        `Réseau, aux membres duquel la machine appartient à la fin : ${account(network)}`,
        `Intendants de la machine, qui consignent les utilisations pour d’autres, tranchent celles qui sont contestées et en sont les techniciens : ${stewards.map(account).join(', ')}`,
        ...moneyItems(config),
      ],
    },
    pledging(config),
    {
      title: 'Achat de la machine',
      items: [
        `Le dépositaire, ou des souscripteurs qui détiennent au moins ${share(RULES.proposerBps)} des souscriptions, proposent un fournisseur, un montant et une facture.`,
        ...objecting(config),
        'Par le paiement du fournisseur, les souscripteurs deviennent copropriétaires de la machine, chacun en proportion de sa souscription.',
        'Personne, pas même le dépositaire ou l’initiateur, ne peut envoyer l’argent ailleurs.',
      ],
    },
    refunds('la machine n’est pas achetée', 'la machine coûte moins cher', 'à la machine'),
    {
      title: 'Garde',
      items: [
        'Le dépositaire garde la machine en sûreté, la laisse utiliser aux tarifs ci-dessous et la remet à qui les copropriétaires désignent à sa place. La garde ne donne aucun droit sur l’argent de la machine, ni une part plus grande que ce qui a été souscrit.',
        'Aucun copropriétaire ne retire la machine ou une partie de celle-ci avant sa remise au fonds commun.',
      ],
    },
    {
      title: 'Utilisation de la machine',
      items: [
        'Une utilisation coûte le prix de son temps, ou sa matière et son technicien s’ils coûtent plus ; les frais d’entretien s’y ajoutent et sont payés par tous, copropriétaires compris. Un travail à prix convenu coûte ce prix.',
        ...scenarios.map(
          ({ name, pricePerHour, maintenancePerHour, technicianPerHour, coOwnersOnly, inKind }) =>
            `${name} : ${amount(pricePerHour)} l’heure, ${amount(maintenancePerHour)} l’heure pour l’entretien, ${amount(technicianPerHour)} l’heure d’un technicien${coOwnersOnly ? ' ; réservé aux copropriétaires' : ''}${inKind ? ' ; ce qui reste du prix n’est pas payé mais apporté au projet en heures de machine' : ''}`,
        ),
        ...materials.map(
          ({ name, unit, price, supplier }) => `Matière ${name} : ${amount(price)} par ${unit}, payé à ${account(supplier)}`,
        ),
        `Une facture est due dans un délai de ${duration(machine.paymentPeriod)}. Pendant ${duration(machine.contestWindow)} à compter de sa consignation, une utilisation peut être contestée une fois, par son utilisateur, son technicien, le dépositaire, un intendant ou un copropriétaire ; un intendant qui n’y a aucune part tranche alors. Ce qui est payé est définitif.`,
      ],
    },
    {
      title: 'Partage des recettes',
      items: [
        'Sur chaque facture, la matière, le technicien et les frais d’entretien sont payés d’abord. Ce qui reste est le net.',
        `Du net, ${share(split.maintenance)} vont à l’entretien, ${share(split.infrastructure)} à l’infrastructure du réseau et ${share(split.payback)} aux copropriétaires, en proportion de leurs souscriptions.`,
        `Les copropriétaires sont payés jusqu’à ce qu’ils aient reçu ${share(capBps)} de ce que la machine a coûté, et rien de plus. Il n’y a ni intérêt ni promesse de date : une machine que personne n’utilise ne rembourse personne.`,
        'Les paiements dans d’autres jetons que les copropriétaires admettent n’apportent rien à ces versements ; leur part va à l’infrastructure du réseau.',
      ],
    },
    {
      title: 'Remise au fonds commun',
      items: [
        'Une fois les copropriétaires remboursés, la machine appartient au fonds commun des biens partageables : tous les membres du réseau la partagent. Les copropriétaires ne gardent aucun droit sur ses recettes ultérieures.',
        `Dès lors, ${share(afterRelease.maintenance)} du net vont à l’entretien et ${share(afterRelease.infrastructure)} à l’infrastructure du réseau.`,
      ],
    },
    {
      title: 'Décisions',
      items: [
        `Jusque-là, les copropriétaires décident du dépositaire, des intendants, des tarifs, des matières, de l’argent d’entretien et des jetons admis. Le dépositaire, un intendant de la machine ou des copropriétaires qui détiennent au moins ${share(RULES.proposerBps)} des souscriptions proposent ; les mêmes objections arrêtent une proposition ; n’importe qui exécute ce que personne n’a arrêté, dans un délai de ${duration(RULES.executionPeriod)}.`,
        `Ce que la machine doit à un copropriétaire dont la clé est perdue peut être transféré à un autre compte de la même manière, après ${duration(Math.max(config.objectionWindow, RULES.moveWindow))} ; le compte de ce copropriétaire peut l’arrêter seul. Rien n’est transféré de personne d’autre, ni d’un contrat, ni du réseau. Ces transferts restent toujours l’affaire des copropriétaires.`,
        'Ensuite, la gouvernance du réseau décide de tout le reste.',
      ],
    },
    risks(['La machine peut se briser, être volée, devenir désuète ou trouver trop peu d’utilisateurs.']),
  ]
}

function ventureSections(config: VentureCampaignConfig): Section[] {
  const { venture, initiator } = config
  return [
    {
      title: 'Objet',
      items: [
        `Les souscripteurs réunissent ensemble ${amountIn(config, config.goal)} pour un travail : ${config.purpose}`,
        `Initiateur de la campagne : ${accountIn(config, initiator)}`,
        `Entreprise ouverte qui fait le travail et en est payée : ${accountIn(config, venture)}`,
        ...moneyItems(config),
      ],
    },
    pledging(config),
    {
      title: 'Paiement du travail',
      items: [
        'Un intendant de l’entreprise propose qu’elle soit payée pour ce qui a été livré, avec un bon de livraison : en une fois ou par parties, en tout au plus ce qui a été réuni.',
        ...objecting(config),
        'L’argent ne peut aller qu’à l’entreprise, où il est une recette comme une autre, partagée selon l’équation de valeur entre tous ceux qui ont contribué. Personne, pas même les intendants ou l’initiateur, ne peut l’envoyer ailleurs.',
      ],
    },
    refunds('rien n’est versé', 'une partie seulement est versée', 'à l’entreprise'),
    {
      title: 'Ce que reçoivent les souscripteurs',
      items: ['Le travail. Une souscription n’est ni une part de l’entreprise ni un droit sur ses recettes.'],
    },
    risks([
      'Le travail peut tourner autrement que souhaité, en retard ou pas du tout. Les souscripteurs surveillent les bons de livraison et s’opposent à temps.',
    ]),
  ]
}

const moneyItems = ({ token }: CampaignConfig) => [
  `L’argent est compté en ${token.symbol} (${token.address}) et arrondi vers le bas à sa plus petite unité.`,
]

function pledging(config: CampaignConfig): Section {
  const amount = (units: bigint) => amountIn(config, units)
  const open =
    config.deadline === undefined
      ? `Pendant ${duration(config.openFor)} à compter du moment où la campagne est sur la chaîne`
      : `Jusqu’au ${timeOf(config.deadline)}`
  return {
    title: 'Souscription',
    items: [
      `${open}, chacun peut souscrire, pour soi ou pour quelqu’un d’autre. Ce moment venu, c’est terminé.`,
      `Un compte souscrit au moins ${amount(config.minPledge)} et au plus ${amount(config.maxPledge)} ; ce qui manque à la fin peut être moins.`,
      `Tout ou rien : exactement ${amount(config.goal)} sont réunis, ou chacun récupère tout.`,
      'Jusqu’à ce que l’objectif soit atteint, une souscription peut être reprise et l’initiateur peut annuler la campagne. Une fois l’objectif atteint, les souscriptions restent telles quelles et l’argent attend.',
    ],
  }
}

const objecting = ({ objectionWindow, objectionBps, releaseWithin }: CampaignConfig) => [
  `Pendant ${duration(objectionWindow)}, chaque souscripteur peut s’y opposer, avec le poids de sa souscription. Des oppositions qui atteignent ${share(objectionBps)} de toutes les souscriptions arrêtent la proposition ; le silence la laisse passer. N’importe qui l’exécute alors. Qui a été arrêté une fois peut proposer une fois encore.`,
  `Tout cela prend fin ${duration(releaseWithin)} après la fin de la souscription.`,
]

function refunds(never: string, less: string, rest: string): Section {
  return {
    title: 'Remboursement',
    items: [
      `Si l’objectif n’est pas atteint, si la campagne est annulée ou si ${never} à temps, chaque souscripteur récupère toute sa souscription.`,
      `Si ${less}, chaque souscripteur récupère la même part de sa souscription. Ce que laisse l’arrondi va ${rest}.`,
      'L’argent retourne au compte qui a souscrit, ou à celui qu’il a désigné. N’importe qui peut le faire envoyer, et personne ne peut le retenir.',
      'Une souscription pour une personne sans portefeuille est à elle ; son remboursement va où le payeur l’a dit.',
    ],
  }
}

const risks = (own: readonly string[]): Section => ({
  title: 'Risques',
  items: [
    ...own,
    'Les contrats peuvent avoir des défauts, les jetons perdre leur valeur et les clés être perdues. Ne souscrivez pas plus que ce dont vous pouvez vous passer.',
  ],
})
