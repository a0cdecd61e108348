import { createMemoryCache } from '../../../activities/adapters/cache/memory.js';
import { createCachedCatalog } from '../../../activities/adapters/catalog/cached.js';
import { createPostgresCatalog } from '../../../activities/adapters/catalog/postgres.js';
import { describeCatalog } from './suite.js';

describeCatalog('Postgres behind a cache', ({ pool }) =>
  createCachedCatalog(createPostgresCatalog(pool), createMemoryCache()),
);
