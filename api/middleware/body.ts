import getRawBody from 'raw-body';
import { SEALED_MARK, ShopError } from '../../domain/index.js';
import type { Context } from '../state.js';

/** The largest body we read, in bytes; a message of 2,000 characters needs a fraction of it. */
export const MAX_BODY_BYTES = 32 * 1024;

/**
 * Reads a JSON body. Throws `unsupported_media_type`, `too_large` or `malformed_request`, each with
 * a sentence that says what to send instead.
 */
export async function readJson(ctx: Context, limit: number = MAX_BODY_BYTES): Promise<unknown> {
  if (!isJson(ctx)) {
    throw new ShopError(
      'unsupported_media_type',
      'Send the body as "content-type: application/json" in UTF-8, not compressed.',
    );
  }
  const text = decodeUtf8(await readRaw(ctx, limit));
  if (text.trim() === '') throw new ShopError('malformed_request', 'The body is empty; send a JSON object.');
  try {
    return JSON.parse(text, storable);
  } catch (error) {
    if (error instanceof ShopError) throw error;
    throw new ShopError(
      'malformed_request',
      'The body is not valid JSON; check quotes, commas and brackets.',
    );
  }
}

/** Reads the bytes of a body as they are; signatures are made over them. */
export async function readRaw(ctx: Context, limit: number = MAX_BODY_BYTES): Promise<Buffer> {
  try {
    return await getRawBody(ctx.req, { length: ctx.request.length, limit });
  } catch (error) {
    if (typeOf(error) === 'entity.too.large') {
      // Take in what is on its way, so that the client reads our answer instead of a broken pipe.
      ctx.set('connection', 'close');
      ctx.req.resume();
      throw new ShopError('too_large', `The body is larger than ${limit / 1024} kB; send less at once.`);
    }
    throw new ShopError(
      'malformed_request',
      'The body did not arrive as announced; send it again.',
      {},
      { cause: error },
    );
  }
}

function isJson({ request }: Context): boolean {
  const compressed = !['', 'identity'].includes(request.get('content-encoding').toLowerCase());
  const isUtf8 = ['', 'utf-8', 'utf8'].includes(request.charset.toLowerCase());
  return request.type.toLowerCase() === 'application/json' && isUtf8 && !compressed;
}

function decodeUtf8(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new ShopError('malformed_request', 'The body is not valid UTF-8; encode the text as UTF-8.');
  }
}

/** JSON can write down halves of characters, and NUL; neither is text, and Postgres stores neither. */
function storable(_key: string, value: unknown): unknown {
  if (typeof value === 'string' && (!value.isWellFormed() || value.includes('\u0000'))) {
    throw new ShopError(
      'malformed_request',
      'The body holds text that is not valid Unicode, such as half a surrogate pair or NUL.',
    );
  }
  if (typeof value === 'string' && value.startsWith(SEALED_MARK))
    throw new ShopError('malformed_request', 'The body holds text that begins with a control character.');
  return value;
}

function typeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'type' in error ? error.type : undefined;
}
