import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { Refusals } from '../../../dev/catalog/refusals.js';

const folder = mkdtempSync(path.join(tmpdir(), 'shoptalk-refusals-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('nothing that a feed says is a formula in the report', async () => {
  const refusals = new Refusals(path.join(folder, 'refused.csv'));
  const skus = ['=1+1', '+1', '-1', '@sum(a1)', '\t=1', '\r=1', '＝1', 'A-1', '"=1'];
  for (const sku of skus) await refusals.add({ line: 2, sku, reason: `=HYPERLINK("${sku}")` });
  await refusals.close();
  const [, ...rows] = parse(readFileSync(refusals.file, 'utf8')) as string[][];
  expect(rows.map(([, sku]) => sku)).toEqual(skus.map((sku, at) => (at < 7 ? `'${sku}` : sku)));
  for (const [, , reason] of rows) expect(reason).toMatch(/^'=/);
});
