import { spawn } from 'node:child_process';
import { root } from '../../../dev/paths.js';
import {
  describeWithBigQuery,
  type LocalBigQuery,
  startLocalBigQuery,
} from '../../support/local-bigquery.js';

jest.setTimeout(120_000);

const SCHEMA = `id INT64, cost NUMERIC, category STRING, name STRING, brand STRING, retail_price NUMERIC,
  department STRING, sku STRING, distribution_center_id INT64`;

const jeans = (id: number, retail_price: string, department = 'Men') => ({
  id,
  cost: '10',
  category: 'Jeans',
  name: 'Pale Ridge Straight Jeans',
  brand: 'Pale Ridge',
  retail_price,
  department,
  sku: `SKU${id}`,
  distribution_center_id: 1,
});

describeWithBigQuery('a batch search of BigQuery', () => {
  let bigquery: LocalBigQuery;
  beforeAll(async () => {
    bigquery = await startLocalBigQuery();
    await bigquery.load('thelook', 'products', SCHEMA, [
      jeans(1, '49.50'),
      jeans(2, '50.5'),
      jeans(3, '20', 'Women'),
    ]);
  }, 300_000);
  afterAll(() => bigquery.close());

  async function search(input: string, variables: Record<string, string>) {
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', 'dev/search/main.ts', '--in', '-', '--out', '-', '--catalog', 'bigquery'],
      { cwd: root, env: { ...process.env, ...variables } },
    );
    const output = { stdout: '', stderr: '' };
    child.stdout.on('data', (text) => (output.stdout += text));
    child.stderr.on('data', (text) => (output.stderr += text));
    child.stdin.end(input);
    const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
    return { code, ...output };
  }

  it('answers from the table that the configuration names, without a database', async () => {
    const { code, stdout, stderr } = await search('{"id":"q","query":"men\'s jeans under $50"}\n', {
      BIGQUERY_PROJECT: bigquery.project,
      BIGQUERY_DATA_PROJECT: bigquery.project,
      BIGQUERY_DATASET: 'thelook',
      BIGQUERY_API_ENDPOINT: bigquery.url,
      BIGQUERY_TIMEOUT_MS: '60000',
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toEqual({
      id: 'q',
      results: [
        {
          id: 1,
          sku: 'SKU1',
          name: 'Pale Ridge Straight Jeans',
          brand: 'Pale Ridge',
          category: 'Jeans',
          department: 'Men',
          retail_price: 49.5,
        },
      ],
    });
  });

  it('says what to set when the configuration names none', async () => {
    expect(await search('', { BIGQUERY_PROJECT: '' })).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(/BIGQUERY_PROJECT/),
    });
  });
});
