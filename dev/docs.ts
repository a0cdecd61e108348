/** `npm run docs`: writes docs/configuration.md from the schema in config/. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { configurationPage } from './configuration-page.js';
import { root } from './paths.js';

const file = path.join(root, 'docs', 'configuration.md');
writeFileSync(file, configurationPage());
console.log(`Wrote ${path.relative(process.cwd(), file)}.`);
