/** What `npm start -- --once --report FILE` writes. Amounts are in smallest units, as text. */
export type DemoReport = {
  cases: {
    forillon: {
      sale: string
      infrastructure: string
      exchangeFirm: string
      payouts: { affiliate: string; amount: string }[]
      /** Who was paid by a signature that somebody else sent, and held no ETH (wei) before and after. */
      gasless: { affiliate: string; ethBefore: string; ethAfter: string; relayedBy: string; signed: string }
      remainder: string
      leftInContract: string
    }
    /** Cents. */
    printer: {
      pledges: string[]
      supplierPaid: string
      campaignBalanceAfter: string
      /** Six fresh machines that give all to the co-owners: what each of them was paid, by pledge. */
      payback: { id: string; perOwner: Record<string, string>; excess: string; released: boolean }[]
      /** What two uses brought to whom, by line of the invoice and share of the net. */
      uses: { id: string; lines: Record<string, string> }[]
      /** What a job gives in all. */
      jobs: { n: number; coOwners: string; maintenance: string; infrastructure: string; released: boolean }[]
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
      feedback: {
        pledges: string[]
        released: string
        campaignBalanceAfter: string
        team: string
        passedUp: string
        nextSale: string
        nextRoyalty: string
      }
    }
    pledgers: {
      /** The first campaign, which missed its goal. */
      pledged: string
      refunded: string
      pledgers: number
      /** Between what somebody had pledged and was paid back. */
      worstDifference: string
      second: { raised: string; invoice: string; surplusReturned: string; balanceAfter: string }
    }
    /** Each really tried; the cost is what the others have and could be paid less than before, summed up over them. */
    badActors: { role: string; attempt: string; noticedBy: string; stoppedBy: string; costToOthers: string }[]
    /** Hundredths of an hour, and what the next sale brought. */
    wrongedNewcomer: { logged: string; objectedBy: string; amendedTo: string; accepted: string; sale: string; paid: string }
  }
}

export type CaseReport<name extends keyof DemoReport['cases']> = DemoReport['cases'][name]
