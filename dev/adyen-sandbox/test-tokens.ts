/** How stored payment methods of the sandbox behave; refusals as in https://docs.adyen.com/development-resources/refusal-reasons */
export type TokenBehaviour = 'authorises' | 'redirects' | { reason: string; code: string };

const TOKENS: Record<string, TokenBehaviour> = {
  sandbox_visa: 'authorises',
  sandbox_visa_3ds: 'redirects',
  sandbox_refused: { reason: 'Refused', code: '2' },
  sandbox_issuer_unavailable: { reason: 'Issuer Unavailable', code: '9' },
  sandbox_expired: { reason: 'Expired Card', code: '6' },
  sandbox_not_enough_balance: { reason: 'Not enough balance', code: '12' },
  sandbox_cvc_declined: { reason: 'CVC Declined', code: '24' },
  sandbox_blocked: { reason: 'Blocked Card', code: '5' },
};

/** `undefined` for a token that was never stored. */
export function behaviourOf(token: string): TokenBehaviour | undefined {
  return Object.hasOwn(TOKENS, token) ? TOKENS[token] : undefined;
}
