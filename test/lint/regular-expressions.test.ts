import { readFileSync, writeFileSync } from 'node:fs';
import { check } from 'recheck';
import { codeFiles, expressionsIn, madeWhile } from './support/regular-expressions.js';

/** Expressions that recheck has shown to be safe. RECHECK=all shows it again for each, RECHECK=new for new ones; both write the list. */
const LIST = 'test/lint/support/safe-expressions.json';
/**
 * Those whose time grows faster than a text, and why that does no harm: how long what they meet can be. With 2,000 characters,
 * as many as a message has, the worst of them takes some 20 ms.
 */
const BOUNDED: Record<string, string> = JSON.parse(
  readFileSync('test/lint/support/bounded-expressions.json', 'utf8'),
);
const isAll = process.env.RECHECK === 'all';
const PATIENCE_MS = 20_000;

/** Files that make expressions of strings, and what makes them do so. */
const MAKERS: Readonly<Record<string, () => unknown>> = {
  'activities/adapters/catalog/product-names.ts': () => {
    const names = jest.requireActual('../../activities/adapters/catalog/product-names.js');
    names.sizeInName('Jeans, navy blue, size 32x34');
    names.colourInName('Jeans, navy blue');
    names.baseColour('navy');
  },
  'activities/adapters/encryption/personal-fields.ts': () =>
    jest.requireActual('../../activities/adapters/encryption/personal-fields.js'),
  'activities/language/claims/tokens.ts': () =>
    jest.requireActual('../../activities/language/claims/tokens.js'),
  'activities/language/redaction.ts': () => jest.requireActual('../../activities/language/redaction.js'),
  'api/challenges/solution.ts': () => jest.requireActual('../../api/challenges/solution.js'),
  'domain/written-price.ts': () => {
    const { readWrittenPrice } = jest.requireActual('../../domain/written-price.js');
    for (const text of ['1,299', '1.299.000', '1,299.50']) readWrittenPrice(text, { currency: 'USD' });
  },
  // Of our own sentences, for what our own api says.
  'web/scripts/shop-sentences.js': () => undefined,
};

interface Expression {
  source: string;
  flags: string;
  file: string;
}
const written = ({ source, flags }: Pick<Expression, 'source' | 'flags'>) => `/${source}/${flags}`;
const found = new Map<string, Expression>();
const makers: string[] = [];

beforeAll(() => {
  for (const file of codeFiles()) {
    const { literals, isMaking } = expressionsIn(file);
    if (isMaking) makers.push(file);
    for (const literal of literals) if (!found.has(written(literal))) found.set(written(literal), literal);
  }
  for (const [file, use] of Object.entries(MAKERS))
    for (const made of madeWhile(use))
      if (!found.has(written(made))) found.set(written(made), { ...made, file });
}, 60_000);

test('every file that makes expressions of strings is known, with what makes them', () => {
  // A new one? Add it to MAKERS, so that what it makes is looked at, too.
  expect(makers.sort()).toEqual(Object.keys(MAKERS).sort());
});

test('no regular expression takes more time than its text is long, but for those that meet short texts alone', async () => {
  const safe = new Set<string>(JSON.parse(readFileSync(LIST, 'utf8')));
  const unknown = [...found.values()].filter(
    (one) => !(written(one) in BOUNDED) && (isAll || !safe.has(written(one))),
  );
  const bad: string[] = [];
  for (const one of unknown) {
    const verdict = await check(one.source, one.flags, { timeout: PATIENCE_MS });
    if (verdict.status === 'safe') continue;
    const attack =
      verdict.status === 'vulnerable'
        ? `${verdict.complexity.summary}: ${verdict.attack.pattern}`
        : 'unknown';
    bad.push(`${one.file}: ${written(one)}, ${attack.slice(0, 200)}`);
  }
  expect(bad).toEqual([]);
  if (process.env.RECHECK) {
    const all = [...found.keys()].filter((one) => !(one in BOUNDED)).sort();
    writeFileSync(LIST, `${JSON.stringify(all, null, 2)}\n`);
  }
}, 600_000);

test('the list has none that are gone', () => {
  const gone = (one: string) => !found.has(one);
  expect((JSON.parse(readFileSync(LIST, 'utf8')) as string[]).filter(gone)).toEqual([]);
  expect(Object.keys(BOUNDED).filter(gone)).toEqual([]);
});

test('one that takes far too long would be found', async () => {
  expect(await check('^(a|a)*$', '', { timeout: PATIENCE_MS })).toMatchObject({ status: 'vulnerable' });
}, 60_000);
