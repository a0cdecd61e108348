import { suggestNarrowings } from '../../activities/narrowings.js';
import type { Facets } from '../../activities/ports/index.js';

const NONE: Facets = { departments: [], categories: [], brands: [], sizes: [], colours: [], prices: [] };
const labels = (facets: Partial<Facets>, total = 100) =>
  suggestNarrowings({ category: 'Jeans' }, { ...NONE, ...facets }, total, 'USD').map(
    ({ label, count }) => `${label} ${count}`,
  );

describe('ways to narrow a wish', () => {
  it('take what was asked for along', () => {
    const [offer] = suggestNarrowings(
      { category: 'Jeans' },
      { ...NONE, colours: [{ value: 'black', count: 20 }] },
      100,
      'USD',
    );
    expect(offer).toEqual({
      constraint: 'colours',
      label: 'In black',
      constraints: { category: 'Jeans', colours: ['black'] },
      count: 20,
    });
  });

  it('name the price that about half of it costs at most', () => {
    const prices = [
      { max: 1_999, count: 10 },
      { min: 2_000, max: 3_999, count: 35 },
      { min: 4_000, max: 5_999, count: 50 },
      { min: 25_000, count: 5 },
    ];
    expect(labels({ prices })).toEqual(['Up to $39.99 45']);
  });

  it('leave out what leaves nearly everything or hardly anything', () => {
    const colours = [
      { value: 'blue', count: 76 },
      { value: 'black', count: 75 },
      { value: 'grey', count: 5 },
      { value: 'red', count: 4 },
    ] as const;
    expect(labels({ colours: [...colours] })).toEqual(['In black 75', 'In grey 5']);
  });

  it('are a handful, and one of each kind comes before a second', () => {
    const many = (...values: string[]) => values.map((value) => ({ value, count: 30 }));
    expect(
      labels({
        departments: [
          { value: 'Men', count: 30 },
          { value: 'Women', count: 30 },
        ],
        brands: many('Northbeam', 'Tidewell', 'Corvane'),
        colours: [
          { value: 'black', count: 30 },
          { value: 'blue', count: 30 },
        ],
      }),
    ).toEqual(['For men 30', 'In black 30', 'By Northbeam 30', 'For women 30', 'In blue 30']);
  });

  it('say when they are estimates', () => {
    const facets: Facets = { ...NONE, brands: [{ value: 'Northbeam', count: 4_800 }], estimated: true };
    expect(suggestNarrowings({}, facets, 48_000, 'USD')).toEqual([
      {
        constraint: 'brand',
        label: 'By Northbeam',
        constraints: { brand: 'Northbeam' },
        count: 4_800,
        estimated: true,
      },
    ]);
  });
});
