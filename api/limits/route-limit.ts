import type { LimitName } from '../../config/limits.js';
import type { Route } from '../routes/route.js';

/** The limit that a route counts against: what it says itself, or what follows from who may call it and how. */
export function limitOf(route: Pick<Route, 'access' | 'method' | 'limit'>): LimitName | undefined {
  if (route.limit === 'none') return undefined;
  if (route.limit) return route.limit;
  if (typeof route.access !== 'string') return 'staff';
  return route.method === 'get' ? 'reading' : 'checkout';
}
