import { constraintNames, dropConstraint, searchable } from '../../domain/index.js';

const asked = { category: 'Jeans', department: 'Men' as const, priceMax: 5_000, size: '32' };

test('dropping "price" drops both bounds, dropping another name drops that alone', () => {
  expect(dropConstraint({ priceMin: 1, priceMax: 2, size: 'M' }, 'price')).toEqual({ size: 'M' });
  expect(dropConstraint({ ...asked, colours: ['blue'], excludedColours: ['red'] }, 'colours')).toEqual(asked);
});

test('the names of what is set come in a fixed order', () => {
  expect(constraintNames({ size: 'M', priceMin: 1 })).toEqual(['price', 'size']);
  expect(constraintNames({ excludedColours: ['red'] })).toEqual(['colours']);
  expect(constraintNames({})).toEqual([]);
});

test('what a catalog is asked for names no unwanted colour', () => {
  expect(searchable(asked)).toEqual(asked);
  expect(searchable({ colours: ['red', 'blue'], excludedColours: ['red'] })).toEqual({ colours: ['blue'] });
  const { colours } = searchable({ excludedColours: ['black'] });
  expect(colours).toHaveLength(11);
  expect(colours).not.toContain('black');
});
