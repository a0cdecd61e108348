import { Intent, type UnderstandingContext } from '../../../domain/index.js';
import { type Evidence, featuresOf } from './classifier/features.js';
import { intentModel, type Model } from './classifier/model.js';
import { type IntentRead, wishIntent } from './intents.js';

/** The classifier's name for whatever is looked for; whether it begins anew, the rules know from the context. */
export const WISH = 'wish';
/** Rules that are so sure are only overruled by a classifier that is nearly certain. */
const SURE = 0.9;
const CERTAIN = 0.98;
/** Below this the classifier has seen nothing like the message. */
const LEAST_PROBABLE = 0.55;

/** What the classifier has not learnt. */
const ONLY_BY_RULES: ReadonlySet<Intent> = new Set<Intent>(['stop_watching', 'find_similar']);

/** Puts the rules' choice and the classifier's together. */
export function decideIntent(
  evidence: Evidence,
  context: UnderstandingContext,
  model: Model = intentModel(),
): IntentRead {
  const { byRules } = evidence;
  if (ONLY_BY_RULES.has(byRules.intent)) return byRules;
  const [best] = model.classify(featuresOf(evidence));
  if (!best) return byRules;
  const label = byRules.intent === 'search' || byRules.intent === 'refine' ? WISH : byRules.intent;
  // What nobody understood stays unsure, so that a better reader may be asked.
  if (best.label === label && label === 'out_of_scope') return byRules;
  if (best.label === label)
    return { ...byRules, confidence: Math.max(byRules.confidence, best.probability * 0.97) };
  const needed = byRules.confidence >= SURE ? CERTAIN : LEAST_PROBABLE;
  if (best.probability < needed || !isPossible(best.label, evidence)) return byRules;
  const confidence = Math.min(0.9, best.probability);
  if (best.label === WISH) return { intent: wishIntent(evidence, context), confidence };
  return { intent: Intent.parse(best.label), confidence };
}

const TALK: ReadonlySet<string> = new Set(['help', 'greeting', 'goodbye', 'out_of_scope', 'show_more']);

/** What has nothing to look for is no wish, and a quantity that nobody named cannot be changed. */
function isPossible(label: string, { findings }: Evidence): boolean {
  if (label === WISH) return findings.edits || Object.keys(findings.slots).length > 0;
  if (findings.edits && TALK.has(label)) return false;
  if (label === 'change_quantity') return findings.quantity !== undefined;
  return true;
}
