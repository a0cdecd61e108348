import { exportJWK, generateKeyPair, type JWK } from 'jose';

/** A new pair of keys to sign tokens with, as JSON with the private half. */
export async function newSigningKey(kid: string): Promise<JWK> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  return { ...(await exportJWK(privateKey)), kid, alg: 'RS256', use: 'sig' };
}
