import { answerQuestions } from '../../activities/passages.js';
import type { Understanding } from '../../domain/index.js';

const help = {
  find: (question: string, { strict = false }: { strict?: boolean } = {}) =>
    question.includes(strict ? 'strictly returns' : 'returns')
      ? { id: 'returns-how', title: '', text: '', html: '' }
      : undefined,
};
const read = (intent: Understanding['intent']): Understanding => ({
  intent,
  slots: {},
  confidence: 0.3,
  engine: 'rules',
});

test('a question about the shop gets the passage that answers it, also as the second thing asked', () => {
  expect(answerQuestions(read('policy_question'), 'returns?', help).passage).toBe('returns-how');
  const both = { ...read('add_to_cart'), next: [read('policy_question')] };
  expect(answerQuestions(both, 'add it, and returns?', help)).toMatchObject({
    intent: 'add_to_cart',
    next: [{ passage: 'returns-how' }],
  });
});

test('what nobody understood is a question where it plainly names a passage', () => {
  expect(answerQuestions(read('out_of_scope'), 'strictly returns', help)).toMatchObject({
    intent: 'policy_question',
    passage: 'returns-how',
  });
  expect(answerQuestions(read('out_of_scope'), 'returns of the jedi', help)).toEqual(read('out_of_scope'));
});

test('nothing else is touched', () => {
  expect(answerQuestions(read('search'), 'returns', help)).toEqual(read('search'));
});
