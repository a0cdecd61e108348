import { readSizeStep } from '../../../activities/adapters/understanding/size-steps.js';
import { Utterance } from '../../../activities/adapters/understanding/utterance.js';

test.each([
  ['one size up', 'M', 'L'],
  ['a size smaller please', 'XL', 'L'],
  ['the next bigger size', 'XL', 'XXL'],
  ['size down', 'S', 'XS'],
  ['one size down', '34', undefined],
  ['one size up', undefined, undefined],
  ['one size fits all', 'M', undefined],
  ['size L', 'M', undefined],
])('%s, from %s, is %s', (text, current, expected) => {
  expect(readSizeStep(new Utterance(text), current)).toBe(expected);
});
