import { readFileSync, writeFileSync } from 'node:fs';
import { metricsTable, ourMetrics } from './support/metrics.js';

const PAGE = 'docs/operations.md';
const BETWEEN = /(?<=<!-- metrics -->\n)[\s\S]*(?=\n<!-- \/metrics -->)/;

test('docs/operations.md lists every metric there is (WRITE_DOCS=1 writes the table)', () => {
  const page = readFileSync(PAGE, 'utf8');
  if (process.env.WRITE_DOCS) writeFileSync(PAGE, page.replace(BETWEEN, metricsTable()));
  expect(BETWEEN.exec(readFileSync(PAGE, 'utf8'))?.[0]).toBe(metricsTable());
});

test('every metric says what it is, in base units, and a counter ends in _total', () => {
  for (const { name, help, type } of Object.values(ourMetrics()).flat()) {
    expect([name, help.length > 10]).toEqual([name, true]);
    expect(name).toMatch(/^(shoptalk|http)_[a-z_]+$/);
    expect(name).not.toMatch(/_(ms|milliseconds|minutes|kb|mb)$/);
    expect([name, name.endsWith('_total')]).toEqual([name, type === 'counter']);
  }
});

test('labels are names of closed sets: no ids, words or addresses', () => {
  const closed = new Set(
    'rule route method status outcome intent part call provider operation state kind cache task from check reason purpose dependency activity policy'.split(
      ' ',
    ),
  );
  for (const { name, labelNames } of Object.values(ourMetrics()).flat())
    expect([name, labelNames.filter((label) => !closed.has(label))]).toEqual([name, []]);
});
