import { readSynonyms } from '../../../../activities/adapters/catalog/text/synonyms-file.js';

describe('the synonyms that come with the shop', () => {
  const meanings = (...words: string[]) =>
    readSynonyms()
      .at(words, 0)
      ?.meanings.map((each) => each.join(' '));

  it.each([
    ['trousers', 'pants'],
    ['pants', 'trousers'],
    ['tee', 't shirt'],
    ['jumpers', 'sweater'],
    ['pyjamas', 'pajama'],
    ['rucksack', 'backpack'],
    ['knickers', 'briefs'],
  ])('say that %s are also %s', (word, meaning) => {
    expect(meanings(word)).toContain(meaning);
  });

  it('join what is written in several words', () => {
    expect(meanings('bathing', 'suit')).toContain('swimsuit');
    expect(meanings('roll', 'neck')).toContain('turtleneck');
  });
});
