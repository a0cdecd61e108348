import {
  baseColour,
  canonicalSize,
  colourInName,
  sizeInName,
} from '../../../activities/adapters/catalog/product-names.js';
import { NAMES } from './product-name-cases.js';

it.each(NAMES)('reads size and colour of %j', ({ name, brand, size, colour }) => {
  expect([sizeInName(name), colourInName(name, brand)]).toEqual([size, colour]);
});

it.each([
  ['small', 'S'],
  ['X-Large', 'XL'],
  ['2xl', 'XXL'],
  [' m ', 'M'],
  ['10.5', '10.5'],
  ['3t', '3T'],
  ['one size', 'One Size'],
  ['34 Regular', '34 Regular'],
])('writes the size %j as %s', (size, canonical) => {
  expect(canonicalSize(size)).toBe(canonical);
});

it.each([
  ['Navy Blue', 'blue'],
  ['Heather-Grey', 'grey'],
  ['Stone', 'beige'],
  ['Wine', 'red'],
  ['Nebula', undefined],
])('files the shade %s under %s', (shade, colour) => {
  expect(baseColour(shade)).toBe(colour);
});
