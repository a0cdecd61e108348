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
import { type OtlpReceiver, type ReceivedSpan, startOtlpReceiver } from '../support/otlp-receiver.js';
import { redisUrl } from '../support/servers.js';

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

/** One shop, where people shop a little, for all who watch it. */
let shop: Shop;
let collector: OtlpReceiver;
let ports: { worker: number; sdk: number };
let bought: Bought;

beforeAll(async () => {
  collector = await startOtlpReceiver();
  const [worker, sdk] = [await getPort({ host: '127.0.0.1' }), await getPort({ host: '127.0.0.1' })];
  ports = { worker, sdk };
  const redis = redisUrl();
  shop = await startShop({
    more: {
      WORKER_METRICS_PORT: String(worker),
      WORKER_SDK_METRICS_PORT: String(sdk),
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      ...(redis && { REDIS_URL: redis }),
    },
  });
  bought = await shopALittle(shop);
});
afterAll(async () => {
  await shop?.close();
  await collector?.close();
});

(hasPrometheus ? describe : describe.skip)('a Prometheus that scrapes the running shop', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'shoptalk-prometheus-'));
  let url: string;
  let stop: () => Promise<unknown>;
  let known: Series[];

  const ask = async (call: string, parameters: Record<string, string> = {}) => {
    const response = await fetch(`${url}/api/v1/${call}?${new URLSearchParams(parameters)}`);
    return (await response.json()) as { status: string; error?: string; data: never };
  };

  beforeAll(async () => {
    const own = await getPort({ host: '127.0.0.1' });
    const api = new URL(shop.api.base).host;
    const config = parse(readFileSync('deploy/prometheus/prometheus.yml', 'utf8'));
    const targets: Record<string, string> = {
      'shoptalk-api': api,
      'shoptalk-worker': `127.0.0.1:${ports.worker}`,
      'shoptalk-worker-sdk': `127.0.0.1:${ports.sdk}`,
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

describe('the traces and log lines of what was done', () => {
  const traceOf = async (requestId: string): Promise<ReceivedSpan[]> => {
    const find = () =>
      collector.spans.find(({ attributes }) => attributes['shoptalk.request_id'] === requestId);
    // A batch is sent every few seconds, by each process in its own time; what belongs together may come apart.
    const root = await until(async () => find(), { what: 'the span of a request', timeoutMs: 20_000 });
    const trace = () => collector.spans.filter(({ traceId }) => traceId === root?.traceId);
    const isWhole = () => {
      const ids = new Set(trace().map(({ spanId }) => spanId));
      return (
        trace().some(({ service }) => service === 'shoptalk-worker') &&
        trace().every(({ parentSpanId }) => !parentSpanId || ids.has(parentSpanId))
      );
    };
    await until(async () => isWhole(), { what: 'the whole trace', timeoutMs: 20_000 });
    return trace();
  };
  /** The names from the request to a span. */
  const way = (trace: ReceivedSpan[], span: ReceivedSpan | undefined): string[] => {
    if (!span) return [];
    const parent = trace.find(({ spanId }) => spanId === span.parentSpanId);
    return [...way(trace, parent), span.name];
  };

  test('a turn is one trace, from the request through its workflow and activities to SQL and Redis', async () => {
    const trace = await traceOf(bought.turn);
    expect(trace.filter(({ parentSpanId }) => !parentSpanId)).toHaveLength(1);
    const ways = trace.map((span) => way(trace, span).join(' > '));
    const update = 'POST /v1/conversations/{id}/messages > workflow turn > update turn';
    expect(ways).toEqual(
      expect.arrayContaining([
        'POST /v1/conversations/{id}/messages > WITH conversations',
        `${update} > activity understandMessage > SELECT conversation_events`,
        expect.stringMatching(`^${update} > activity searchCatalog > WITH `),
        `${update} > activity writeReply > WITH conversation_events`,
        ...(redisUrl() ? [`${update} > activity searchCatalog > redis get`] : []),
      ]),
    );
    const services = trace.map(({ name, service }) => `${service} ${name}`);
    expect(services).toContain('shoptalk-api workflow turn');
    expect(services).toContain('shoptalk-worker update turn');
  });

  test('paying is one trace, to the requests to the provider', async () => {
    const trace = await traceOf(bought.payment);
    const requests = trace.filter(({ attributes }) => attributes['server.address']);
    expect(requests.map((span) => way(trace, span).join(' > '))).toContain(
      'POST /v1/checkouts/{id}/payment > workflow act > update act > activity confirmPayment > POST',
    );
    expect(requests.map(({ attributes }) => attributes['http.response.status_code'])).not.toContain(
      undefined,
    );
  });

  test('nothing personal is in them: names come from closed sets, attributes hold no words and no shopper', async () => {
    await traceOf(bought.payment);
    for (const { name } of collector.spans) expect(name).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-|[@%$'?]/);
    const { rows } = await shop.database.pool.query('select shopper_id from conversations');
    const secrets = [
      ...rows.map(({ shopper_id }) => shopper_id),
      bought.words,
      ADDRESS.line1,
      ADDRESS.name,
      'pm_card',
    ];
    expect(rows).not.toEqual([]);
    for (const secret of secrets) for (const body of collector.bodies) expect(body).not.toContain(secret);
  });

  test('the request of a turn is in the log lines of api and worker, beside its trace and its conversation', async () => {
    const [{ traceId } = { traceId: '' }] = await traceOf(bought.turn);
    const lines = shop.lines().filter(({ requestId }) => requestId === bought.turn);
    expect(lines).toContainEqual(
      expect.objectContaining({ process: 'api', msg: 'request', status: 200, traceId }),
    );
    const { conversationId } = bought;
    expect(lines).toContainEqual(
      expect.objectContaining({ process: 'worker', activityType: 'searchCatalog', conversationId, traceId }),
    );
  });
});

interface Bought {
  conversationId: string;
  /** What was written, and the ids of the requests that wrote it and that paid. */
  words: string;
  turn: string;
  payment: string;
}

/** Enough for every kind of series that can be had: turns of several intents, a cart, and a checkout to its order. */
async function shopALittle({ guest: arrive, database }: Shop): Promise<Bought> {
  const guest = arrive();
  const id = await guest.openConversation();
  const [turn, payment, words] = [randomUUID(), randomUUID(), "men's jeans under $471"];
  const say = async (text: string, action?: object, requestId: string = randomUUID()) => {
    const json = { messageId: randomUUID(), text, action };
    const headers = { 'x-request-id': requestId };
    return (await guest.ask('POST', `/v1/conversations/${id}/messages`, { json, headers })).body.reply.blocks;
  };
  const { rows } = await database.pool.query(
    'select product_id, sku from variants where stock > 10 order by sku limit 1',
  );
  await say(words, undefined, turn);
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
    headers: { 'x-request-id': payment },
  });
  await at('completed');
  return { conversationId: id, words, turn, payment };
}
