import type { Payload } from '@temporalio/common';
import { z } from 'zod';
import { ShopError } from '../../domain/index.js';
import type { ApiDeps } from '../deps.js';
import { defineRoute, type Route } from './route.js';

/** The Temporal UI sends all payloads of a page of a history at once. */
const MOST_BYTES = 4 * 2 ** 20;

const base64 = z.base64();
/** The JSON form of Temporal's protocol buffers, as its codec servers take it: bytes in base64. */
const Payloads = z.object({
  payloads: z
    .array(z.object({ metadata: z.record(z.string(), base64).optional(), data: base64.optional() }))
    .max(10_000),
});
type Payloads = z.infer<typeof Payloads>;

const shared = {
  tag: 'staff',
  access: ['ops'],
  // They change nothing, and only pages of the Temporal UI's origin may read what they answer.
  anyOrigin: true,
  maxBodyBytes: MOST_BYTES,
  body: Payloads,
  responses: { 200: { description: 'The payloads, in their order', schema: 'Payloads' } },
  problems: [],
} as const;

/** The codec server of the Temporal UI and CLI: lets who may read histories read what is encrypted in them. */
export function codecRoutes({ payloadCodec }: ApiDeps): Route[] {
  return [
    defineRoute({
      ...shared,
      method: 'post',
      path: '/v1/codec/decode',
      operationId: 'decodePayloads',
      summary: 'Decrypt what stands in workflow histories',
      description:
        'For the Temporal UI and CLI. What is not encrypted is given back as it is; so is what nobody can read any more, ' +
        'because the shopper’s key was destroyed.',
      handle: async ({ body }) => {
        const open = async (payload: Payload) => {
          const [opened] = (await payloadCodec?.decode([payload]).catch(unlessUnreadable)) ?? [];
          return opened ?? payload;
        };
        return { body: toJson(await Promise.all(fromJson(body).map(open))) };
      },
    }),
    defineRoute({
      ...shared,
      method: 'post',
      path: '/v1/codec/encode',
      operationId: 'encodePayloads',
      summary: 'Encrypt what is to be sent to workflows',
      handle: async ({ body }) => {
        const payloads = fromJson(body);
        return { body: toJson((await payloadCodec?.encode(payloads)) ?? payloads) };
      },
    }),
  ];
}

/** One payload that cannot be read must not hide the others from ops. */
function unlessUnreadable(error: unknown): undefined {
  if (error instanceof Error && error.name === 'Unreadable') return undefined;
  throw new ShopError(
    'unavailable',
    'The keys cannot be read now. Please try again in a moment.',
    {},
    {
      cause: error,
    },
  );
}

function fromJson({ payloads }: Payloads): Payload[] {
  return payloads.map(({ metadata = {}, data = '' }) => ({
    metadata: mapValues(metadata, (value) => Buffer.from(value, 'base64')),
    data: Buffer.from(data, 'base64'),
  }));
}

function toJson(payloads: readonly Payload[]): Payloads {
  return {
    payloads: payloads.map(({ metadata, data }) => ({
      metadata: mapValues(metadata ?? {}, encoded),
      data: encoded(data ?? new Uint8Array()),
    })),
  };
}

const encoded = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');

function mapValues<From, To>(from: Record<string, From>, change: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(from).map(([name, value]) => [name, change(value)]));
}
