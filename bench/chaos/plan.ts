import { createRandom, type Random } from '../../dev/demo-catalog/random.js';

/** How a shopper pays, or does not. */
export type Paying = 'plainly' | 'declined_first' | 'authenticated' | 'never';

/** What a shopper does twice. */
export type Doubling = 'nothing' | 'same_key' | 'other_keys' | 'two_tabs';

export interface BuyerPlan {
  number: number;
  paying: Paying;
  doubling: Doubling;
  /** Whether the shopper's browser comes back from the bank; without it a webhook must tell. */
  comesBack: boolean;
}

/** Buyers of one variant, at the same time; several of them want its last unit. */
export interface Party {
  buyers: BuyerPlan[];
  lastUnit: boolean;
}

export const VICTIMS = ['worker', 'api', 'temporal', 'postgres', 'redis'] as const;
export type Victim = (typeof VICTIMS)[number];

/** What a checkout is in the middle of when it is a moment to kill somebody. */
export const STEPS = [
  'awaitingAddress',
  'awaitingShipping',
  'holdingStock',
  'preparingPayment',
  'awaitingPayment',
  'confirmingPayment',
  'awaitingAuthentication',
  'confirmingOutcome',
  'writingOrder',
  'capturing',
  'cancelling',
] as const;
export type Step = (typeof STEPS)[number];

export interface KillPlan {
  victim: Victim;
  /** Undefined: at random. */
  at?: Step;
  /** Milliseconds since the kill before. */
  afterMs: number;
}

export interface Plan {
  seed: number;
  parties: Party[];
  kills: KillPlan[];
}

export interface PlanOptions {
  seed: number;
  checkouts: number;
  kills: number;
  /** Shortest and longest pause from one kill to the next, in milliseconds. */
  pauseMs?: readonly [number, number];
}

const SHARES = {
  declined_first: 0.2,
  authenticated: 0.1,
  never: 0.05,
  same_key: 0.15,
  other_keys: 0.1,
  two_tabs: 0.15,
  last_unit: 0.4,
};

/** The same seed makes the same plan: who buys what and how, and who is killed when. */
export function makePlan({ seed, checkouts, kills, pauseMs = [1_500, 6_000] }: PlanOptions): Plan {
  const random = createRandom(seed, checkouts);
  const payings = deal<Paying>(random, checkouts, 'plainly', ['declined_first', 'authenticated', 'never']);
  const doublings = deal<Doubling>(random, checkouts, 'nothing', ['same_key', 'other_keys', 'two_tabs']);
  const buyers = payings.map((paying, index): BuyerPlan => {
    const doubling = doublings[index] ?? 'nothing';
    return { number: index + 1, paying, doubling, comesBack: random.chance(0.5) };
  });
  return {
    seed,
    parties: shuffled(random, partiesOf(random, buyers)),
    kills: Array.from({ length: kills }, (_, index) => killPlan(random, index, pauseMs)),
  };
}

/** Exact shares, in random places, of whatever is named; the rest does the usual. */
function deal<Kind extends string>(
  random: Random,
  count: number,
  usual: Kind,
  kinds: (Kind & keyof typeof SHARES)[],
): Kind[] {
  const dealt = kinds.flatMap((kind) =>
    Array.from({ length: Math.max(1, Math.round(count * SHARES[kind])) }, (): Kind => kind),
  );
  const rest = Array.from({ length: Math.max(0, count - dealt.length) }, () => usual);
  return shuffled(random, [...dealt, ...rest]).slice(0, count);
}

function partiesOf(random: Random, buyers: BuyerPlan[]): Party[] {
  const parties: Party[] = [];
  const rivals = Math.round(buyers.length * SHARES.last_unit);
  let next = 0;
  while (rivals - next >= 2) {
    const size = Math.min(random.between(2, 4), rivals - next);
    parties.push({ buyers: buyers.slice(next, next + size), lastUnit: true });
    next += size;
  }
  for (const buyer of buyers.slice(next)) parties.push({ buyers: [buyer], lastUnit: false });
  return parties;
}

/** Every victim and every step comes round; what is random is when, and which meets which. */
function killPlan(random: Random, index: number, [least, most]: readonly [number, number]): KillPlan {
  const victim = VICTIMS[index % VICTIMS.length] ?? 'worker';
  const at = index % 3 === 2 ? undefined : STEPS[(index + random.between(0, 2)) % STEPS.length];
  return { victim, at, afterMs: random.between(least, most) };
}

function shuffled<Item>(random: Random, items: readonly Item[]): Item[] {
  return items
    .map((item) => ({ item, place: random.next() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
}
