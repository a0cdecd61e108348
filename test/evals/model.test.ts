import { readFileSync } from 'node:fs';
import { MODEL_FILE } from '../../activities/adapters/understanding/classifier/model.js';
import { frequent } from '../../activities/adapters/understanding/classifier/train.js';
import { trainingExamples, trainingTexts } from '../../evals/model/examples.js';

test('the stored model of intents is the one that these examples and readers give', () => {
  const examples = trainingExamples();
  const stored = JSON.parse(readFileSync(MODEL_FILE, 'utf8'));
  expect(stored.labels).toEqual([...new Set(examples.map(({ label }) => label))].sort());
  expect(stored.features).toEqual(frequent(examples));
});

test('no example is given twice, with one intent or with two', () => {
  const seen = new Map<string, string>();
  for (const { label, text } of trainingTexts()) {
    expect([text, seen.get(text)]).toEqual([text, undefined]);
    seen.set(text, label);
  }
});
