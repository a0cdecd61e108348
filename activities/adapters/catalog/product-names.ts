import type { BaseColour } from '../../../domain/index.js';
import { COLOUR_WORDS } from '../understanding/words/colours.js';

/**
 * Size and colour as they stand in names and free columns of merchants: "Slim Jeans 32x30 - Navy". The rules
 * are patterns that JavaScript and RE2 read alike, so that a statement and this file come to the same answer:
 * no look-around, no classes beyond ASCII.
 */
interface Pattern {
  source: string;
  ignoreCase: boolean;
}

export const ONE_SIZE = 'One Size';

const LETTERS = 'XXXL|XXL|XL|XXS|XS|S|M|L|[2-4]XL|[1-4]X';
const WORDS =
  '(?:X{1,2}|Extra|Extra Extra)[ -]?Small|(?:X{1,3}|Extra|Extra Extra)[ -]?Large|Small|Medium|Large|One[ -]?Size';
const SIZE = `${LETTERS}|${WORDS}|[2-5]T|[0-9]{1,2}(?:\\.5)?`;

/** Tried in this order; the first group is the size. A number alone is none: "501 Jeans", "Pack of 6". */
const SIZE_PATTERNS: readonly Pattern[] = [
  { source: `\\bsize[ :]+(${SIZE})(?:[^A-Za-z0-9.]|$)`, ignoreCase: true },
  { source: '\\b([2-6][0-9]) ?x ?[0-9]{2}\\b', ignoreCase: true },
  { source: '\\bw([2-6][0-9]) ?[/-]? ?l[0-9]{2}\\b', ignoreCase: true },
  { source: '\\b([2-5]T)\\b', ignoreCase: false },
  { source: `[,(/-] ?(${LETTERS}|${WORDS})\\)? *$`, ignoreCase: true },
  { source: ` (${LETTERS}) *$`, ignoreCase: false },
];

const SIZE_NAMES: Readonly<Record<string, readonly string[]>> = {
  XXS: ['xxsmall', 'extraextrasmall'],
  XS: ['xsmall', 'extrasmall'],
  S: ['small'],
  M: ['medium'],
  L: ['large'],
  XL: ['xlarge', 'extralarge'],
  XXL: ['2xl', 'xxlarge', 'extraextralarge'],
  XXXL: ['3xl', 'xxxlarge'],
  [ONE_SIZE]: ['onesize', 'os', 'onesizefitsall'],
};

/** In a name these are a fabric, a finish or a cut at least as often as a colour. */
const NO_COLOURS_IN_NAMES: ReadonlySet<string> = new Set(
  'bronze copper lemon lime nude peach pearl rose ruby sand slate stone wine'.split(' '),
);

const SHADES: readonly (readonly [shade: string, colour: BaseColour])[] = (
  Object.keys(COLOUR_WORDS) as BaseColour[]
).flatMap((colour) => COLOUR_WORDS[colour].map((shade) => [shade, colour] as const));

const COLOUR_IN_NAME = shadePattern((shade) => !NO_COLOURS_IN_NAMES.has(shade));
const COLOUR_ALONE = shadePattern(() => true);

/** The canonical size in a name, such as `M` or `32`; undefined where it names none. */
export function sizeInName(name: string): string | undefined {
  for (const pattern of SIZE_PATTERNS) {
    const [, size] = regExp(pattern).exec(name) ?? [];
    if (size) return canonicalSize(size);
  }
  return undefined;
}

/** A size as the shop writes it: "x-large" is `XL`, "3t" is `3T`. */
export function canonicalSize(size: string): string {
  const trimmed = size.trim();
  const key = trimmed.toLowerCase().replace(/[ -]/g, '');
  const [named] = Object.entries(SIZE_NAMES).find(([, names]) => names.includes(key)) ?? [];
  return named ?? (trimmed.length <= 4 ? trimmed.toUpperCase() : trimmed);
}

/** The base colour that a name mentions first, past the brand that it may begin with. */
export function colourInName(name: string, brand = ''): BaseColour | undefined {
  const startsWithBrand = brand !== '' && name.toLowerCase().startsWith(brand.toLowerCase());
  return colourMatched(COLOUR_IN_NAME, startsWithBrand ? name.slice(brand.length) : name);
}

/** The base colour of a merchant's shade, such as "Navy Blue"; undefined for one that we do not know. */
export function baseColour(shade: string): BaseColour | undefined {
  return colourMatched(COLOUR_ALONE, shade);
}

/** The size as it stands in a text expression; null where it names none. `canonicalSizeSql` makes a size of it. */
export function sizeInNameSql(name: string): string {
  const found = SIZE_PATTERNS.map((pattern) => `regexp_extract(${name}, ${patternSql(pattern)})`);
  return `coalesce(${found.join(', ')})`;
}

/** What `canonicalSizeSql` tells spellings apart by. */
export function sizeKeySql(size: string): string {
  return `replace(replace(lower(trim(${size})), ' ', ''), '-', '')`;
}

/** The statement's `canonicalSize` of a column and of another with its `sizeKeySql`. */
export function canonicalSizeSql(size: string, key: string): string {
  const branches = Object.entries(SIZE_NAMES).map(
    ([named, names]) => `when regexp_contains(${key}, r'^(?:${names.join('|')})$') then '${named}'`,
  );
  return `case ${branches.join(' ')} when length(${size}) <= 4 then upper(${size}) else ${size} end`;
}

/** The shade that a name mentions first, past the brand; null for none. `baseColourSql` makes a colour of it. */
export function shadeInNameSql(name: string, brand: string): string {
  const startsWithBrand = `${brand} != '' and starts_with(lower(${name}), lower(${brand}))`;
  return shadeSqlBy(COLOUR_IN_NAME, `if(${startsWithBrand}, substr(${name}, length(${brand}) + 1), ${name})`);
}

/** The shade that we know in a merchant's own word for a colour; null for none. */
export function shadeSql(text: string): string {
  return shadeSqlBy(COLOUR_ALONE, text);
}

/** The base colour of a column with a shade. */
export function baseColourSql(shade: string): string {
  const branches = (Object.keys(COLOUR_WORDS) as BaseColour[]).map(
    (colour) => `when regexp_contains(${shade}, r'^(?:${COLOUR_WORDS[colour].join('|')})$') then '${colour}'`,
  );
  return `case ${branches.join(' ')} end`;
}

function colourMatched(pattern: Pattern, text: string): BaseColour | undefined {
  const [, found] = regExp(pattern).exec(text) ?? [];
  const key = found?.toLowerCase().replaceAll('-', ' ');
  return SHADES.find(([shade]) => shade === key)?.[1];
}

function shadeSqlBy(pattern: Pattern, text: string): string {
  return `replace(lower(regexp_extract(${text}, ${patternSql(pattern)})), '-', ' ')`;
}

/** The longest first, so that "navy blue" is not read as "navy". */
function shadePattern(isWanted: (shade: string) => boolean): Pattern {
  const shades = SHADES.map(([shade]) => shade)
    .filter(isWanted)
    .sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  return {
    source: `\\b(${shades.map((shade) => shade.replaceAll(' ', '[ -]')).join('|')})\\b`,
    ignoreCase: true,
  };
}

const compiled = new Map<string, RegExp>();
function regExp({ source, ignoreCase }: Pattern): RegExp {
  const key = `${ignoreCase}${source}`;
  const known = compiled.get(key) ?? new RegExp(source, ignoreCase ? 'i' : '');
  compiled.set(key, known);
  return known;
}

function patternSql({ source, ignoreCase }: Pattern): string {
  return `r'${ignoreCase ? '(?i)' : ''}${source}'`;
}
