import fc from 'fast-check';
import { wordsOf } from '../../../activities/adapters/catalog/text/words.js';
import { type TestDatabase, testDatabase } from '../../support/servers.js';

/** Postgres cuts what products say, and we cut what shoppers say: where the two differ, nothing is found. */
describe('words are cut by one rule', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.close());

  /** The words that can be found in each text, in the order of the alphabet. */
  /** The words that can be found in each text, in the order of the alphabet. */
  async function cutByPostgres(texts: readonly string[]): Promise<string[][]> {
    const { rows } = await database.pool.query<{ cut: string[] }>(
      `select tsvector_to_array(to_tsvector('simple', catalog_text(t))) as cut
       from unnest($1::text[]) with ordinality as x(t, n) order by n`,
      [texts],
    );
    return rows.map(({ cut }) => cut.toSorted());
  }
  const cutByUs = (text: string) => [...new Set(wordsOf(text))].toSorted();

  it('whatever the script, the accents and the punctuation', async () => {
    const texts = [
      'Men\'s "T-Shirt" [2-pack] 100% co_tton ^a\\b~c`d',
      'Naïve Élan’s Crème-Brûlée – blouse №5',
      'ÅNGSTRÖM İstanbul STRASSE straße',
      'Ελλάς ΣΊΣΥΦΟΣ, Привет ЁЖ',
      'فُسْتَان أَحْمَر، שָׁלוֹם',
      '連衣裙 ワンピース 원피스',
      '½ ² ﬁne Ⅻ ㎏ 👗dress👗',
      '\u202edress\u202c\u00a0summer\u2009silk',
    ];
    expect(await cutByPostgres(texts)).toEqual(texts.map(cutByUs));
  });

  it('in any ASCII and Latin text', async () => {
    const upTo = (last: number) =>
      fc.string({
        unit: fc.integer({ min: 1, max: last }).map((code) => String.fromCodePoint(code)),
        maxLength: 40,
      });
    const texts = [
      ...fc.sample(upTo(0x7f), { numRuns: 3_000, seed: 7 }),
      ...fc.sample(upTo(0x17f), { numRuns: 500, seed: 7 }),
    ];
    expect(await cutByPostgres(texts)).toEqual(texts.map(cutByUs));
  });
});
