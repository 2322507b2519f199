export { agreementHash, agreementText, renderAgreement } from './agreement/index.ts'
export { type ResolveCampaignOptions, parseCampaignConfig, resolveCampaignConfig } from './campaign.ts'
export { type CampaignArguments, type ToCampaignArgumentsOptions, toCampaignArguments } from './campaignArguments.ts'
export { campaignDefaults, machineDefaults } from './campaignDefaults.ts'
export { reviewCampaign } from './campaignReview.ts'
export { type CampaignConfigInput, campaignConfigSchema } from './campaignSchema.ts'
export type {
  AgreementLanguage,
  CampaignConfig,
  ConfigMachine,
  ConfigMaterial,
  ConfigScenario,
  MachineCampaignConfig,
  VentureCampaignConfig,
} from './campaignTypes.ts'
export { type DeployArguments, toDeployArguments } from './deploy.ts'
export { toImportKinds } from './importKinds.ts'
export { type PresetName, presets } from './presets.ts'
export { parseConfig, resolveConfig } from './resolve.ts'
export { reviewConfig } from './review.ts'
export { type VentureConfigInput, ventureConfigSchema } from './schema.ts'
export { type SizeName, sizes } from './sizes.ts'
export { ETH } from './tokens.ts'
export type {
  ConfigKind,
  ConfigLine,
  ConfigPool,
  ConfigRemainder,
  ConfigRules,
  ConfigToken,
  Growth,
  LazyConsensus,
  VentureConfig,
} from './types.ts'
