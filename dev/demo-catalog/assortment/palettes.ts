import type { BaseColour } from '../../../domain/index.js';
import type { Some } from './types.js';

/** Colours a kind of garment comes in; a colour named twice is more common. */
export const QUIET: Some<BaseColour> = ['black', 'white', 'grey', 'blue', 'beige', 'brown'];
export const LIVELY: Some<BaseColour> = [
  'black',
  'white',
  'grey',
  'blue',
  'green',
  'red',
  'pink',
  'purple',
  'yellow',
  'orange',
  'brown',
  'beige',
];
export const DENIM: Some<BaseColour> = ['blue', 'blue', 'black', 'grey', 'white'];
export const SPORTY: Some<BaseColour> = [
  'black',
  'grey',
  'blue',
  'green',
  'red',
  'pink',
  'purple',
  'orange',
  'white',
];
export const SOFT: Some<BaseColour> = ['black', 'white', 'beige', 'pink', 'purple', 'blue', 'red', 'grey'];

/** Cloths, as a description names them. */
export const SHIRTING: Some<string> = [
  'organic cotton',
  'a cotton-linen blend',
  'washed cotton',
  'soft jersey',
  'a breathable cotton blend',
];
export const KNIT: Some<string> = [
  'merino wool',
  'lambswool',
  'a cotton-cashmere blend',
  'chunky cotton yarn',
  'recycled wool',
];
export const DENIM_CLOTH: Some<string> = [
  'stretch denim',
  'rigid 12 oz denim',
  'organic cotton denim',
  'washed comfort denim',
];
export const WOVEN: Some<string> = [
  'cotton twill',
  'a stretch-cotton blend',
  'linen',
  'brushed cotton',
  'a wool blend',
];
export const SHELL: Some<string> = [
  'a wool blend',
  'waxed cotton',
  'a water-repellent shell',
  'recycled down',
  'cotton canvas',
];
export const TECHNICAL: Some<string> = [
  'a quick-drying knit',
  'four-way stretch jersey',
  'recycled polyester',
  'light mesh',
];
export const NEXT_TO_SKIN: Some<string> = [
  'modal jersey',
  'brushed microfibre',
  'soft cotton',
  'a smooth cotton blend',
];
