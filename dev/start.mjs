/** `npm start`: makes sure that Node and the packages are there, then brings up the shop (main.ts). */
import { checkNode, ensurePackages, root } from './bootstrap.mjs';

checkNode();
process.chdir(root);
await ensurePackages();
const { register } = await import('tsx/esm/api');
register();
await import('./main.ts');
