const set = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/));

/** How sizes in letters are said, by the way they are printed. */
export const LETTER_SIZES: Readonly<Record<string, readonly string[]>> = {
  XS: ['xs', 'x small', 'xsmall', 'extra small', 'xtra small', 'x s', 'xsm'],
  S: ['small', 'sml', 'smal', 'sm', 'smalls'],
  M: ['medium', 'med', 'meduim', 'midium', 'mediums', 'medum'],
  L: ['large', 'lrg', 'lg', 'larg', 'larges'],
  XL: ['xl', 'x large', 'xlarge', 'extra large', 'xtra large', 'x l', 'xlrg', 'xlg'],
  XXL: [
    'xxl',
    '2xl',
    'xx large',
    'xxlarge',
    'double xl',
    'extra extra large',
    'double extra large',
    '2x large',
    '2xlarge',
    '2 xl',
    'two xl',
    'double x large',
  ],
  XXXL: ['xxxl', '3xl', 'triple xl', '3x large', '3 xl', 'xxx large', 'triple extra large'],
  XXXXL: ['xxxxl', '4xl'],
  XXS: ['xxs', 'extra extra small', 'double extra small', '2xs'],
  '1X': ['1x'],
  '2X': ['2x'],
  '3X': ['3x'],
  '4X': ['4x'],
  'One Size': ['one size', 'one size fits all', 'onesize', 'os'],
};

export const SINGLE_LETTERS: Readonly<Record<string, string>> = { s: 'S', m: 'M', l: 'L' };

/** They say that a size follows; otherwise a number is a price or a count. */
export const SIZE_WORDS = set('size sized sizes sz siz waist w wear wears');

export const SKIPPED_AFTER_SIZE = set(
  'is of a an in waist to size the about around like uk us eu number no im 100%',
);

export const PEOPLE = set('im hes shes is am');

export const REGIONS = set('uk us eu eur');

/** A cut and not a size: "high waist". */
export const RISES = set('high low mid elastic elasticated');

/** "Large tote", "small logo", "medium wash": of a thing, not of a garment. */
export const NOT_A_SIZE_BEFORE = set(
  `bag bags tote totes purse purses handbag handbags wallet wallets backpack backpacks logo logos print prints wash
  budget gift gifts selection rise length heel heels pockets pocket weight question problem quantity amount collar`,
);
