/** What `npm start -- --once --report FILE` writes. Amounts are in smallest units, as text. */
export type DemoReport = {
  cases: {
    forillon: {
      sale: string
      infrastructure: string
      exchangeFirm: string
      payouts: { affiliate: string; amount: string }[]
      remainder: string
      leftInContract: string
    }
    longTail: {
      sale: string
      infrastructure: string
      payouts: { affiliate: string; points: string; amount: string }[]
      remainder: string
      leftInContract: string
      gas: { acceptPerEntry: number; sale: number; sync: number; claim: number }
    }
    longTailByYear: {
      years: { year: number; affiliates: number; founderSharePpm: number }[]
      payouts: { affiliate: string; amount: string }[]
      leftInContract: string
    }
    upstream: {
      sale: string
      hops: { venture: string; received: string; passedUp: string }[]
      cycle: { in: string; out: string; left: string }
    }
  }
}

export type CaseReport<name extends keyof DemoReport['cases']> = DemoReport['cases'][name]
