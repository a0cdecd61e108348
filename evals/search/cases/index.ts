import type { SearchCase } from '../search-case.js';
import { CONSTRAINTS } from './constraints.js';
import { GARMENTS } from './garments.js';
import { OTHER_WORDS } from './other-words.js';
import { SLIPS } from './slips.js';
import { STYLES } from './styles.js';

/** By what they are about; figures are told for each. */
export const CASES: Readonly<Record<string, readonly SearchCase[]>> = {
  garments: GARMENTS,
  constraints: CONSTRAINTS,
  slips: SLIPS,
  'other words': OTHER_WORDS,
  styles: STYLES,
};
