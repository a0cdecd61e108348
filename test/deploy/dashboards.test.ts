import { readdirSync, readFileSync } from 'node:fs';
import { grafanaDashboard } from '../../dev/dashboards/grafana.js';
import { DASHBOARDS } from '../../dev/dashboards/panels.js';

test('deploy/grafana/ is what `npm run docs` writes now', () => {
  const files = readdirSync('deploy/grafana').filter((file) => file.endsWith('.json'));
  expect(files.sort()).toEqual(DASHBOARDS.map(({ uid }) => `${uid}.json`).sort());
  for (const dashboard of DASHBOARDS)
    expect(readFileSync(`deploy/grafana/${dashboard.uid}.json`, 'utf8')).toBe(grafanaDashboard(dashboard));
});

test.each(DASHBOARDS)('$title: every panel has a title of its own and something to show', ({ panels }) => {
  expect(new Set(panels.map(({ title }) => title)).size).toBe(panels.length);
  for (const { title, queries } of panels)
    expect([title, Object.keys(queries).length]).not.toEqual([title, 0]);
});
