import { createGazetteer } from '../../../activities/adapters/understanding/gazetteer.js';
import { theLookVocabulary } from '../../../activities/adapters/understanding/the-look.js';
import { understandLine } from '../../../dev/understand/understand-line.js';

const gazetteer = createGazetteer(theLookVocabulary(['Zephyrine']), { guesses: true });

function read(text: string, context?: { role: string; text: string }[]) {
  const result = understandLine(JSON.stringify({ id: 7, text, context }), gazetteer);
  if ('problem' in result) throw new Error(result.problem);
  return result.answer;
}
const shopper = (text: string) => ({ role: 'user', text });
const shop = (text: string) => ({ role: 'assistant', text });

test.each([
  [
    'lookin 4 a black hoodie size L under 40 bucks',
    { price_max: 40, size: 'L', category: 'Fashion Hoodies & Sweatshirts', color: ['black'] },
  ],
  ['sth for my husband, xl, not more than €60', { price_max: 60, size: 'XL', department: 'Men' }],
  [
    'mens levis 34x32 $20 - $40',
    { price_min: 20, price_max: 40, size: '34', department: 'Men', brand: "Levi's" },
  ],
  [
    'tee, UK 12, between 20 n thirty five',
    { price_min: 20, price_max: 35, size: '12', category: 'Tops & Tees' },
  ],
  ['socks for her', { department: 'Women', category: 'Socks & Hosiery' }],
  ['pants', { category: 'Pants' }],
  [
    'zephyrine skirts in burgundy or navy',
    { category: 'Skirts', brand: 'Zephyrine', color: ['red', 'blue'] },
  ],
  ['i dont want to spend over 1,000 on a suit', { price_max: 1_000, category: 'Suits' }],
  ['jeans, anything but black', { category: 'Jeans' }],
  ['swim trunks for my son hes 8', { size: '8', department: 'Kids', category: 'Swim' }],
])('%s', (text, slots) => {
  expect(read(text)).toEqual({ id: 7, intent: 'search', slots });
});

const dresses = [shopper("women's dresses in red under $80, size M"), shop('Here are 12 dresses.')];

test('turns before are carried over into a refinement', () => {
  const slots = { price_max: 80, size: 'M', department: 'Women', category: 'Dresses', color: ['blue'] };
  expect(read('in blue please', dresses)).toEqual({ id: 7, intent: 'refine', slots });
});

test('what is dropped is gone', () => {
  const slots = { size: 'M', department: 'Women', category: 'Dresses' };
  expect(read('forget the price, any colour', dresses)).toEqual({ id: 7, intent: 'refine', slots });
});

test('a new category keeps whom it is for, the size that fits and the budget', () => {
  const slots = { price_max: 80, size: 'M', department: 'Women', category: 'Sweaters' };
  expect(read('now show me sweaters', dresses)).toEqual({ id: 7, intent: 'search', slots });
});

test('going back is to what held before', () => {
  const { slots } = read('go back', [...dresses, shopper('in green')]);
  expect(slots.color).toEqual(['red']);
});

test('a bare number answers what was asked', () => {
  expect(read('8', [shopper("women's dresses"), shop('Which size?')]).slots.size).toBe('8');
  expect(read('60', [shopper("women's dresses"), shop('What is your budget?')]).slots.price_max).toBe(60);
});

test.each([
  ['nonsense', 'not a JSON object with "id" and "text"'],
  ['{"id":1}', /^text: /],
  ['{"id":1,"text":"x","context":[{"role":"user"}]}', /^context\.0\.text: /],
])('%s is refused with the reason', (line, problem) => {
  expect(understandLine(line, gazetteer)).toEqual({ problem: expect.stringMatching(problem) });
});
