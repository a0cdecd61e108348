import type { ApiDeps } from '../deps.js';
import type { Route } from '../routes/route.js';
import { routeTable } from '../server.js';

/** The routes as they are described, of a shop that does not run: for the page about the API. Calling one fails. */
export function describedRoutes(): Route[] {
  // Of all that an api works with, the table itself needs this alone.
  const standIn: Partial<Record<keyof ApiDeps, unknown>> = {
    settings: { shopName: 'Shoptalk' },
    help: { subjects: () => [] },
    identity: {},
  };
  return routeTable(standIn as unknown as ApiDeps);
}
