import { randomUUID } from 'node:crypto';
import { address } from './buyer.js';
import type { Guest, Workflows } from './shop.js';

/** A checkout that a shopper left behind some time ago, with an address and their word on mail. */
export async function givenConsent(
  shop: Workflows,
  guest: Guest,
  {
    email = address.email as string,
    given = true as boolean | null,
    state = 'awaitingShipping',
    hoursAgo = 0,
  } = {},
): Promise<string> {
  const id = randomUUID();
  const at = new Date(Date.now() - hoursAgo * 60 * 60 * 1_000);
  await shop.pool.query(
    `insert into checkouts (id, conversation_id, shopper_id, state, version, view, created_at, updated_at)
     values ($1, $2, $3, $4, 3, $5, $6, $6)`,
    [id, guest.id, guest.shopperId, state, { address: { ...address, email } }, at],
  );
  if (given !== null) {
    await shop.pool.query(
      `insert into mail_consents (checkout_id, given, wording, at) values ($1, $2, 'You may', $3)`,
      [id, given, at],
    );
  }
  return id;
}
