import { memoryStorage, script } from './scripts.js';

interface Keys {
  keyFor(act: string, body: unknown): string;
  answered(act: string): void;
}

async function open(storage = memoryStorage()): Promise<Keys> {
  const { AttemptKeys } = await script<{ AttemptKeys: new (storage: object) => Keys }>('attempt-keys');
  return new AttemptKeys(storage);
}

it('keeps the key of an act until it is answered, over a reload too', async () => {
  const storage = memoryStorage();
  const key = (await open(storage)).keyFor('payment.1', { paymentMethod: 'visa' });
  const reloaded = await open(storage);
  expect(reloaded.keyFor('payment.1', { paymentMethod: 'visa' })).toBe(key);
  reloaded.answered('payment.1');
  expect(reloaded.keyFor('payment.1', { paymentMethod: 'visa' })).not.toBe(key);
});

it('takes another body, and another checkout, for another act', async () => {
  const keys = await open();
  const first = keys.keyFor('payment.1', { paymentMethod: 'visa' });
  expect(keys.keyFor('payment.2', { paymentMethod: 'visa' })).not.toBe(first);
  expect(keys.keyFor('payment.1', { paymentMethod: 'mastercard' })).not.toBe(first);
});

it('makes keys that the shop takes', async () => {
  expect((await open()).keyFor('cancellation.1', {})).toMatch(/^[A-Za-z0-9_-]{8,64}$/);
});
