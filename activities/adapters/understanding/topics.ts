import { type Intent, Topic } from '../../../domain/index.js';
import { PhraseIndex } from './phrase-index.js';
import { Utterance, wordsOf } from './utterance.js';
import { TOPIC_WORDS } from './words/talk.js';

const TOPICS = TOPIC_WORDS.map(([topic, phrases]) => ({
  topic: Topic.parse(topic),
  index: new PhraseIndex(phrases.map((phrase): [string[], true] => [wordsOf(phrase), true])),
}));
const ABOUT_THE_SHOP: ReadonlySet<Topic> = new Set<Topic>([
  'returns',
  'shipping',
  'payment',
  'discounts',
  'privacy',
]);

/** What a question is about; a question about a product is never about the shop's rules. */
export function readTopic({ tokens }: Utterance, intent: Intent): Topic | undefined {
  if (intent !== 'policy_question' && intent !== 'product_question') return undefined;
  // The readers have taken words such as "cotton"; the topic looks at all of them.
  const whole = new Utterance(tokens.join(' '));
  const found = TOPICS.find(
    ({ topic, index }) => ABOUT_THE_SHOP.has(topic) === (intent === 'policy_question') && index.has(whole),
  );
  return found?.topic ?? 'other';
}
