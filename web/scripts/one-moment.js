import { solve } from './challenges.js';

/** The only addresses that lead here: beginning to sign in. Anything else could be a link that somebody else wrote. */
const SIGN_IN = /^\/v1\/sign-in\/[a-z0-9-]+(\?.*)?$/i;

/** Asks as a program does, works if that is wanted, and goes on to where the shopper was going. */
async function goOn(to) {
  const answer = await fetch(to, { headers: { accept: 'application/json' }, redirect: 'manual' });
  if (answer.status !== 403) return location.replace(to);
  const { challenge } = await answer.json();
  const address = new URL(to, location.origin);
  address.searchParams.set('challenge_solution', await solve(challenge));
  location.replace(address);
}

const to = new URLSearchParams(location.search).get('to') ?? '';
goOn(SIGN_IN.test(to) ? to : '/').catch(() => location.replace('/?sign_in=unavailable'));
