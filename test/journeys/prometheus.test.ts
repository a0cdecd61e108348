import { execFileSync, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import getPort from 'get-port';
import { parse } from 'yaml';
import { until } from '../../dev/until.js';
import { ADDRESS } from '../api/support/checkouts.js';
import { type Shop, startShop } from '../api/support/shop.js';
import { ourMetrics } from '../deploy/support/metrics.js';

jest.setTimeout(120_000);

/** Needs what no test stack has: a model, BigQuery, other exporters; or what has not happened to anybody yet. */
const NOT_HERE = /^(shoptalk_(llm|bigquery|reconciliation)_|probe_|node_)|^shoptalk_cache_failures_total$/;

/** Whether a name that nobody has used yet is one that we would give; those of other exporters cannot be told. */
const isOurs = (ours: string[], name: string) =>
  !name.startsWith('shoptalk_') || ours.includes(name.replace(/_(bucket|sum|count)$/, ''));

interface Series {
  __name__: string;
  [label: string]: string;
}

const hasPrometheus = (() => {
  try {
    execFileSync('prometheus', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    if (process.env.CI) throw new Error('prometheus is missing: install Debian\'s "prometheus"');
    console.warn('SKIPPED: queries are not tried, prometheus is missing. Install Debian\'s "prometheus".');
    return false;
  }
})();

/** The series that recording rules make. */
function recorded(): string[] {
  const rules = readFileSync('deploy/prometheus/recording.yml', 'utf8').matchAll(/- record: (\S+)/g);
  return [...rules].map(([, name = '']) => name);
}

/** Every query of rules and dashboards, with where it stands. */
function allQueries(): [string, string][] {
  const rules = ['recording.yml', 'alerts.yml'].flatMap((file) => {
    const { groups } = parse(readFileSync(`deploy/prometheus/${file}`, 'utf8'));
    type Rule = { alert?: string; record?: string; expr: string };
    return (groups as { rules: Rule[] }[])
      .flatMap((group) => group.rules)
      .map(({ alert, record, expr }): [string, string] => [alert ?? record ?? file, expr]);
  });
  const panels = readdirSync('deploy/grafana')
    .filter((file) => file.endsWith('.json'))
    .flatMap((file) => {
      const dashboard = JSON.parse(readFileSync(`deploy/grafana/${file}`, 'utf8'));
      type Panel = { title: string; targets: { expr: string }[] };
      return (dashboard.panels as Panel[]).flatMap(({ title, targets }) =>
        targets.map(({ expr }): [string, string] => [
          `${file}: ${title}`,
          expr.replaceAll('$__rate_interval', '1m'),
        ]),
      );
    });
  return [...rules, ...panels];
}

(hasPrometheus ? describe : describe.skip)('a Prometheus that scrapes the running shop', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'shoptalk-prometheus-'));
  let shop: Shop;
  let url: string;
  let stop: () => Promise<unknown>;
  let known: Series[];

  const ask = async (call: string, parameters: Record<string, string> = {}) => {
    const response = await fetch(`${url}/api/v1/${call}?${new URLSearchParams(parameters)}`);
    return (await response.json()) as { status: string; error?: string; data: never };
  };

  beforeAll(async () => {
    const [worker = 0, sdk = 0, own = 0] = await Promise.all(
      [1, 2, 3].map(() => getPort({ host: '127.0.0.1' })),
    );
    shop = await startShop({
      more: { WORKER_METRICS_PORT: String(worker), WORKER_SDK_METRICS_PORT: String(sdk) },
    });
    await shopALittle(shop);
    const api = new URL(shop.api.base).host;
    const config = parse(readFileSync('deploy/prometheus/prometheus.yml', 'utf8'));
    const targets: Record<string, string> = {
      'shoptalk-api': api,
      'shoptalk-worker': `127.0.0.1:${worker}`,
      'shoptalk-worker-sdk': `127.0.0.1:${sdk}`,
    };
    for (const job of config.scrape_configs)
      job.static_configs = targets[job.job_name] ? [{ targets: [targets[job.job_name]] }] : [];
    config.global = { scrape_interval: '1s', evaluation_interval: '1s' };
    config.rule_files = [path.resolve('deploy/prometheus/recording.yml')];
    writeFileSync(path.join(folder, 'prometheus.json'), JSON.stringify(config));
    const prometheus = spawn(
      'prometheus',
      [
        `--config.file=${folder}/prometheus.json`,
        `--storage.tsdb.path=${folder}/data`,
        `--web.listen-address=127.0.0.1:${own}`,
        '--log.level=error',
      ],
      { stdio: 'ignore' },
    );
    stop = () => {
      const exited = once(prometheus, 'exit');
      prometheus.kill('SIGKILL');
      return exited;
    };
    url = `http://127.0.0.1:${own}`;
    await until(async () => (await scraped()) === 3, { what: 'three targets', timeoutMs: 30_000 });
    known = (await ask('series', { 'match[]': '{__name__=~".+"}' })).data;
  });
  afterAll(async () => {
    await stop?.();
    await shop?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function scraped(): Promise<number> {
    try {
      const { data } = (await ask('query', { query: 'sum(up)' })) as unknown as {
        data: { result: [{ value: [number, string] }?] };
      };
      return Number(data.result[0]?.value[1] ?? 0);
    } catch {
      return 0;
    }
  }
  test.each(allQueries())('can answer %s', async (_where, query) => {
    const answer = await ask('query', { query });
    expect([query, answer.error]).toEqual([query, undefined]);
    // What rules record comes later than the first scrape; each rule is itself among the queries.
    const here = new Set([...known.map(({ __name__ }) => __name__), ...recorded()]);
    const ours = Object.values(ourMetrics())
      .flat()
      .map(({ name }) => name);
    const asked = query.match(
      /\b(?:shoptalk|http|temporal|process|nodejs|probe|node)_[a-z0-9_]+|shoptalk:[a-z0-9_:]+/g,
    );
    expect(asked ?? ['up']).not.toEqual([]);
    const strangers = (asked ?? []).filter(
      (name) => !here.has(name) && !(NOT_HERE.test(name) && isOurs(ours, name)),
    );
    expect([query, strangers]).toEqual([query, []]);
  });

  test('no series carries an id, and no metric has more of them than its closed sets allow', () => {
    const ours = known.filter(({ __name__ }) => /^(shoptalk|http)_/.test(__name__));
    expect(ours.length).toBeGreaterThan(200);
    for (const series of ours)
      for (const value of Object.values(series)) expect(value).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-|@|%/);
    const counts = new Map<string, number>();
    for (const { __name__, le, ...rest } of ours) {
      if (le) continue;
      const key = `${__name__} of ${rest.job}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    for (const [metric, count] of counts) expect([metric, count < 100]).toEqual([metric, true]);
  });
});

/** Enough for every kind of series that can be had: turns of several intents, a cart, and a checkout to its order. */
async function shopALittle({ guest: arrive, database }: Shop): Promise<void> {
  const guest = arrive();
  const id = await guest.openConversation();
  const say = async (text: string, action?: object) => {
    const json = { messageId: randomUUID(), text, action };
    return (await guest.ask('POST', `/v1/conversations/${id}/messages`, { json })).body.reply.blocks;
  };
  const { rows } = await database.pool.query(
    'select product_id, sku from variants where stock > 10 order by sku limit 1',
  );
  await say("men's jeans");
  await say('Add', { type: 'add_to_cart', productId: rows[0].product_id, sku: rows[0].sku, quantity: 1 });
  const blocks = await say('Tap', { type: 'checkout' });
  const { checkoutId } = blocks.find(({ type }: { type: string }) => type === 'checkout');
  const checkout = `/v1/checkouts/${checkoutId}`;
  const at = (state: string) =>
    until(
      async () => {
        const { body } = await guest.ask('GET', checkout);
        return body.state === state ? body : undefined;
      },
      { what: state, timeoutMs: 20_000 },
    );
  await at('awaitingAddress');
  await guest.ask('PUT', `${checkout}/address`, { json: ADDRESS });
  await at('awaitingShipping');
  await guest.ask('PUT', `${checkout}/shipping`, { json: { optionId: 'standard' } });
  const { totals } = await at('awaitingPayment');
  await guest.ask('POST', `${checkout}/payment`, {
    json: { paymentMethod: 'pm_card_visa', quotedTotal: totals.total },
  });
  await at('completed');
}
