import { parseSynonyms } from '../../../../activities/adapters/catalog/text/synonyms.js';

const meanings = (file: string, ...words: string[]) =>
  parseSynonyms(file)
    .at(words, 0)
    ?.meanings.map((each) => each.join(' '));

describe('a file of synonyms', () => {
  it('may have remarks, empty lines, a byte order mark and Windows line ends', () => {
    const file = '\uFEFF# jumpers\r\n\r\njumper, sweater # British, American\r\n';
    expect(meanings(file, 'jumper')).toEqual(['sweater']);
    expect(meanings(file, 'sweaters')).toEqual(['jumper']);
  });

  it('may name a word on several lines', () => {
    expect(meanings('tee, t-shirt\ntee => top', 'tee')).toEqual(['t shirt', 'top']);
  });

  it('takes the longest phrase', () => {
    const file = 'suit => costume\nsuit jacket, blazer';
    expect(parseSynonyms(file).at(['suit', 'jackets', 'blue'], 0)).toEqual({
      length: 2,
      meanings: [['blazer']],
    });
  });

  it('that cannot be read names every bad line, and what is wrong there', () => {
    const file = 'a, b\nlonely\na => b => c\n, b\none two three four five, six';
    expect(() => parseSynonyms(file, 'content/x.txt')).toThrow(
      [
        'The synonyms cannot be read.',
        'content/x.txt, line 2: a word alone has no synonym; write "word, other" or "word => other"',
        'content/x.txt, line 3: there is more than one "=>"; write "word => other, words"',
        'content/x.txt, line 4: a word is missing beside a comma or "=>"',
        'content/x.txt, line 5: "one two three four five" has more than 4 words',
      ].join('\n'),
    );
  });
});
