import { type InputLine, readLines } from '../../../dev/search/read-lines.js';

/** The text as UTF-8 in chunks of so many bytes, which cut through lines and letters. */
async function* chunked(text: string, bytes: number): AsyncGenerator<Uint8Array> {
  const all = new TextEncoder().encode(text);
  for (let from = 0; from < all.length; from += bytes) yield all.subarray(from, from + bytes);
}

async function linesOf(text: string, { bytes = 7, longest = 100 } = {}): Promise<InputLine[]> {
  const lines: InputLine[] = [];
  for await (const line of readLines(chunked(text, bytes), longest)) lines.push(line);
  return lines;
}

it.each([1, 2, 3, 1_000])('puts lines together from chunks of %i bytes', async (bytes) => {
  expect(await linesOf('eins\nzwölf 😀\r\ndrei', { bytes })).toEqual([
    { number: 1, text: 'eins' },
    { number: 2, text: 'zwölf 😀\r' },
    { number: 3, text: 'drei' },
  ]);
});

it('counts empty lines and leaves them out, and a byte order mark too', async () => {
  expect(await linesOf('\ufeffone\n\n  \nfour\n')).toEqual([
    { number: 1, text: 'one' },
    { number: 4, text: 'four' },
  ]);
  expect(await linesOf('')).toEqual([]);
});

it.each([10, 1_000])('gives up a line that is too long, read in chunks of %i, and goes on', async (bytes) => {
  const lines = await linesOf(`one\n${'x'.repeat(101)}\n${'y'.repeat(100)}\n${'z'.repeat(500)}`, { bytes });
  expect(lines).toEqual([
    { number: 1, text: 'one' },
    { number: 2, problem: 'the line is longer than 100 characters' },
    { number: 3, text: 'y'.repeat(100) },
    { number: 4, problem: 'the line is longer than 100 characters' },
  ]);
});
