import { randomText } from '../provider-sandbox/ids.js';

export { unixNow } from '../provider-sandbox/ids.js';

/** An id in Stripe's manner: a prefix that names the kind, then 24 random letters and digits. */
export function newId(prefix: string): string {
  return `${prefix}_${randomText(24)}`;
}
