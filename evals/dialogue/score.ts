import { WISH } from '../../activities/adapters/understanding/decide-intent.js';
import type { Catalog } from '../../activities/ports/index.js';
import type { Constraints, Product } from '../../domain/index.js';
import type { Baseline } from '../baseline/nlpjs.js';
import type { ExpectedConversation, ExpectedTurn, Now } from './conversation-file.js';
import type { EvalConversation, HeardTurn } from './host.js';

export const SLOTS = [
  'price_min',
  'price_max',
  'size',
  'department',
  'category',
  'brand',
  'colours',
  'not_colours',
] as const satisfies readonly (keyof Now)[];
export type Slot = (typeof SLOTS)[number];

export interface Count {
  right: number;
  wrong: number;
  missed: number;
}

export interface DialogueScores {
  conversations: number;
  turns: number;
  intentAccuracy: number;
  /** The same with "search" and "refine" as one, which is all that can be told without a context. */
  coarseAccuracy: number;
  /** That of another reader, trained on the same examples, over the same turns. */
  baselineAccuracy?: number | undefined;
  slotF1: number;
  slots: Record<Slot, number>;
  constraintsAccuracy: number;
  taskSuccess: number;
  violations: number;
  /** 95th percentile of the time that reading one message took, in milliseconds. */
  readMsP95: number;
  /** What went otherwise than expected, one line each. */
  faults: string[];
}

/** Holds every conversation with a shop and compares each turn with what is expected. */
export async function scoreDialogue(
  conversations: readonly ExpectedConversation[],
  shop: { begin(): Promise<EvalConversation> },
  catalog: Pick<Catalog, 'get' | 'search'>,
  baseline?: Baseline,
): Promise<DialogueScores> {
  const counts = Object.fromEntries(SLOTS.map((slot) => [slot, { right: 0, wrong: 0, missed: 0 }])) as Record<
    Slot,
    Count
  >;
  const total = { turns: 0, intents: 0, coarse: 0, baseline: 0, constraints: 0, successes: 0, violations: 0 };
  const times: number[] = [];
  const faults: string[] = [];
  for (const { name, turns } of conversations) {
    const conversation = await shop.begin();
    let expected: Now = {};
    let succeeded = true;
    for (const turn of turns) {
      const heard = await conversation.say(turn.say);
      const got = asNow(heard.constraints);
      expected = await judgeCheap(turn.now ?? expected, got, catalog);
      const problems = problemsOf(turn, heard, expected, got);
      for (const slot of SLOTS) count(counts[slot], expected[slot], got[slot]);
      const broken = (await catalog.get(heard.matches)).filter((product) =>
        breaks(product, heard.constraints),
      );
      total.turns += 1;
      total.coarse += Number(coarse(heard.understanding.intent) === coarse(turn.intent));
      total.baseline += Number(baseline && (await baseline(turn.say)) === coarse(turn.intent));
      total.intents += Number(heard.understanding.intent === turn.intent);
      total.constraints += Number(same(expected, got));
      total.violations += broken.length;
      times.push(heard.readMs);
      succeeded &&= problems.length === 0 && broken.length === 0;
      for (const problem of problems) faults.push(`${name}: "${turn.say.slice(0, 80)}": ${problem}`);
    }
    total.successes += Number(succeeded);
  }
  const all = Object.values(counts).reduce((sum, each) => ({
    right: sum.right + each.right,
    wrong: sum.wrong + each.wrong,
    missed: sum.missed + each.missed,
  }));
  return {
    conversations: conversations.length,
    turns: total.turns,
    intentAccuracy: total.intents / total.turns,
    coarseAccuracy: total.coarse / total.turns,
    baselineAccuracy: baseline && total.baseline / total.turns,
    slotF1: f1(all),
    slots: Object.fromEntries(SLOTS.map((slot) => [slot, f1(counts[slot])])) as Record<Slot, number>,
    constraintsAccuracy: total.constraints / total.turns,
    taskSuccess: total.successes / conversations.length,
    violations: total.violations,
    readMsP95: times.sort((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? 0,
    faults,
  };
}

function problemsOf(turn: ExpectedTurn, heard: HeardTurn, expected: Now, got: Now): string[] {
  const { intent } = heard.understanding;
  return [
    ...(intent === turn.intent ? [] : [`${intent} instead of ${turn.intent}`]),
    ...(same(expected, got) ? [] : [`${JSON.stringify(got)} instead of ${JSON.stringify(expected)}`]),
    ...(turn.cart === undefined || turn.cart === heard.cartCount
      ? []
      : [`${heard.cartCount} in the cart instead of ${turn.cart}, after ${heard.says.join(', ')}`]),
    ...(turn.passage === undefined || turn.passage === (heard.passage ?? 'none')
      ? []
      : [`answers with ${heard.passage ?? 'nothing'}`]),
    ...(turn.says === undefined || heard.says.includes(turn.says) ? [] : [`says ${heard.says.join(', ')}`]),
  ];
}

/** What "cheap" may come to is judged by counting: from a quarter to not quite half of the kind can be had for it. */
async function judgeCheap(expected: Now, got: Now, catalog: Pick<Catalog, 'search'>): Promise<Now> {
  if (expected.price_max !== 'cheap') return expected;
  if (typeof got.price_max !== 'number') return expected;
  const kind = { category: expected.category, department: expected.department };
  const count = async (priceMax?: number) =>
    (await catalog.search({ constraints: { ...kind, priceMax }, soldOut: 'leave_out', limit: 1 })).total;
  const share = (await count(got.price_max * 100)) / (await count());
  return share >= 0.25 && share < 0.45 ? { ...expected, price_max: got.price_max } : expected;
}

function coarse(intent: string): string {
  return intent === 'search' || intent === 'refine' ? WISH : intent;
}

function asNow(constraints: Constraints): Now {
  const { priceMin, priceMax, size, department, category, brand, colours, excludedColours } = constraints;
  const major = (amount: number | undefined) => (amount === undefined ? undefined : amount / 100);
  const now = { price_min: major(priceMin), price_max: major(priceMax), size, department, category, brand };
  const sorted = { colours: colours?.toSorted(), not_colours: excludedColours?.toSorted() };
  return JSON.parse(JSON.stringify({ ...now, ...sorted }));
}

function same(expected: Now, got: Now): boolean {
  return SLOTS.every((slot) => sameValue(expected[slot], got[slot]));
}

function sameValue(a: Now[Slot], b: Now[Slot]): boolean {
  const text = (value: Now[Slot]) => JSON.stringify(Array.isArray(value) ? value.toSorted() : value);
  return text(a) === text(b);
}

function count(counts: Count, expected: Now[Slot], got: Now[Slot]): void {
  if (expected === undefined && got === undefined) return;
  if (sameValue(expected, got)) counts.right += 1;
  else {
    counts.missed += Number(expected !== undefined);
    counts.wrong += Number(got !== undefined);
  }
}

function f1({ right, wrong, missed }: Count): number {
  return right + wrong + missed === 0 ? 1 : (2 * right) / (2 * right + wrong + missed);
}

/** Judged from the product alone, by nothing that the search itself uses. */
function breaks(product: Product, wish: Constraints): boolean {
  const { priceMin = 0, priceMax = Number.MAX_SAFE_INTEGER, department, category, brand } = wish;
  const { amount } = product.price;
  if (amount < priceMin || amount > priceMax) return true;
  if (department && product.department !== department) return true;
  if (category && product.category !== category) return true;
  if (brand && product.brand !== brand) return true;
  const colours: readonly string[] = wish.colours ?? [];
  const unwanted: readonly string[] = wish.excludedColours ?? [];
  return !product.variants.some(
    ({ size, colour }) =>
      (!wish.size || size === wish.size) &&
      (colours.length === 0 || colours.includes(colour)) &&
      !unwanted.includes(colour),
  );
}
