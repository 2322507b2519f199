import { expect } from 'chai'
import { ethers } from 'ethers'
import { campaignDomain, pledgeTypes, refundToTypes } from '../../../sdk/src/batch/typedData.ts'
import { AGREEMENT, type CampaignWorld, GOAL, inEth, type Opened, State, useCampaign } from '../../utils/campaignWorld.ts'
import { refuses } from '../../utils/errors.ts'
import { leaf } from '../../utils/leaf.ts'
import { type SignatureCase, testSignatures } from '../../utils/signatureTests.ts'
import { LATER, ZERO } from '../../utils/world.ts'

const MIN = GOAL / 200n
const NO_PERMIT = { value: 0n, deadline: 0n, v: 0, r: ethers.ZeroHash, s: ethers.ZeroHash }
const domainOf = (w: CampaignWorld, C = w.C) => campaignDomain({ chainId: w.chainId, campaign: C as `0x${string}` })

/** What is signed, apart from the signer and the last second. */
let message: Record<string, unknown>
const ready = async (w: CampaignWorld, signer: string) => {
  await w.token.mint(signer, 2n * MIN)
  await w.token.connect(await w.as(signer)).approve(w.C, 2n * MIN)
}
type Signed = Parameters<CampaignWorld['campaign']['pledgeSigned']>[0]
const signedPledge = (pledger: string, deadline: bigint) => ({ ...message, pledger, deadline }) as Signed

const cases: Record<string, SignatureCase<CampaignWorld>> = {
  'a pledge': {
    types: pledgeTypes,
    role: 'pledger',
    invalid: 'SignatureInvalid',
    expired: 'SignatureExpired',
    begin: async (w, signer) => {
      await ready(w, signer)
      return (message = { amount: MIN, agreementHash: AGREEMENT, refundTo: w.accounts.bob.address, nonce: 7n })
    },
    take: (w, { signer, deadline, signature }) =>
      w.campaign.connect(w.accounts.stranger).pledgeSigned(signedPledge(signer, deadline), signature, NO_PERMIT),
  },
  'where refunds go': {
    types: refundToTypes,
    role: 'account',
    invalid: 'SignatureInvalid',
    expired: 'SignatureExpired',
    begin: async (w, signer) => {
      await w.pledge(w.usual, signer, MIN, { payer: w.accounts.alice })
      return (message = { refundTo: w.accounts.bob.address, nonce: 7n })
    },
    take: (w, { signer, deadline, signature }) =>
      w.campaign.connect(w.accounts.stranger).setRefundToSigned(signer, w.accounts.bob.address, 7n, deadline, signature),
  },
}

describe('signatures for a campaign', () => {
  const w = useCampaign()
  let other: Opened
  before(async () => {
    other = await w.open((config) => (config.name = 'Other'))
  })
  testSignatures(w, cases, async () => ({ domain: domainOf(w), other: other.C }))

  const signPledge = async (
    change: Partial<{ amount: bigint; agreementHash: string; refundTo: string; nonce: bigint; deadline: bigint }> = {},
    signer = w.accounts.dave,
    C = w.C,
  ) => {
    const pledge = {
      pledger: signer.address,
      amount: MIN,
      agreementHash: AGREEMENT,
      refundTo: ZERO,
      nonce: 0n,
      deadline: LATER,
      ...change,
    }
    return { pledge, signature: await w.sign(signer, pledgeTypes, pledge, domainOf(w, C)) }
  }
  type SignedPledge = Awaited<ReturnType<typeof signPledge>>
  const submit = ({ pledge, signature }: SignedPledge, permit = NO_PERMIT, { campaign }: Opened = w.usual) =>
    campaign.connect(w.accounts.stranger).pledgeSigned(pledge, signature, permit)
  const allow = (signer = w.accounts.dave) => ready(w, signer.address)

  /** A campaign in a token of `test/mocks`, of which dave has some. */
  const openIn = async (mock: string) => {
    const token = await w.mock(mock)
    await token.getFunction('mint')(w.accounts.dave.address, 2n * MIN)
    const T = await token.getAddress()
    return { token, T, of: await w.open(({ terms }) => (terms.token = T)) }
  }
  const permitTypes = {
    Permit: ['address owner', 'address spender', 'uint256 value', 'uint256 nonce', 'uint256 deadline'].map((field) => ({
      type: field.split(' ')[0] as string,
      name: field.split(' ')[1] as string,
    })),
  }
  /** Dave's allowance of `value`, signed. */
  const signPermit = async (T: string, C: string, value = 2n * MIN) => {
    const domain = { name: 'Permit', version: '1', chainId: w.chainId, verifyingContract: T }
    const permit = { owner: w.accounts.dave.address, spender: C, value, nonce: 0n, deadline: LATER }
    const { v, r, s } = ethers.Signature.from(await w.sign(w.accounts.dave, permitTypes, permit, domain))
    return { value, deadline: LATER, v, r, s }
  }
  /** Somebody else submits a permit of dave's. */
  const frontRun = (token: ethers.Contract, C: string, { value, deadline, v, r, s }: Awaited<ReturnType<typeof signPermit>>) =>
    token.getFunction('permit')(w.accounts.dave.address, C, value, deadline, v, r, s)

  describe('Campaign.pledgeWithPermit', () => {
    const pledge = (of: Opened, permit: typeof NO_PERMIT) =>
      of.campaign.connect(w.accounts.dave).pledgeWithPermit(MIN, AGREEMENT, ZERO, permit)
    leaf('given it is a campaign in ETH', 'it reverts with PledgeNeedsToken', async () => {
      await refuses(pledge(await w.open(inEth), NO_PERMIT), 'PledgeNeedsToken')
    })
    leaf('given it is not open', 'it reverts with CampaignNotOpen', async () => {
      const { T, of } = await openIn('PermitToken')
      await w.time.increaseTo(of.terms.deadline)
      await refuses(pledge(of, await signPermit(T, of.C)), 'CampaignNotOpen', [State.Failed])
    })
    leaf('when the permit is good', 'it pledges with it', async () => {
      const { T, of } = await openIn('PermitToken')
      await expect(pledge(of, await signPermit(T, of.C)))
        .to.emit(of.campaign, 'Pledged')
        .withArgs(w.accounts.dave.address, w.accounts.dave.address, MIN, w.accounts.dave.address, MIN, MIN)
    })
    leaf('when somebody else has submitted the permit', 'it pledges all the same', async () => {
      const { token, T, of } = await openIn('PermitToken')
      const permit = await signPermit(T, of.C)
      await frontRun(token, of.C, permit)
      await pledge(of, permit)
      expect((await of.campaign.totals()).raised).to.equal(MIN)
    })
    leaf('when the permit is bad and there is no allowance', 'it takes nothing', async () => {
      const { T, of } = await openIn('PermitToken')
      const permit = await signPermit(T, of.C)
      await expect(pledge(of, { ...permit, value: permit.value + 1n })).to.be.revert(w.hh)
      expect((await of.campaign.totals()).raised).to.equal(0n)
    })
    leaf('when the token takes any call for a permit', 'the allowance alone decides', async () => {
      const { token, of } = await openIn('PhantomPermitToken')
      const permit = { ...NO_PERMIT, value: MIN, deadline: LATER }
      await expect(pledge(of, permit)).to.be.revert(w.hh)
      await (token.connect(w.accounts.dave) as ethers.Contract).getFunction('approve')(of.C, MIN)
      await pledge(of, permit)
      expect(await token.getFunction('balanceOf')(of.C)).to.equal(MIN)
    })
  })

  describe('Campaign.pledgeSigned', () => {
    leaf('given it is a campaign in ETH', 'it reverts with PledgeNeedsToken', async () => {
      const of = await w.open(inEth)
      await refuses(submit(await signPledge({}, w.accounts.dave, of.C), NO_PERMIT, of), 'PledgeNeedsToken')
    })
    leaf('given it is not open', 'it reverts with CampaignNotOpen', async () => {
      await allow()
      const signed = await signPledge()
      await w.time.increaseTo(w.terms.deadline)
      await refuses(submit(signed), 'CampaignNotOpen', [State.Failed])
    })
    leaf('when the signature has expired', 'it reverts with SignatureExpired', async () => {
      const now = BigInt(await w.time.latest())
      await refuses(submit(await signPledge({ deadline: now })), 'SignatureExpired', [undefined, now])
    })
    leaf('when the pledger has not signed', 'it reverts with SignatureInvalid', async () => {
      const { signature } = await signPledge({}, w.accounts.stranger)
      const { pledge } = await signPledge()
      await refuses(submit({ pledge, signature }), 'SignatureInvalid', [pledge.pledger])
    })
    leaf('when another agreement was signed', 'it reverts with PledgeAgreementWrong', async () => {
      await allow()
      const agreementHash = ethers.id('other')
      await refuses(submit(await signPledge({ agreementHash })), 'PledgeAgreementWrong', [agreementHash, AGREEMENT])
    })
    leaf('given the nonce was used', 'it reverts with NonceUsed', async () => {
      await allow()
      const signed = await signPledge()
      await submit(signed)
      await refuses(submit(signed), 'NonceUsed', [w.accounts.dave.address, 0])
      expect(await w.campaign.isNonceUsed(w.accounts.dave.address, 0)).to.equal(true)
    })
    leaf('given the pledger has cancelled the nonce', 'it reverts with NonceUsed', async () => {
      await allow()
      await w.campaign.connect(w.accounts.dave).cancelNonce(0)
      await refuses(submit(await signPledge()), 'NonceUsed', [w.accounts.dave.address, 0])
      await submit(await signPledge({ nonce: 1n }))
    })
    leaf('given the pledger has no allowance', 'nothing happens and the nonce stays good', async () => {
      const signed = await signPledge()
      await expect(submit(signed)).to.be.revert(w.hh)
      expect(await w.campaign.isNonceUsed(w.accounts.dave.address, 0)).to.equal(false)
      await allow()
      await submit(signed)
    })
    leaf('when anybody submits it', "the pledge is the signer's and is paid by it", async () => {
      await allow()
      const { dave, bob } = w.accounts
      await expect(submit(await signPledge({ refundTo: bob.address })))
        .to.emit(w.campaign, 'Pledged')
        .withArgs(dave.address, dave.address, MIN, bob.address, MIN, MIN)
      expect(await w.token.balanceOf(dave.address)).to.equal(MIN)
    })
    leaf('given somebody else said where its refunds go', 'all of it goes back to the signer', async () => {
      await allow()
      const { dave, stranger } = w.accounts
      await w.pledge(w.usual, dave, MIN, { payer: stranger, refundTo: stranger })
      await submit(await signPledge())
      const { refundTo, pledged } = await w.campaign.positionOf(dave)
      expect([refundTo, pledged]).to.deep.equal([dave.address, 2n * MIN])
    })
    leaf('when a permit comes with it', 'nothing else is needed', async () => {
      const { token, T, of } = await openIn('PermitToken')
      const permit = await signPermit(T, of.C)
      await submit(await signPledge({}, w.accounts.dave, of.C), permit, of)
      expect(await token.getFunction('balanceOf')(of.C)).to.equal(MIN)
    })
    leaf('when somebody else has submitted the permit', 'it pledges all the same', async () => {
      const { token, T, of } = await openIn('PermitToken')
      const permit = await signPermit(T, of.C)
      await frontRun(token, of.C, permit)
      await submit(await signPledge({}, w.accounts.dave, of.C), permit, of)
      expect((await of.campaign.totals()).raised).to.equal(MIN)
    })
    leaf('when the token takes any call for a permit', 'the allowance alone decides', async () => {
      const { of } = await openIn('PhantomPermitToken')
      const permit = { ...NO_PERMIT, value: MIN, deadline: LATER }
      await expect(submit(await signPledge({}, w.accounts.dave, of.C), permit, of)).to.be.revert(w.hh)
    })
    leaf('given less is missing than was signed', 'it takes what is missing', async () => {
      const { alice, bob, carol, fee, dave } = w.accounts
      for (const account of [alice, bob, carol]) await w.pledge(w.usual, account, GOAL / 4n)
      await w.pledge(w.usual, fee, GOAL / 4n - 1n)
      await allow()
      await submit(await signPledge())
      expect((await w.campaign.positionOf(dave.address)).pledged).to.equal(1n)
      expect(await w.token.balanceOf(dave.address)).to.equal(2n * MIN - 1n)
    })
  })

  describe('Campaign.setRefundToSigned', () => {
    const set = async (refundTo: string, { nonce = 0n, deadline = LATER, signer = w.accounts.dave } = {}) => {
      const account = w.accounts.dave.address
      const signature = await w.sign(signer, refundToTypes, { account, refundTo, nonce, deadline }, domainOf(w))
      return w.campaign.connect(w.accounts.stranger).setRefundToSigned(account, refundTo, nonce, deadline, signature)
    }
    beforeEach(() => w.pledge(w.usual, w.accounts.dave, MIN))
    leaf('when the signature has expired', 'it reverts with SignatureExpired', async () => {
      const deadline = BigInt(await w.time.latest())
      await refuses(set(w.accounts.bob.address, { deadline }), 'SignatureExpired', [undefined, deadline])
    })
    leaf('when the account has not signed', 'it reverts with SignatureInvalid', () =>
      refuses(set(w.accounts.bob.address, { signer: w.accounts.stranger }), 'SignatureInvalid', [w.accounts.dave.address]),
    )
    leaf('given the nonce was used, for a pledge too', 'it reverts with NonceUsed', async () => {
      await allow()
      await submit(await signPledge({ nonce: 3n }))
      await refuses(set(w.accounts.bob.address, { nonce: 3n }), 'NonceUsed', [w.accounts.dave.address, 3])
    })
    leaf('when it is zero or the campaign', 'it reverts with PledgeRefundToInvalid', async () => {
      for (const refundTo of [ZERO, w.C]) await refuses(set(refundTo), 'PledgeRefundToInvalid', [refundTo])
    })
    leaf('when anybody submits it', 'refunds go there and it emits RefundToSet', async () => {
      const { dave, bob } = w.accounts
      await expect(set(bob.address)).to.emit(w.campaign, 'RefundToSet').withArgs(dave.address, dave.address, bob.address)
      expect((await w.campaign.positionOf(dave.address)).refundTo).to.equal(bob.address)
      await refuses(set(bob.address), 'NonceUsed', [dave.address, 0])
    })
  })

  describe('Campaign.cancelNonce', () => {
    leaf('given it was used', 'it reverts with NonceUsed', async () => {
      await w.campaign.connect(w.accounts.dave).cancelNonce(300)
      await refuses(w.campaign.connect(w.accounts.dave).cancelNonce(300), 'NonceUsed', [w.accounts.dave.address, 300])
    })
    leaf("when it is the caller's", 'it emits NonceCancelled', async () => {
      await expect(w.campaign.connect(w.accounts.dave).cancelNonce(5))
        .to.emit(w.campaign, 'NonceCancelled')
        .withArgs(w.accounts.dave.address, 5)
    })
    leaf('when a stranger cancels the same number', 'it is only its own', async () => {
      await w.campaign.connect(w.accounts.stranger).cancelNonce(0)
      await allow()
      await submit(await signPledge())
    })
  })
})
