import { constraintNames, dropConstraint, refineConstraints, startSearch } from '../../domain/index.js';

const jeans = {
  category: 'Jeans',
  department: 'Men',
  priceMax: 5_000,
  size: 'M',
  colours: ['blue'],
} as const;
const asked = { ...jeans, colours: [...jeans.colours] };

test('a refinement replaces what it names and keeps the rest', () => {
  expect(refineConstraints(asked, { priceMax: 8_000 })).toEqual({ ...asked, priceMax: 8_000 });
  expect(refineConstraints(asked, { colours: undefined })).toEqual(asked);
});

test('a new search keeps the department, and the size only for the same kind of thing', () => {
  expect(startSearch(asked, { category: 'Socks' })).toEqual({ category: 'Socks', department: 'Men' });
  expect(startSearch(asked, { category: 'Jeans', department: 'Women' })).toEqual({
    category: 'Jeans',
    department: 'Women',
    size: 'M',
  });
});

test('dropping "price" drops both bounds, dropping another name drops that alone', () => {
  expect(dropConstraint({ priceMin: 1, priceMax: 2, size: 'M' }, 'price')).toEqual({ size: 'M' });
  expect(dropConstraint(asked, 'colours')).toEqual({
    category: 'Jeans',
    department: 'Men',
    priceMax: 5_000,
    size: 'M',
  });
});

test('the names of what is set come in a fixed order', () => {
  expect(constraintNames({ size: 'M', priceMin: 1 })).toEqual(['price', 'size']);
  expect(constraintNames({})).toEqual([]);
});
