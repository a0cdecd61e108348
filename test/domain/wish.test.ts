import {
  type Constraints,
  carriedOver,
  refineConstraints,
  startSearch,
  type Wish,
} from '../../domain/index.js';

type Row = readonly [what: string, before: Constraints, wish: Wish, after: Constraints];

const jeans: Constraints = {
  category: 'Jeans',
  department: 'Men',
  priceMax: 5_000,
  size: '32',
  colours: ['blue'],
  text: 'slim',
};
const tee: Constraints = {
  category: 'Tops & Tees',
  department: 'Men',
  size: 'M',
  priceMax: 3_000,
  brand: 'Wexley',
};
const { colours: _blue, ...plainJeans } = jeans;
const { priceMax: _fifty, ...freeJeans } = jeans;

const REFINEMENTS: readonly Row[] = [
  ['a new bound replaces the old', jeans, { slots: { priceMax: 8_000 } }, { ...jeans, priceMax: 8_000 }],
  ['absent fields change nothing', jeans, { slots: { colours: undefined } }, jeans],
  [
    'a lower bound comes beside the upper',
    jeans,
    { slots: { priceMin: 2_000 } },
    { ...jeans, priceMin: 2_000 },
  ],
  [
    'a lower bound above the upper lifts it',
    jeans,
    { slots: { priceMin: 9_000 } },
    { ...freeJeans, priceMin: 9_000 },
  ],
  [
    'an upper bound below the lower lifts it',
    { priceMin: 10_000 },
    { slots: { priceMax: 4_000 } },
    { priceMax: 4_000 },
  ],
  ['a colour replaces', jeans, { slots: { colours: ['black'] } }, { ...jeans, colours: ['black'] }],
  [
    '"also" adds a colour',
    jeans,
    { slots: { colours: ['black'] }, edits: { add: true } },
    { ...jeans, colours: ['blue', 'black'] },
  ],
  [
    'an unwanted colour leaves the wanted',
    jeans,
    { slots: { excludedColours: ['blue'] } },
    { ...plainJeans, excludedColours: ['blue'] },
  ],
  [
    'a wanted colour is no longer unwanted',
    { excludedColours: ['black', 'red'] },
    { slots: { colours: ['black'] } },
    { colours: ['black'], excludedColours: ['red'] },
  ],
  ['any colour', jeans, { slots: {}, edits: { drop: ['colours'] } }, plainJeans],
  ['forget the price', jeans, { slots: {}, edits: { drop: ['price'] } }, freeJeans],
  [
    'one is dropped and another named',
    jeans,
    { slots: { colours: ['red'] }, edits: { drop: ['price'] } },
    { ...freeJeans, colours: ['red'] },
  ],
  ['words gather', jeans, { slots: { text: 'distressed' } }, { ...jeans, text: 'slim distressed' }],
  ['a word takes the place of its rival', jeans, { slots: { text: 'skinny' } }, { ...jeans, text: 'skinny' }],
  [
    'a word in the negative takes itself away',
    jeans,
    { slots: { text: '-slim' } },
    { ...jeans, text: '-slim' },
  ],
  [
    'another department keeps a size of the same kind',
    jeans,
    { slots: { department: 'Women' } },
    { ...jeans, department: 'Women' },
  ],
  [
    'a size of another kind of thing goes',
    jeans,
    { slots: { category: 'Tops & Tees' } },
    { category: 'Tops & Tees', department: 'Men', priceMax: 5_000, colours: ['blue'] },
  ],
  [
    'everything is cleared',
    jeans,
    { slots: { category: 'Swim' }, edits: { reset: true } },
    { category: 'Swim' },
  ],
];

const SEARCHES: readonly Row[] = [
  [
    'department, budget and a fitting size are kept; brand is not',
    tee,
    { slots: { category: 'Sweaters' } },
    { category: 'Sweaters', department: 'Men', size: 'M', priceMax: 3_000 },
  ],
  [
    'a size of another kind is not kept',
    jeans,
    { slots: { category: 'Sweaters' } },
    { category: 'Sweaters', department: 'Men', priceMax: 5_000 },
  ],
  [
    'waists fit trousers, too',
    jeans,
    { slots: { category: 'Pants' } },
    { category: 'Pants', department: 'Men', priceMax: 5_000, size: '32' },
  ],
  [
    'socks have no such sizes',
    tee,
    { slots: { category: 'Socks' } },
    { category: 'Socks', department: 'Men', priceMax: 3_000 },
  ],
  [
    'somebody else has another size',
    tee,
    { slots: { category: 'Sweaters', department: 'Women' } },
    { category: 'Sweaters', department: 'Women', priceMax: 3_000 },
  ],
  [
    'a new budget replaces both bounds',
    { ...tee, priceMin: 1_000 },
    { slots: { category: 'Sweaters', priceMin: 4_000 } },
    { category: 'Sweaters', department: 'Men', size: 'M', priceMin: 4_000 },
  ],
  [
    "children's sizes go by age",
    { category: 'Tops & Tees', department: 'Kids', size: '6' },
    { slots: { category: 'Shorts' } },
    { category: 'Shorts', department: 'Kids', size: '6' },
  ],
  ['start over', tee, { slots: {}, edits: { reset: true } }, {}],
];

const titled = (rows: readonly Row[]) => rows.map((row) => [...row] as const);

describe('a refinement', () => {
  test.each(titled(REFINEMENTS))('%s', (_what, before, wish, after) => {
    expect(refineConstraints(before, wish)).toEqual(after);
  });
});

describe('a new search', () => {
  test.each(titled(SEARCHES))('%s', (_what, before, wish, after) => {
    expect(startSearch(before, wish)).toEqual(after);
  });

  test('tells what it carried over', () => {
    const wish = { slots: { category: 'Sweaters' } };
    expect(carriedOver(tee, wish, startSearch(tee, wish))).toEqual(['department', 'size', 'price']);
    const own = { slots: { category: 'Sweaters', priceMax: 3_000, department: 'Men' as const } };
    expect(carriedOver(tee, own, startSearch(tee, own))).toEqual(['size']);
  });
});
