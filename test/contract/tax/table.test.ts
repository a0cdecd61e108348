import { createTableTax } from '../../../activities/adapters/tax/table.js';
import { taxContract } from './tax-contract.js';

taxContract('the table of rates', async (includedIn) => createTableTax({ includedIn }));
