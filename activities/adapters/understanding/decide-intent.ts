import type { UnderstandingContext } from '../../../domain/index.js';
import type { Cue, Findings, IntentRead } from './intents.js';
import type { Utterance } from './utterance.js';

export function decideIntent(
  byRules: IntentRead,
  _utterance: Utterance,
  _findings: Findings,
  _cues: ReadonlySet<Cue>,
  _context: UnderstandingContext,
): IntentRead {
  return byRules;
}
