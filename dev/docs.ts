/**
 * `npm run docs`: writes docs/configuration.md from the schema in config/, docs/api.md from the table of routes, and
 * deploy/grafana/ from dev/dashboards/.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describedRoutes } from '../api/openapi/described.js';
import { openApiDocument } from '../api/openapi/document.js';
import { apiPage } from './api-page.js';
import { configurationPage } from './configuration-page.js';
import { grafanaDashboard } from './dashboards/grafana.js';
import { DASHBOARDS } from './dashboards/panels.js';
import { root } from './paths.js';

write('docs/configuration.md', configurationPage());
write('docs/api.md', apiPage(openApiDocument(describedRoutes(), { name: 'Shoptalk', version: '' })));
for (const dashboard of DASHBOARDS)
  write(`deploy/grafana/${dashboard.uid}.json`, grafanaDashboard(dashboard));

function write(file: string, text: string): void {
  writeFileSync(path.join(root, file), text);
  console.log(`Wrote ${file}.`);
}
