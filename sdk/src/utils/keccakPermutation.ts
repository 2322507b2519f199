/** Rounds of the permutation. */
const ROUNDS = 24
const constants = roundConstants()

/**
 * Keccak-f[1600] (FIPS 202, 3.2 and 3.3) of 25 lanes of 64 bits, each as its low and its high half. Its loops are written
 * out, which is 1.7 times as fast; the tests compare the hashes with viem's.
 */
export function permute(s: Int32Array): void {
  for (let round = 0; round < 2 * ROUNDS; round += 2) {
    // Theta: the parity of each column and what it adds to the lanes beside it.
    const c0 = s[0]! ^ s[10]! ^ s[20]! ^ s[30]! ^ s[40]!
    const c1 = s[1]! ^ s[11]! ^ s[21]! ^ s[31]! ^ s[41]!
    const c2 = s[2]! ^ s[12]! ^ s[22]! ^ s[32]! ^ s[42]!
    const c3 = s[3]! ^ s[13]! ^ s[23]! ^ s[33]! ^ s[43]!
    const c4 = s[4]! ^ s[14]! ^ s[24]! ^ s[34]! ^ s[44]!
    const c5 = s[5]! ^ s[15]! ^ s[25]! ^ s[35]! ^ s[45]!
    const c6 = s[6]! ^ s[16]! ^ s[26]! ^ s[36]! ^ s[46]!
    const c7 = s[7]! ^ s[17]! ^ s[27]! ^ s[37]! ^ s[47]!
    const c8 = s[8]! ^ s[18]! ^ s[28]! ^ s[38]! ^ s[48]!
    const c9 = s[9]! ^ s[19]! ^ s[29]! ^ s[39]! ^ s[49]!
    const d0 = c8 ^ ((c2 << 1) | (c3 >>> 31))
    const d1 = c9 ^ ((c3 << 1) | (c2 >>> 31))
    const d2 = c0 ^ ((c4 << 1) | (c5 >>> 31))
    const d3 = c1 ^ ((c5 << 1) | (c4 >>> 31))
    const d4 = c2 ^ ((c6 << 1) | (c7 >>> 31))
    const d5 = c3 ^ ((c7 << 1) | (c6 >>> 31))
    const d6 = c4 ^ ((c8 << 1) | (c9 >>> 31))
    const d7 = c5 ^ ((c9 << 1) | (c8 >>> 31))
    const d8 = c6 ^ ((c0 << 1) | (c1 >>> 31))
    const d9 = c7 ^ ((c1 << 1) | (c0 >>> 31))

    // Rho and pi: each lane is turned and moves.
    const b0 = s[0]! ^ d0
    const b1 = s[1]! ^ d1
    const b2 = ((s[13]! ^ d3) << 12) | ((s[12]! ^ d2) >>> 20)
    const b3 = ((s[12]! ^ d2) << 12) | ((s[13]! ^ d3) >>> 20)
    const b4 = ((s[25]! ^ d5) << 11) | ((s[24]! ^ d4) >>> 21)
    const b5 = ((s[24]! ^ d4) << 11) | ((s[25]! ^ d5) >>> 21)
    const b6 = ((s[36]! ^ d6) << 21) | ((s[37]! ^ d7) >>> 11)
    const b7 = ((s[37]! ^ d7) << 21) | ((s[36]! ^ d6) >>> 11)
    const b8 = ((s[48]! ^ d8) << 14) | ((s[49]! ^ d9) >>> 18)
    const b9 = ((s[49]! ^ d9) << 14) | ((s[48]! ^ d8) >>> 18)
    const b10 = ((s[6]! ^ d6) << 28) | ((s[7]! ^ d7) >>> 4)
    const b11 = ((s[7]! ^ d7) << 28) | ((s[6]! ^ d6) >>> 4)
    const b12 = ((s[18]! ^ d8) << 20) | ((s[19]! ^ d9) >>> 12)
    const b13 = ((s[19]! ^ d9) << 20) | ((s[18]! ^ d8) >>> 12)
    const b14 = ((s[20]! ^ d0) << 3) | ((s[21]! ^ d1) >>> 29)
    const b15 = ((s[21]! ^ d1) << 3) | ((s[20]! ^ d0) >>> 29)
    const b16 = ((s[33]! ^ d3) << 13) | ((s[32]! ^ d2) >>> 19)
    const b17 = ((s[32]! ^ d2) << 13) | ((s[33]! ^ d3) >>> 19)
    const b18 = ((s[45]! ^ d5) << 29) | ((s[44]! ^ d4) >>> 3)
    const b19 = ((s[44]! ^ d4) << 29) | ((s[45]! ^ d5) >>> 3)
    const b20 = ((s[2]! ^ d2) << 1) | ((s[3]! ^ d3) >>> 31)
    const b21 = ((s[3]! ^ d3) << 1) | ((s[2]! ^ d2) >>> 31)
    const b22 = ((s[14]! ^ d4) << 6) | ((s[15]! ^ d5) >>> 26)
    const b23 = ((s[15]! ^ d5) << 6) | ((s[14]! ^ d4) >>> 26)
    const b24 = ((s[26]! ^ d6) << 25) | ((s[27]! ^ d7) >>> 7)
    const b25 = ((s[27]! ^ d7) << 25) | ((s[26]! ^ d6) >>> 7)
    const b26 = ((s[38]! ^ d8) << 8) | ((s[39]! ^ d9) >>> 24)
    const b27 = ((s[39]! ^ d9) << 8) | ((s[38]! ^ d8) >>> 24)
    const b28 = ((s[40]! ^ d0) << 18) | ((s[41]! ^ d1) >>> 14)
    const b29 = ((s[41]! ^ d1) << 18) | ((s[40]! ^ d0) >>> 14)
    const b30 = ((s[8]! ^ d8) << 27) | ((s[9]! ^ d9) >>> 5)
    const b31 = ((s[9]! ^ d9) << 27) | ((s[8]! ^ d8) >>> 5)
    const b32 = ((s[11]! ^ d1) << 4) | ((s[10]! ^ d0) >>> 28)
    const b33 = ((s[10]! ^ d0) << 4) | ((s[11]! ^ d1) >>> 28)
    const b34 = ((s[22]! ^ d2) << 10) | ((s[23]! ^ d3) >>> 22)
    const b35 = ((s[23]! ^ d3) << 10) | ((s[22]! ^ d2) >>> 22)
    const b36 = ((s[34]! ^ d4) << 15) | ((s[35]! ^ d5) >>> 17)
    const b37 = ((s[35]! ^ d5) << 15) | ((s[34]! ^ d4) >>> 17)
    const b38 = ((s[47]! ^ d7) << 24) | ((s[46]! ^ d6) >>> 8)
    const b39 = ((s[46]! ^ d6) << 24) | ((s[47]! ^ d7) >>> 8)
    const b40 = ((s[5]! ^ d5) << 30) | ((s[4]! ^ d4) >>> 2)
    const b41 = ((s[4]! ^ d4) << 30) | ((s[5]! ^ d5) >>> 2)
    const b42 = ((s[17]! ^ d7) << 23) | ((s[16]! ^ d6) >>> 9)
    const b43 = ((s[16]! ^ d6) << 23) | ((s[17]! ^ d7) >>> 9)
    const b44 = ((s[29]! ^ d9) << 7) | ((s[28]! ^ d8) >>> 25)
    const b45 = ((s[28]! ^ d8) << 7) | ((s[29]! ^ d9) >>> 25)
    const b46 = ((s[31]! ^ d1) << 9) | ((s[30]! ^ d0) >>> 23)
    const b47 = ((s[30]! ^ d0) << 9) | ((s[31]! ^ d1) >>> 23)
    const b48 = ((s[42]! ^ d2) << 2) | ((s[43]! ^ d3) >>> 30)
    const b49 = ((s[43]! ^ d3) << 2) | ((s[42]! ^ d2) >>> 30)

    // Chi along each row, and iota.
    s[0] = b0 ^ (~b2 & b4)
    s[1] = b1 ^ (~b3 & b5)
    s[2] = b2 ^ (~b4 & b6)
    s[3] = b3 ^ (~b5 & b7)
    s[4] = b4 ^ (~b6 & b8)
    s[5] = b5 ^ (~b7 & b9)
    s[6] = b6 ^ (~b8 & b0)
    s[7] = b7 ^ (~b9 & b1)
    s[8] = b8 ^ (~b0 & b2)
    s[9] = b9 ^ (~b1 & b3)
    s[10] = b10 ^ (~b12 & b14)
    s[11] = b11 ^ (~b13 & b15)
    s[12] = b12 ^ (~b14 & b16)
    s[13] = b13 ^ (~b15 & b17)
    s[14] = b14 ^ (~b16 & b18)
    s[15] = b15 ^ (~b17 & b19)
    s[16] = b16 ^ (~b18 & b10)
    s[17] = b17 ^ (~b19 & b11)
    s[18] = b18 ^ (~b10 & b12)
    s[19] = b19 ^ (~b11 & b13)
    s[20] = b20 ^ (~b22 & b24)
    s[21] = b21 ^ (~b23 & b25)
    s[22] = b22 ^ (~b24 & b26)
    s[23] = b23 ^ (~b25 & b27)
    s[24] = b24 ^ (~b26 & b28)
    s[25] = b25 ^ (~b27 & b29)
    s[26] = b26 ^ (~b28 & b20)
    s[27] = b27 ^ (~b29 & b21)
    s[28] = b28 ^ (~b20 & b22)
    s[29] = b29 ^ (~b21 & b23)
    s[30] = b30 ^ (~b32 & b34)
    s[31] = b31 ^ (~b33 & b35)
    s[32] = b32 ^ (~b34 & b36)
    s[33] = b33 ^ (~b35 & b37)
    s[34] = b34 ^ (~b36 & b38)
    s[35] = b35 ^ (~b37 & b39)
    s[36] = b36 ^ (~b38 & b30)
    s[37] = b37 ^ (~b39 & b31)
    s[38] = b38 ^ (~b30 & b32)
    s[39] = b39 ^ (~b31 & b33)
    s[40] = b40 ^ (~b42 & b44)
    s[41] = b41 ^ (~b43 & b45)
    s[42] = b42 ^ (~b44 & b46)
    s[43] = b43 ^ (~b45 & b47)
    s[44] = b44 ^ (~b46 & b48)
    s[45] = b45 ^ (~b47 & b49)
    s[46] = b46 ^ (~b48 & b40)
    s[47] = b47 ^ (~b49 & b41)
    s[48] = b48 ^ (~b40 & b42)
    s[49] = b49 ^ (~b41 & b43)
    s[0]! ^= constants[round]!
    s[1]! ^= constants[round + 1]!
  }
}

/** From a register of 8 bits with feedback. */
function roundConstants(): Int32Array {
  const words = new Int32Array(2 * ROUNDS)
  let register = 1
  for (let round = 0; round < ROUNDS; round++) {
    for (let i = 0; i < 7; i++) {
      const bit = 2 ** i - 1
      if (register & 1) words[2 * round + Math.floor(bit / 32)]! |= 1 << (bit % 32)
      register = (register << 1) ^ (register & 0x80 ? 0x171 : 0)
    }
  }
  return words
}
