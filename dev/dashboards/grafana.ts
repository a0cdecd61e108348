import type { Dashboard } from './panels.js';

const PROMETHEUS = { type: 'prometheus', uid: '$datasource' };
/** Two panels a row, of Grafana's 24 columns. */
const WIDTH = 12;
const HEIGHT = 8;

/** A dashboard as Grafana imports it, https://grafana.com/docs/grafana/latest/dashboards/build-dashboards/view-dashboard-json-model. */
export function grafanaDashboard({ uid, title, panels }: Dashboard): string {
  const dashboard = {
    uid,
    title,
    tags: ['shoptalk'],
    schemaVersion: 39,
    refresh: '30s',
    time: { from: 'now-3h', to: 'now' },
    templating: {
      list: [{ name: 'datasource', type: 'datasource', query: 'prometheus', label: 'Prometheus' }],
    },
    panels: panels.map(({ title, unit, queries }, index) => ({
      id: index + 1,
      type: 'timeseries',
      title,
      datasource: PROMETHEUS,
      gridPos: {
        x: (index % 2) * WIDTH,
        y: Math.floor(index / 2) * HEIGHT,
        w: WIDTH,
        h: HEIGHT,
      },
      fieldConfig: { defaults: { unit, min: 0 }, overrides: [] },
      options: { legend: { displayMode: 'table', placement: 'right', calcs: ['lastNotNull', 'max'] } },
      targets: Object.entries(queries).map(([legendFormat, expr], place) => ({
        refId: String.fromCharCode(65 + place),
        datasource: PROMETHEUS,
        expr,
        legendFormat,
      })),
    })),
  };
  return `${JSON.stringify(dashboard, null, 2)}\n`;
}
