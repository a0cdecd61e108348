import type { Block, Phrase, PlannedBlock, ProductCard, ReplyPlan } from '../../domain/index.js';
import { formatMoney } from '../../domain/index.js';
import { ask, type LanguageDeps, type Verdict } from './ask.js';
import { checkSentence, checkWhole } from './claims/checks.js';
import { type Evidence, gatherEvidence } from './claims/evidence.js';
import { redact } from './redaction.js';
import { SentenceReader, splitSentences } from './sentences.js';

/**
 * What a model may word. Whatever has to do with money that flows, with orders or with what the shop promises is
 * left out: those sentences are the merchant's, to the letter.
 */
export const WORDABLE: ReadonlyMap<Phrase, { musts?: readonly string[] }> = new Map<
  Phrase,
  { musts?: readonly string[] }
>([
  ['greeting', {}],
  ['out_of_scope', {}],
  ['results', {}],
  ['no_results', {}],
  ['no_more_results', { musts: ['all'] }],
  ['nothing_shown', {}],
  ['which_one', {}],
  ['which_size', { musts: ['size'] }],
  // What was done has to be said, whatever else is.
  ['added', { musts: ['added'] }],
  ['removed', { musts: ['taken'] }],
  ['quantity_changed', { musts: ['changed'] }],
  ['cart', { musts: ['cart'] }],
  ['cart_empty', { musts: ['cart'] }],
]);
const KEPT_MS = 60 * 60 * 1_000;
const MOST_FACTS = 6;

type Say = Extract<PlannedBlock, { say: unknown }>;

/** Whether the plan begins with a sentence that a model may word. */
export function isWordable(plan: ReplyPlan): boolean {
  return wordableSay(plan) !== undefined;
}

function wordableSay([first]: ReplyPlan): Say | undefined {
  return first && 'say' in first && !first.tone && WORDABLE.has(first.say) ? first : undefined;
}

export interface WordingRequest {
  plan: ReplyPlan;
  /** The reply as the templates say it: the evidence. */
  blocks: readonly Block[];
  /** What the shopper wrote. */
  message: string;
  signal?: AbortSignal | undefined;
  /** Hears what has been said so far, each time a sentence has passed the checks. */
  onDraft(text: string): void;
}

/**
 * The reply with its first sentences in the model's words, or undefined when the template has to speak. Sentences
 * are checked one by one as they come; nothing of a sentence is shown before it has passed.
 */
export async function wordByModel(deps: LanguageDeps, request: WordingRequest): Promise<Block[] | undefined> {
  const { plan, blocks, message, signal, onDraft } = request;
  const say = wordableSay(plan);
  const [first, ...rest] = blocks;
  if (!say || first?.type !== 'text') return undefined;
  const cards = rest.flatMap((block) => (block.type === 'products' ? block.items : []));
  const evidence = evidenceFor(say, first.text, cards);
  const gate = new Gate(evidence, onDraft);
  const text = await ask(deps, {
    task: 'word',
    values: { message: JSON.stringify(redact(message)), draft: first.text, facts: factsOf(cards) },
    maxTokens: 140,
    keptMs: KEPT_MS,
    signal,
    judge: (answer) => judge(answer, evidence),
    onText: (piece) => gate.hear(piece),
  });
  return text === undefined ? undefined : [{ type: 'text', text }, ...rest];
}

function judge(answer: string, evidence: Evidence): Verdict<string> {
  // Line breaks would be paragraphs on the page.
  const text = answer.replaceAll(/\s+/g, ' ').trim();
  const check = checkWhole(splitSentences(text), evidence);
  return check ? { check } : { value: text };
}

/** Lets through whole sentences that hold, and closes at the first that does not. */
class Gate {
  readonly #evidence: Evidence;
  readonly #onDraft: (text: string) => void;
  readonly #reader = new SentenceReader();
  #shown = '';

  constructor(evidence: Evidence, onDraft: (text: string) => void) {
    this.#evidence = evidence;
    this.#onDraft = onDraft;
  }

  /** Whether the answer can still be accepted. */
  hear(piece: string): boolean {
    for (const sentence of this.#reader.add(piece)) {
      if (checkSentence(sentence, this.#evidence)) return false;
      this.#shown = `${this.#shown} ${sentence}`.trim();
      this.#onDraft(this.#shown);
    }
    return true;
  }
}

function evidenceFor(
  { say, values = {}, wish }: Say,
  template: string,
  cards: readonly ProductCard[],
): Evidence {
  const { total, first, last, about, ...others } = values;
  // 0 stands for "not said".
  return gatherEvidence(
    template,
    cards,
    // An estimate is not for the model to say: it would lose its "about".
    {
      total: about ? undefined : total,
      first,
      last,
      others: Object.values(others).filter((value) => value !== 0),
    },
    wish,
    WORDABLE.get(say)?.musts,
  );
}

/** What is shown below the sentences, for a model to refer to. */
function factsOf(cards: readonly ProductCard[]): string {
  if (cards.length === 0) return 'none';
  const facts = cards.slice(0, MOST_FACTS).map(({ name, brand, price, variants }) => {
    const inStock = variants.filter(({ available }) => available > 0);
    return {
      name,
      brand,
      price: formatMoney(price),
      sizes: [...new Set(inStock.map(({ size }) => size))],
      colours: [...new Set(inStock.map(({ colour }) => colour))],
    };
  });
  return JSON.stringify(facts);
}
