import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { FeedError } from './feed.js';

/** The text of a file, piece by piece, and how much of the file has been read. */
export interface OpenFeed {
  text: AsyncIterable<string>;
  /** Bytes of the file, as it lies on the disk. */
  size: number;
  bytesRead(): number;
}

/** A feed packs some tenfold. What unpacks to so many times its size is made to fill a disk. */
const MOST_RATIO = 100;
const ALWAYS_ALLOWED_BYTES = 10_000_000;
const HEAD_BYTES = 65_536;

const KINDS: readonly (readonly [magic: readonly number[], name: string])[] = [
  [[0x50, 0x4b, 0x03, 0x04], 'a zip archive (or a spreadsheet): unpack it, or save the sheet as CSV'],
  [[0x25, 0x50, 0x44, 0x46], 'a PDF'],
  [[0x42, 0x5a, 0x68], 'packed with bzip2: unpack it, or pack it with gzip'],
  [[0x28, 0xb5, 0x2f, 0xfd], 'packed with zstd: unpack it, or pack it with gzip'],
  [[0xfd, 0x37, 0x7a, 0x58, 0x5a], 'packed with xz: unpack it, or pack it with gzip'],
];

/**
 * Opens a feed: text in UTF-8, plain or packed with gzip. Reads no faster than the text is taken, so that memory
 * does not grow with the file.
 * @throws FeedError no such file, empty, not text, another encoding; while reading: broken off, packed too tightly
 */
export async function openFeed(file: string): Promise<OpenFeed> {
  const found = await stat(file).catch(() => undefined);
  if (!found) throw new FeedError(`There is no file ${file}.`);
  if (!found.isFile()) throw new FeedError(`${file} is not a file.`);
  if (found.size === 0) throw new FeedError(`${file} is empty.`);
  const head = await readHead(file);
  refuseOtherKinds(file, head);
  const source = createReadStream(file, { highWaterMark: HEAD_BYTES });
  const isPacked = head[0] === 0x1f && head[1] === 0x8b;
  const bytes = isPacked ? unpacked(source, found.size) : source;
  return { text: decoded(bytes), size: found.size, bytesRead: () => source.bytesRead };
}

async function readHead(file: string): Promise<Uint8Array> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(16), 0, 16, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

function refuseOtherKinds(file: string, head: Uint8Array): void {
  for (const [magic, name] of KINDS) {
    if (magic.every((byte, index) => head[index] === byte)) throw new FeedError(`${file} is ${name}.`);
  }
}

async function* unpacked(source: Readable, packedBytes: number): AsyncGenerator<Uint8Array> {
  const most = Math.max(ALWAYS_ALLOWED_BYTES, packedBytes * MOST_RATIO);
  const gunzip = createGunzip();
  source.once('error', (error) => gunzip.destroy(error));
  source.pipe(gunzip);
  let bytes = 0;
  try {
    for await (const chunk of gunzip as AsyncIterable<Uint8Array>) {
      bytes += chunk.length;
      if (bytes > most) {
        throw new FeedError(
          `The file unpacks to more than ${MOST_RATIO} times its size, as a gzip bomb does; unpack it yourself if you trust it.`,
        );
      }
      yield chunk;
    }
  } catch (error) {
    const { code } = error as { code?: string };
    if (!code?.startsWith('Z_')) throw error;
    throw new FeedError(
      `The gzip data break off or are damaged after ${bytes} unpacked bytes; fetch the file again.`,
    );
  } finally {
    source.destroy();
    gunzip.destroy();
  }
}

/** UTF-8, strictly: a replaced letter in a name would be shown to shoppers for ever. */
async function* decoded(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let before = 0;
  for await (const chunk of bytes) {
    if (before === 0) refuseUtf16(chunk);
    if (chunk.includes(0))
      throw new FeedError(`The file is not text: there is a zero byte near byte ${before}.`);
    yield decode(() => decoder.decode(chunk, { stream: true }), before);
    before += chunk.length;
  }
  yield decode(() => decoder.decode(), before);
}

function decode(read: () => string, near: number): string {
  try {
    return read();
  } catch {
    throw new FeedError(
      `The file is not UTF-8: a byte after ${near} fits Windows-1252 or Latin-1 instead. Convert it, for example with ` +
        '`iconv -f WINDOWS-1252 -t UTF-8 FILE > FILE.utf8`.',
    );
  }
}

function refuseUtf16(first: Uint8Array): void {
  const [a, b, c, d] = first;
  const marked = (a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff);
  const unmarked = (b === 0 && d === 0 && a !== 0 && c !== 0) || (a === 0 && c === 0 && b !== 0 && d !== 0);
  if (!marked && !unmarked) return;
  throw new FeedError(
    'The file is in UTF-16, as spreadsheets save "Unicode text". Save it as UTF-8, or convert it with ' +
      '`iconv -f UTF-16 -t UTF-8 FILE > FILE.utf8`.',
  );
}
