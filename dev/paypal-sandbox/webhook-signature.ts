import { createSign, createVerify, generateKeyPairSync, randomUUID } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type pg from 'pg';
import { inTransaction } from '../provider-sandbox/transaction.js';
import type { SignedWebhook } from '../provider-sandbox/webhook-sender.js';
import { now } from './call.js';
import { ObjectStore } from './store.js';

const ALGORITHM = 'SHA256withRSA';
const KEY_ID = 'CERT-360caa42-sandbox';
const KEY_LOCK = 7_283_105;

export interface SigningKey {
  private_key: string;
  public_key: string;
}

/** The key pair of this sandbox, made when it is first needed and kept with the rest. */
export async function signingKey(pool: pg.Pool): Promise<SigningKey> {
  const known = await new ObjectStore(pool).find('signing_key', KEY_ID);
  if (known) return known.object;
  return inTransaction(pool, async (client) => {
    await client.query('select pg_advisory_xact_lock($1)', [KEY_LOCK]);
    const store = new ObjectStore(client);
    const made = await store.find('signing_key', KEY_ID);
    if (made) return made.object;
    const { privateKey, publicKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      publicKeyEncoding: { type: 'spki', format: 'pem' },
    });
    const key = { private_key: privateKey, public_key: publicKey };
    await store.insert('signing_key', { id: KEY_ID, ...key });
    return key;
  });
}

/**
 * An event as PayPal posts it: RSA over the transmission's id and time, the webhook's id and the body's CRC-32.
 * https://developer.paypal.com/api/rest/webhooks/rest/#link-messagesignature
 */
export function signedWebhook(
  event: object,
  { key, webhookId, url }: { key: SigningKey; webhookId: string; url: string },
): SignedWebhook {
  const payload = JSON.stringify(event);
  const id = randomUUID();
  const time = now();
  const signature = createSign('RSA-SHA256').update(signedText(id, time, webhookId, payload));
  return {
    payload,
    headers: {
      'paypal-auth-algo': ALGORITHM,
      'paypal-cert-url': `${url}/v1/notifications/certs/${KEY_ID}`,
      'paypal-transmission-id': id,
      'paypal-transmission-sig': signature.sign(key.private_key, 'base64'),
      'paypal-transmission-time': time,
      'user-agent': 'PayPal/AUHR-214.0 (sandbox)',
    },
  };
}

/** What the verification endpoint is asked about. */
export interface Transmission {
  auth_algo: string;
  transmission_id: string;
  transmission_sig: string;
  transmission_time: string;
  webhook_id: string;
  webhook_event: unknown;
}

export function isGenuine(wish: Transmission, key: SigningKey): boolean {
  const { auth_algo, transmission_id, transmission_time, webhook_id, webhook_event } = wish;
  if (auth_algo !== ALGORITHM) return false;
  const text = signedText(transmission_id, transmission_time, webhook_id, JSON.stringify(webhook_event));
  return createVerify('RSA-SHA256').update(text).verify(key.public_key, wish.transmission_sig, 'base64');
}

function signedText(id: string, time: string, webhookId: string, payload: string): string {
  return `${id}|${time}|${webhookId}|${crc32(payload)}`;
}
