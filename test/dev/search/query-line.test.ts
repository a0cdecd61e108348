import { readQueryLine } from '../../../dev/search/query-line.js';

const read = (line: object) => readQueryLine(JSON.stringify(line));

it('reads a query and its constraints, and takes null for absent', () => {
  expect(
    read({
      id: 7,
      query: ' red dress ',
      note: 'ignored',
      constraints: { price_max: 80, size: 32, brand: null, color: 'red' },
    }),
  ).toEqual({
    query: {
      id: 7,
      query: 'red dress',
      constraints: { price_max: 80, size: '32', colours: ['red'] },
    },
  });
});

it.each(['color', 'colors', 'colour', 'colours'])('takes one colour or a list as %s', (name) => {
  for (const [given, colours] of [
    ['red', ['red']],
    [
      ['red', 'blue'],
      ['red', 'blue'],
    ],
  ])
    expect(read({ id: 'a', constraints: { [name as string]: given } })).toMatchObject({
      query: { constraints: { colours } },
    });
});

it.each<[string, object, RegExp, unknown]>([
  ['without an id', { query: 'jeans' }, /^id: give each query a string or a number/, undefined],
  ['that asks for nothing', { id: 1, query: ' ' }, /neither a query nor a constraint/, 1],
  ['with empty constraints alone', { id: 1, constraints: { brand: null } }, /neither a query/, 1],
  [
    'with a constraint that is not known',
    { id: 'x', query: 'a', constraints: { colr: 'red' } },
    /there is no colr; there are price_min/,
    'x',
  ],
  [
    'with a price that is a word',
    { id: 1, query: 'a', constraints: { price_max: 'ten' } },
    /^constraints\.price_max: /,
    1,
  ],
  [
    'with a negative price',
    { id: 1, query: 'a', constraints: { price_min: -1 } },
    /^constraints\.price_min: /,
    1,
  ],
  ['with a query that is a number', { id: 1, query: 5 }, /^query: /, 1],
  ['that is a list', [1, 2], /expected object/, undefined],
])('says what is wrong with a line %s, and whose it is', (_, line, problem, id) => {
  const result = read(line);
  expect(result).toMatchObject({ problem: expect.stringMatching(problem) });
  expect('id' in result ? result.id : undefined).toBe(id);
});

it('says what is wrong with a line that is not JSON', () => {
  expect(readQueryLine('{"id": 1,')).toMatchObject({ problem: expect.stringMatching(/^not JSON/) });
});
