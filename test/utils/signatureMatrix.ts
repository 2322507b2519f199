import { expect } from 'chai'
import { ethers } from 'ethers'
import { refuses } from './errors.ts'
import { Answer, deploySigner } from './signers.ts'
import { type Field, signedTypes, typesOf } from './typeStrings.ts'
import { LATER, type World } from './world.ts'

/** What a world needs for it. */
type Base = Pick<World, 'accounts' | 'chainId' | 'helpers' | 'hh' | 'time'>
/** What is submitted of a signature; acts without a nonce leave it out. */
export type Given = { signer: string; nonce: bigint; deadline: bigint; signature: string }
/** One act before it is signed. */
export type Scene = {
  /** What is signed, apart from the signer, the nonce and the deadline. */
  message: Record<string, unknown>
  /** Submits it; whoever sends it has no part in it. */
  take: (given: Given) => Promise<unknown>
  /** Whether what was signed has happened. */
  isDone: () => Promise<boolean>
}
/** A call that takes a signature. */
export type Row<W extends Base> = {
  /** `AccountBoard.claimTo`; with more words where one call takes two signatures. */
  call: string
  /** EIP-712 type, as the contract's source says it. */
  type: string
  /** Field that names the signer. */
  role: string
  invalid: string
  expired: string
  /**
   * What keeps a signature from being used again: its nonce, or, where it has none, what is asserted about a second time. It
   * gets the signature that was taken and its scene.
   */
  again: 'nonce' | { because: string; check: (w: W, given: Given, scene: Scene) => Promise<void> }
  /** Sets the scene for a signer. */
  begin: (w: W, signer: string, nonce: bigint) => Promise<Scene>
}
/** Whose signatures they are. */
export type Nonces<W extends Base> = {
  domain: (w: W) => ethers.TypedDataDomain
  /** Contracts in whose domain nothing is signed: another clone, the implementation, who takes the call. */
  others: (w: W) => Promise<string[]>
  isUsed: (w: W, signer: string, nonce: bigint) => Promise<boolean>
  cancel: (w: W, signer: ethers.Signer, nonce: bigint) => Promise<unknown>
}
type Signing = { domain?: Partial<ethers.TypedDataDomain>; message?: Record<string, unknown>; types?: Record<string, Field[]> }

const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n
const NONCE = 2n ** 200n + 7n
const OTHER = ethers.getAddress(ethers.dataSlice(ethers.id('other'), 12))

/** Other values of the same type; of a list also longer, shorter and turned round. */
function alterations(value: unknown, type: string): unknown[] {
  if (type.endsWith('[]')) {
    const list = value as unknown[]
    const item = type.slice(0, -2)
    const [other] = alterations(list[0], item)
    return [[...list, other], list.slice(1), [other, ...list.slice(1)], ...(list.length > 1 ? [[...list].reverse()] : [])]
  }
  if (type === 'address') return [OTHER, ethers.ZeroAddress].filter((other) => other !== value)
  if (type === 'bytes32') return [ethers.id('other'), ethers.ZeroHash].filter((other) => other !== value)
  if (type === 'string') return [`${value as string}?`, '']
  if (!type.startsWith('uint')) throw new Error(`The matrix has no other value of a ${type}.`)
  const number = BigInt(value as bigint)
  return number === 0n ? [1n] : [number - 1n, 0n]
}

/** Every cell of a row: what is taken, what is refused, and with which error. */
export function testMatrix<W extends Base>(w: W, rows: readonly Row<W>[], nonces: Nonces<W>): void {
  for (const row of rows) testRow(w, row, nonces)
}

function testRow<W extends Base>(w: W, row: Row<W>, { domain, others, isUsed, cancel }: Nonces<W>): void {
  const { call, type, role, invalid, expired, again, begin } = row
  const hasNonce = again === 'nonce'
  const fields = signedTypes().get(type)?.fields ?? []

  describe(`${call}: ${type}`, () => {
    let key: ethers.Wallet
    beforeEach(async () => {
      key = new ethers.Wallet(ethers.id('key'), w.hh.provider)
      await w.helpers.setBalance(key.address, 10n ** 20n)
    })

    const messageOf = (scene: Scene, signer: string, deadline: bigint, nonce = NONCE) => ({
      ...scene.message,
      [role]: signer,
      ...(hasNonce ? { nonce } : {}),
      deadline,
    })
    /** The key signs a scene, apart from what is changed; what is submitted says what the scene says. */
    const sign = async (
      scene: Scene,
      { domain: otherDomain, message = {}, types = typesOf(type) }: Signing = {},
      { deadline = LATER, by = key, nonce = NONCE } = {},
    ): Promise<Given> => {
      const whole = { ...messageOf(scene, key.address, deadline, nonce), ...message }
      const signature = await by.signTypedData({ ...domain(w), ...otherDomain }, types, whole)
      return { signer: key.address, nonce, deadline, signature }
    }
    const scene = (signer = key.address) => begin(w, signer, NONCE)
    /** Refused as no signature of the signer's, and nothing has happened. */
    const isInvalid = async (of: Scene, given: Given, why: string) => {
      await refuses(of.take(given), invalid, [given.signer]).catch((error: unknown) => {
        throw new Error(`${why}: ${error instanceof Error ? error.message : String(error)}`)
      })
      expect(await of.isDone(), why).to.equal(false)
      if (hasNonce) expect(await isUsed(w, given.signer, NONCE), why).to.equal(false)
    }
    /** Taken, and what was signed has happened. */
    const isTaken = async (of: Scene, given: Given) => {
      expect(await of.isDone(), 'nothing has happened yet').to.equal(false)
      await of.take(given)
      expect(await of.isDone(), 'it has happened').to.equal(true)
      if (hasNonce) expect(await isUsed(w, given.signer, NONCE)).to.equal(true)
    }

    it('is taken as signed', async () => {
      const of = await scene()
      await isTaken(of, await sign(of))
    })
    it('is taken in its last second', async () => {
      const of = await scene()
      const deadline = BigInt(await w.time.latest()) + 1000n
      const given = await sign(of, {}, { deadline })
      await w.time.setNextBlockTimestamp(deadline)
      await isTaken(of, given)
    })
    it('is refused a second later', async () => {
      const of = await scene()
      const deadline = BigInt(await w.time.latest()) + 1000n
      const given = await sign(of, {}, { deadline })
      await w.time.setNextBlockTimestamp(deadline + 1n)
      await refuses(of.take(given), expired, [deadline + 1n, deadline])
      expect(await of.isDone()).to.equal(false)
      // Nor does it help to say another.
      await isInvalid(of, { ...given, deadline: LATER }, 'a later deadline than signed')
    })

    it('is refused from another clone, the implementation or the contract that takes it', async () => {
      const of = await scene()
      for (const verifyingContract of await others(w)) {
        await isInvalid(of, await sign(of, { domain: { verifyingContract } }), `signed for ${verifyingContract}`)
      }
      await isTaken(of, await sign(of))
    })
    it('is refused from another chain', async () => {
      const of = await scene()
      for (const chainId of [1n, BigInt(w.chainId) + 1n, 0n]) {
        await isInvalid(of, await sign(of, { domain: { chainId } }), `signed for chain ${chainId}`)
      }
      await isTaken(of, await sign(of))
    })
    it('is refused from another name or version of the domain, or as another type', async () => {
      const of = await scene()
      await isInvalid(of, await sign(of, { domain: { name: 'OpenValue' } }), 'another name')
      await isInvalid(of, await sign(of, { domain: { version: '2' } }), 'another version')
      const list = [...fields]
      await isInvalid(of, await sign(of, { types: { [`${type}s`]: list } }), 'another type with the same fields')
      await isInvalid(of, await sign(of, { types: { [type]: list.toReversed() } }), 'the fields in another order')
      await isInvalid(of, await sign(of, { types: { [type]: list.slice(0, -1) } }), 'without the last field')
      await isTaken(of, await sign(of))
    })

    for (const { name, type: fieldType } of fields) {
      it(`is refused with another ${name} signed than submitted`, async () => {
        const of = await scene()
        const value = (messageOf(of, key.address, LATER) as Record<string, unknown>)[name]
        for (const other of alterations(value, fieldType)) {
          await isInvalid(of, await sign(of, { message: { [name]: other } }), `${name} ${String(other)}`)
        }
        await isTaken(of, await sign(of))
      })
    }

    it('is refused in the compact form of 64 bytes', async () => {
      const of = await scene()
      const given = await sign(of)
      const signature = ethers.Signature.from(given.signature).compactSerialized
      await isInvalid(of, { ...given, signature }, '64 bytes')
      await isTaken(of, given)
    })
    it('is refused with a high s', async () => {
      const of = await scene()
      const given = await sign(of)
      const { r, s, v } = ethers.Signature.from(given.signature)
      const high = ethers.toBeHex(ORDER - BigInt(s), 32)
      for (const other of [27, 28]) {
        await isInvalid(of, { ...given, signature: ethers.concat([r, high, ethers.toBeHex(other, 1)]) }, `v ${other}`)
      }
      expect(v).to.be.oneOf([27, 28])
      await isTaken(of, given)
    })
    it('is refused with another v, r or s', async () => {
      const of = await scene()
      const given = await sign(of)
      const { r, s, v } = ethers.Signature.from(given.signature)
      for (const other of [0, 1, 2, 26, 27, 28, 29, 35, 36, 37, 38, 255].filter((value) => value !== v)) {
        await isInvalid(of, { ...given, signature: ethers.concat([r, s, ethers.toBeHex(other, 1)]) }, `v ${other}`)
      }
      const last = ethers.toBeHex(v, 1)
      for (const word of [0n, 1n, ORDER, 2n ** 256n - 1n]) {
        const other = ethers.toBeHex(word, 32)
        await isInvalid(of, { ...given, signature: ethers.concat([other, s, last]) }, `r ${other}`)
        await isInvalid(of, { ...given, signature: ethers.concat([r, other, last]) }, `s ${other}`)
      }
      await isTaken(of, given)
    })
    it('is refused when it is empty, cut, longer, or all zero', async () => {
      const of = await scene()
      const given = await sign(of)
      for (const signature of [
        '0x',
        given.signature.slice(0, -2),
        `${given.signature}00`,
        ethers.concat([given.signature, given.signature]),
        ethers.hexlify(new Uint8Array(65)),
      ]) {
        await isInvalid(of, { ...given, signature }, `${ethers.dataLength(signature)} bytes`)
      }
      await isTaken(of, given)
    })
    it('is refused from another key', async () => {
      const of = await scene()
      const by = new ethers.Wallet(ethers.id('another key'))
      await isInvalid(of, await sign(of, {}, { by }), 'another key')
      await isTaken(of, await sign(of))
    })

    if (again === 'nonce') {
      it('is refused when it was used', async () => {
        const of = await scene()
        const given = await sign(of)
        await isTaken(of, given)
        await refuses(of.take(given), 'NonceUsed', [key.address, NONCE])
      })
      it('is refused when its nonce was cancelled', async () => {
        const of = await scene()
        await cancel(w, key, NONCE)
        await refuses(of.take(await sign(of)), 'NonceUsed', [key.address, NONCE])
        expect(await of.isDone()).to.equal(false)
      })
      it('is refused when another signature has its nonce', async () => {
        const of = await scene()
        await isTaken(of, await sign(of))
        const given = await sign(of, {}, { deadline: LATER - 1n })
        await refuses(of.take(given), 'NonceUsed', [key.address, NONCE])
      })
      it("is taken whatever others do with their nonces, and whatever the signer's other nonces are", async () => {
        const of = await scene()
        await cancel(w, w.accounts.stranger, NONCE)
        for (const nonce of [NONCE - 1n, NONCE + 1n, NONCE + 256n, NONCE & 0xffn]) await cancel(w, key, nonce)
        await isTaken(of, await sign(of))
      })
    } else {
      it(`has no nonce: ${again.because}`, async () => {
        expect(fields.some(({ name }) => name === 'nonce')).to.equal(false)
        const of = await scene()
        const given = await sign(of)
        await isTaken(of, given)
        await again.check(w, given, of)
      })
      it('has no nonce that could be cancelled: it ends with its deadline', async () => {
        const of = await scene()
        await cancel(w, key, 0n)
        await cancel(w, key, NONCE)
        await isTaken(of, await sign(of))
      })
    }

    /** A contract that signs. */
    const wallet = async () => {
      const contract = await deploySigner(w, 'SignerWallet')
      const signer = await contract.getAddress()
      const answer = async (value: number) => (await contract.getFunction('setAnswer')(value)).wait()
      const of = await scene(signer)
      const digestOf = (change: Partial<ethers.TypedDataDomain> = {}, message: Record<string, unknown> = {}) =>
        ethers.TypedDataEncoder.hash({ ...domain(w), ...change }, typesOf(type), {
          ...messageOf(of, signer, LATER),
          ...message,
        })
      const approve = async (digest: string) => (await contract.getFunction('approve')(digest)).wait()
      const given = { signer, nonce: NONCE, deadline: LATER, signature: '0x1234' }
      return { of, given, answer, approve, digestOf }
    }
    it('is taken from a wallet that approves just this, here', async () => {
      const { of, given, approve, digestOf } = await wallet()
      const [clone] = await others(w)
      await approve(digestOf({ verifyingContract: clone }))
      await approve(digestOf({ chainId: w.chainId + 1 }))
      await approve(digestOf({}, { deadline: LATER - 1n }))
      await isInvalid(of, given, 'approved elsewhere, or something else')
      await approve(digestOf())
      await isTaken(of, given)
    })
    it('is taken from a wallet that says yes, at any length', async () => {
      for (const yes of [Answer.Yes, Answer.YesAtLength]) {
        const snapshot = await w.helpers.takeSnapshot()
        const { of, given, answer } = await wallet()
        await answer(yes)
        await isTaken(of, given)
        await snapshot.restore()
      }
    })
    it('is refused from a wallet that says no, nothing, too little, reverts, with a megabyte, or burns its gas', async () => {
      const { of, given, answer } = await wallet()
      for (const [name, value] of Object.entries(Answer)) {
        if (value === Answer.Yes || value === Answer.YesAtLength) continue
        await answer(value)
        await isInvalid(of, given, name)
      }
      await answer(Answer.Yes)
      await isTaken(of, given)
    })
    it('is as the wallet says when it is asked, and not as it says later', async () => {
      const { of, given, answer } = await wallet()
      await answer(Answer.Yes)
      await answer(Answer.No)
      await isInvalid(of, given, 'it has changed its mind')
      await answer(Answer.Yes)
      await isTaken(of, given)
      await answer(Answer.No)
      expect(await of.isDone(), 'what has happened stays').to.equal(true)
      if (hasNonce) await refuses(of.take(given), invalid, [given.signer])
    })
    it('is refused from a wallet that is not there yet', async () => {
      const signer = ethers.getAddress(ethers.dataSlice(ethers.id('nowhere'), 12))
      const of = await scene(signer)
      const bare = { signer, nonce: NONCE, deadline: LATER, signature: '0x1234' }
      await isInvalid(of, bare, 'no code, no key')
    })

    /** The key lets a contract act for its account, or takes that back: a transaction of type 4. */
    const delegate = async (to: string) => {
      const nonce = await w.hh.provider.getTransactionCount(key.address)
      const authorization = await key.authorize({ address: to, nonce: nonce + 1, chainId: w.chainId })
      const sent = await key.sendTransaction({
        type: 4,
        to: w.accounts.stranger.address,
        authorizationList: [authorization],
        nonce,
      })
      await sent.wait()
      const code = await w.hh.provider.getCode(key.address)
      expect(code).to.equal(to === ethers.ZeroAddress ? '0x' : `0xef0100${to.slice(2).toLowerCase()}`)
    }
    const delegated = async (value: number) => {
      const contract = await deploySigner(w, 'SignerWallet')
      const to = await contract.getAddress()
      const of = await scene()
      await delegate(to)
      const own = contract.attach(key.address).connect(key) as ethers.Contract
      await (await own.getFunction('setAnswer')(value)).wait()
      return of
    }
    it('is taken from a key whose account carries code, whatever that says', async () => {
      for (const value of [Answer.Yes, Answer.No, Answer.Reverts, Answer.BurnsGas]) {
        const snapshot = await w.helpers.takeSnapshot()
        const of = await delegated(value)
        const given = await sign(of)
        if (value !== Answer.Yes) await isInvalid(of, { ...given, signature: '0x1234' }, `code that answers ${value}`)
        await isTaken(of, given)
        await snapshot.restore()
      }
    })
    it('is taken from the code an account carries, and not when it carries it no more', async () => {
      const of = await delegated(Answer.Yes)
      const bare = { signer: key.address, nonce: NONCE, deadline: LATER, signature: '0x1234' }
      const snapshot = await w.helpers.takeSnapshot()
      await isTaken(of, bare)
      await snapshot.restore()
      await delegate(ethers.ZeroAddress)
      await isInvalid(of, bare, 'without code')
      await isTaken(of, await sign(of))
    })
  })
}
