import type { Payload, PayloadCodec } from '@temporalio/common';
import protocol from '@temporalio/proto';
import type { DataKey, DataKeys } from './data-keys.js';
import type { KeyRing } from './key-ring.js';

const { Payload: Wire } = protocol.temporal.api.common.v1;

const ENCODING = 'binary/encrypted';
const ENCODING_BYTES = Buffer.from(ENCODING);
/** Workflows of one shopper: each has a data key, which goes with what is erased. */
const PERSONAL = /^(conversation|checkout|order)\/[0-9a-f-]{36}$/;
const text = (bytes: Uint8Array | null | undefined) => Buffer.from(bytes ?? []).toString();

/**
 * Encrypts whatever goes into a workflow's history, and decrypts what comes out of it. What was written before there
 * were keys is read as it is. Which key opens a payload is written on it, so that the codec server, which knows no
 * workflow, can read it, too.
 *
 * @throws `Unreadable` when the key was destroyed, or is not in the ring
 */
export function createPayloadCodec(ring: KeyRing, dataKeys: DataKeys): PayloadCodec {
  function encode(payload: Payload, key: DataKey): Payload {
    const plain = Wire.encode(payload).finish();
    return {
      metadata: { encoding: ENCODING_BYTES, 'data-key': Buffer.from(key.id) },
      data: key.ring.seal(plain, aboutPayload(key.id)),
    };
  }

  async function decode(payload: Payload): Promise<Payload> {
    const id = text(payload.metadata?.['data-key']);
    const key = id === '' ? { ring } : await dataKeys.byId(id);
    const plain = key.ring.open(payload.data ?? new Uint8Array(), aboutPayload(id));
    const { metadata, data } = Wire.decode(plain);
    return { metadata, data };
  }

  return {
    async encode(payloads, context) {
      if (payloads.length === 0) return [];
      const subject = context?.workflowId ?? '';
      const key = PERSONAL.test(subject) ? await dataKeys.of(subject) : { id: '', ring };
      return payloads.map((payload) => encode(payload, key));
    },
    decode: (payloads) =>
      Promise.all(payloads.map((payload) => (isEncrypted(payload) ? decode(payload) : payload))),
  };
}

const isEncrypted = ({ metadata }: Payload) => text(metadata?.encoding) === ENCODING;
const aboutPayload = (keyId: string) => `payload ${keyId}`;
