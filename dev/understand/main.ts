/**
 * `npm run --silent understand -- --in FILE.jsonl --out FILE.jsonl [--brands FILE]`, for analysts: reads what
 * shoppers wrote, one JSON object a line, `{"id", "text", "context"?: [{"role", "text"}]}`, and writes what it
 * means, `{"id", "intent", "slots"}`, in the same order. `-` is standard input or output. Needs no server. Ends with 0
 * when every line was read, 1 when some were not (they are named on standard error), and 2 when nothing could be done.
 */
import { createReadStream, createWriteStream, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { createGazetteer } from '../../activities/adapters/understanding/gazetteer.js';
import { theLookVocabulary } from '../../activities/adapters/understanding/the-look.js';
import { understandLine } from './understand-line.js';

const USAGE = 'npm run --silent understand -- --in FILE.jsonl --out FILE.jsonl [--brands FILE]';

async function main(): Promise<void> {
  const files = readArguments();
  const brands = files.brands ? linesOf(readFileSync(files.brands, 'utf8')) : [];
  const gazetteer = createGazetteer(theLookVocabulary(brands), { guesses: true });
  const input = files.in === '-' ? process.stdin : createReadStream(files.in);
  const failed = new Promise<never>((_, reject) => input.once('error', reject));
  const output = files.out === '-' ? process.stdout : createWriteStream(files.out);
  const { read, refused } = await Promise.race([failed, copy(input, output)]);
  if (output !== process.stdout) {
    output.end();
    await finished(output);
  }
  if (refused > 0)
    throw new Error(`${refused} of ${read + refused} lines could not be read; the others are written.`);

  async function copy(
    lines: NodeJS.ReadableStream,
    to: Writable,
  ): Promise<{ read: number; refused: number }> {
    const count = { read: 0, refused: 0, line: 0 };
    for await (const line of createInterface({ input: lines, crlfDelay: Number.POSITIVE_INFINITY })) {
      count.line += 1;
      if (line.trim() === '') continue;
      const result = understandLine(line, gazetteer);
      if ('problem' in result) {
        count.refused += 1;
        process.stderr.write(`line ${count.line}: ${result.problem}\n`);
        continue;
      }
      count.read += 1;
      if (!to.write(`${JSON.stringify(result.answer)}\n`))
        await new Promise((resolve) => to.once('drain', resolve));
    }
    return count;
  }
}

function readArguments(): { in: string; out: string; brands?: string } {
  const { values } = parseArgs({
    options: { in: { type: 'string' }, out: { type: 'string' }, brands: { type: 'string' } },
  });
  if (!values.in || !values.out) throw new Error(`Name both files: ${USAGE}`);
  return { in: values.in, out: values.out, brands: values.brands };
}

function linesOf(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && line.length <= 80);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
});
