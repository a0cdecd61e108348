import { createPostgresCatalog } from '../../../activities/adapters/catalog/postgres.js';
import { describeCatalog } from './suite.js';

describeCatalog('Postgres', ({ pool }) => createPostgresCatalog(pool));
