import { createCatalogWords } from '../../../../activities/adapters/catalog/text/catalog-words.js';
import { readText } from '../../../../activities/adapters/catalog/text/read-text.js';
import { parseSynonyms } from '../../../../activities/adapters/catalog/text/synonyms.js';

const words = createCatalogWords(
  Object.entries({
    dress: 90,
    dresses: 20,
    floral: 40,
    striped: 30,
    stripe: 2,
    summer: 9,
    summery: 1,
    shirt: 80,
    t: 40,
    tee: 30,
    pants: 70,
    short: 5,
    shorts: 50,
    jeans: 60,
    jean: 1,
    leather: 8,
    weather: 2,
    cardigan: 7,
    cardigans: 3,
    naive: 1,
  }),
);
const synonyms = parseSynonyms(
  'trousers, pants\ntee, t-shirt\nbathing suit, swimsuit\ndown jacket => puffer\npjs => pajamas',
);
const read = (text: string) => readText(text, { words, synonyms });
/** The alternatives of each group, as "words weight". */
const groups = (text: string) =>
  read(text).groups.map(({ alternatives }) =>
    alternatives.map(({ words, weight }) => `${words.join(' ')} ${weight}`),
  );

describe('a word', () => {
  it('stands for its other forms, which count a little less', () => {
    expect(groups('dresses')).toEqual([['dresses 1', 'dress 0.97']]);
    expect(groups('stripes')).toEqual([['stripes 1', 'stripe 0.97', 'striped 0.85']]);
  });

  it('stands for its synonyms, in either direction and in any form', () => {
    expect(groups('trouser')).toEqual([['trouser 1', 'pants 0.9']]);
    expect(groups('tees')).toEqual([['tees 1', 'tee 0.97', 't shirt 0.9']]);
    expect(groups('pjs')).toEqual([['pjs 1', 'pajamas 0.9']]);
    expect(groups('pajamas')).toEqual([['pajamas 1']]);
  });

  it('that the catalog does not know stands for what begins like it', () => {
    expect(groups('summ')).toEqual([['summ 1', 'summer 0.9', 'summery 0.9']]);
  });

  it('that the catalog does not know stands for the nearest it knows', () => {
    expect(groups('florel')).toEqual([['florel 1', 'floral 0.8']]);
    expect(groups('drses')).toEqual([['drses 1', 'dress 0.8']]);
    expect(groups('stripped')).toEqual([['stripped 1', 'striped 0.8']]);
    expect(groups('cardgian')).toEqual([['cardgian 1', 'cardigan 0.8']]);
    expect(groups('crdigns')).toEqual([['crdigns 1']]);
    expect(groups('crdigans')).toEqual([['crdigans 1', 'cardigans 0.8']]);
  });

  it('that the catalog knows is never taken for another', () => {
    expect(groups('weather')).toEqual([['weather 1']]);
  });

  it('with digits or too short is not guessed at', () => {
    expect(groups('501s')).toEqual([['501s 1']]);
    expect(groups('tex')).toEqual([['tex 1']]);
  });

  it('is read without accents and apostrophes, in any case', () => {
    expect(groups('NAÏVE')).toEqual([['naive 1']]);
    expect(groups('men’s')).toEqual([['mens 1']]);
  });
});

describe('several words', () => {
  it('are a group each, once', () => {
    expect(read('floral dress floral').groups.map(({ said }) => said)).toEqual(['floral', 'dress']);
  });

  it('joined by a hyphen belong together, and have synonyms together', () => {
    expect(groups('t-shirt')).toEqual([['t shirt 1', 'tee 0.9']]);
    expect(groups('striped t shirt')).toEqual([
      ['striped 1', 'stripe 0.85'],
      ['t shirt 1', 'tee 0.9'],
    ]);
    expect(groups('bathing suits')).toEqual([['bathing suits 1', 'swimsuit 0.9']]);
  });

  it('say together what one of them alone does not', () => {
    expect(groups('a down jacket')).toEqual([['down jacket 1', 'puffer 0.9']]);
    expect(groups('jeans down')).toEqual([['jeans 1', 'jean 0.97']]);
  });

  it('in quotes are meant exactly, up to singular and plural', () => {
    expect(groups('"summer dress" jeans')).toEqual([
      ['summer dress 1', 'summer dresses 0.97'],
      ['jeans 1', 'jean 0.97'],
    ]);
  });

  it.each(['shorts -striped', 'shorts not striped', 'shorts without "striped"'])(
    'can be excluded: %s',
    (text) => {
      expect(read(text).groups.map(({ said }) => said)).toEqual(['shorts']);
      expect(read(text).excluded).toEqual([['striped'], ['stripe']]);
    },
  );

  it('that say nothing constrain nothing', () => {
    for (const text of ['', 'for the', '!!! -- ""', '😀', ' ', 'not']) {
      expect(read(text)).toEqual({ groups: [], excluded: [] });
    }
  });

  it('are read up to a bound, and hold nothing but letters and digits', () => {
    const hostile = `'; drop table products; -- & | ! <-> :* ) ${'word '.repeat(5_000)} ${'a b'.repeat(2_000)}`;
    const { groups: all } = read(hostile);
    expect(all.length).toBeLessThanOrEqual(12);
    for (const { alternatives } of all) {
      for (const each of alternatives.flatMap(({ words }) => words)) expect(each).toMatch(/^[\p{L}\p{N}]+$/u);
    }
  });
});
