/** A line of the input, or why it cannot be one; numbered from 1. */
export type InputLine = { number: number; text: string } | { number: number; problem: string };

/** No line of a batch is anywhere near as long; one that is would fill the memory. */
const LONGEST_LINE = 1_000_000;

/** Cuts UTF-8 text into lines, in constant memory; lines with nothing in them are left out but counted. */
export async function* readLines(
  chunks: AsyncIterable<Uint8Array>,
  longest = LONGEST_LINE,
): AsyncGenerator<InputLine> {
  const decoder = new TextDecoder('utf-8');
  let number = 0;
  let begun = '';
  let skipping = false;

  function* linesOf(text: string, isLast: boolean): Generator<InputLine> {
    const pieces = text.split('\n');
    for (const [index, piece] of pieces.entries()) {
      const ends = index < pieces.length - 1 || isLast;
      if (!skipping) begun += piece;
      if (begun.length > longest) {
        skipping = true;
        begun = '';
      }
      if (!ends) continue;
      number += 1;
      if (skipping) yield { number, problem: `the line is longer than ${longest} characters` };
      else if (begun.trim() !== '') yield { number, text: begun };
      begun = '';
      skipping = false;
    }
  }

  for await (const chunk of chunks) yield* linesOf(decoder.decode(chunk, { stream: true }), false);
  yield* linesOf(decoder.decode(), true);
}
