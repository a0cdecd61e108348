/** One panel: what it shows, in which unit of Grafana, and the queries behind it by their legend. */
export interface Panel {
  title: string;
  unit: 'short' | 's' | 'bytes' | 'percentunit' | 'reqps' | 'ops';
  queries: Record<string, string>;
}

export interface Dashboard {
  uid: string;
  title: string;
  panels: Panel[];
}

const rate = (metric: string, by: string) => `sum by (${by}) (rate(${metric}[$__rate_interval]))`;
const quantile = (q: number, metric: string, by = '', matching = '') =>
  `histogram_quantile(${q}, sum by (le${by && `, ${by}`}) (rate(${metric}_bucket${matching}[$__rate_interval])))`;
const quantiles = (metric: string, matching = '') => ({
  p50: quantile(0.5, metric, '', matching),
  p95: quantile(0.95, metric, '', matching),
  p99: quantile(0.99, metric, '', matching),
});

/** What Grafana shows of the shop; `npm run docs` writes deploy/grafana/ from it. */
export const DASHBOARDS: Dashboard[] = [
  {
    uid: 'shoptalk-shop',
    title: 'Shoptalk: shop',
    panels: [
      {
        title: 'Time to a reply',
        unit: 's',
        queries: quantiles('shoptalk_turn_duration_seconds', '{outcome="replied"}'),
      },
      {
        title: 'Time to a reply by intent (p95)',
        unit: 's',
        queries: {
          '{{intent}}': quantile(0.95, 'shoptalk_turn_duration_seconds', 'intent', '{outcome="replied"}'),
        },
      },
      {
        title: 'Where the time of a turn goes (mean)',
        unit: 's',
        queries: {
          '{{part}}': `${rate('shoptalk_turn_part_seconds_sum', 'part')} / ${rate('shoptalk_turn_part_seconds_count', 'part')}`,
        },
      },
      {
        title: 'Turns by outcome',
        unit: 'ops',
        queries: { '{{outcome}}': rate('shoptalk_turn_duration_seconds_count', 'outcome') },
      },
      {
        title: 'Requests by status',
        unit: 'reqps',
        queries: { '{{status}}': rate('http_requests_total', 'status') },
      },
      {
        title: 'Slowest routes (p95)',
        unit: 's',
        queries: { '{{route}}': `topk(8, ${quantile(0.95, 'http_request_duration_seconds', 'route')})` },
      },
      {
        title: 'Shoppers who wait for a person',
        unit: 'short',
        queries: { waiting: 'max(shoptalk_shoppers_waiting)' },
      },
      {
        title: 'Longest wait of a shopper for a person',
        unit: 's',
        queries: { longest: 'max(shoptalk_shoppers_waiting_oldest_seconds)' },
      },
      { title: 'Open event streams', unit: 'short', queries: { streams: 'sum(shoptalk_event_streams)' } },
      {
        title: 'Servers that answer',
        unit: 'short',
        queries: { '{{dependency}}': 'min by (dependency) (shoptalk_dependency_up)' },
      },
      {
        title: 'Mail that waits',
        unit: 'short',
        queries: { waiting: 'max(shoptalk_outbox_pending)', parked: 'max(shoptalk_outbox_parked)' },
      },
      { title: 'Mail: overdue by', unit: 's', queries: { overdue: 'max(shoptalk_outbox_lag_seconds)' } },
    ],
  },
  {
    uid: 'shoptalk-checkout',
    title: 'Shoptalk: checkout',
    panels: [
      {
        title: 'Funnel: checkouts that came to rest in a state',
        unit: 'ops',
        queries: { '{{state}}': rate('shoptalk_checkout_states_total', 'state') },
      },
      {
        title: 'Checkouts under way',
        unit: 'short',
        queries: { '{{state}}': 'max by (state) (shoptalk_checkouts_open)' },
      },
      {
        title: 'Longest wait of a checkout for a person',
        unit: 's',
        queries: { stalled: 'max(shoptalk_checkout_stalled_oldest_seconds)' },
      },
      {
        title: 'Payments',
        unit: 'ops',
        queries: {
          '{{provider}} {{operation}} {{outcome}}': rate(
            'shoptalk_payments_total',
            'provider, operation, outcome',
          ),
        },
      },
      {
        title: 'Stock set aside',
        unit: 'ops',
        queries: { '{{outcome}}': rate('shoptalk_holds_total', 'outcome') },
      },
      { title: 'Units set aside now', unit: 'short', queries: { units: 'max(shoptalk_held_units)' } },
      {
        title: 'Findings of the reconciliation',
        unit: 'short',
        queries: { '{{kind}}': 'max by (kind) (shoptalk_reconciliation_findings)' },
      },
    ],
  },
  {
    uid: 'shoptalk-workers',
    title: 'Shoptalk: workers',
    panels: [
      {
        title: 'Workflow tasks wait for a worker',
        unit: 's',
        queries: quantiles('temporal_workflow_task_schedule_to_start_latency_seconds'),
      },
      {
        title: 'Workflow tasks take',
        unit: 's',
        queries: quantiles('temporal_workflow_task_execution_latency_seconds'),
      },
      {
        title: 'Free slots',
        unit: 'short',
        queries: { '{{worker_type}}': 'sum by (worker_type) (temporal_worker_task_slots_available)' },
      },
      {
        title: 'Pollers',
        unit: 'short',
        queries: { '{{poller_type}}': 'sum by (poller_type) (temporal_num_pollers)' },
      },
      { title: 'Workflows in memory', unit: 'short', queries: { cached: 'sum(temporal_sticky_cache_size)' } },
      {
        title: 'Activities (p95)',
        unit: 's',
        queries: {
          '{{activity}}': `topk(10, ${quantile(0.95, 'shoptalk_activity_duration_seconds', 'activity')})`,
        },
      },
      {
        title: 'Activities by outcome',
        unit: 'ops',
        queries: { '{{outcome}}': rate('shoptalk_activity_duration_seconds_count', 'outcome') },
      },
      {
        title: 'Calls from the api to workflows (p95)',
        unit: 's',
        queries: { '{{call}}': quantile(0.95, 'shoptalk_workflow_call_duration_seconds', 'call') },
      },
      {
        title: 'Event loop lag (p99)',
        unit: 's',
        queries: { '{{instance}}': 'nodejs_eventloop_lag_p99_seconds' },
      },
      { title: 'Memory', unit: 'bytes', queries: { '{{instance}}': 'process_resident_memory_bytes' } },
      {
        title: 'Processor',
        unit: 'percentunit',
        queries: { '{{instance}}': 'rate(process_cpu_seconds_total[$__rate_interval])' },
      },
      {
        title: 'Requests that wait for a database connection',
        unit: 'short',
        queries: { '{{instance}}': 'shoptalk_database_waiting' },
      },
    ],
  },
  {
    uid: 'shoptalk-search',
    title: 'Shoptalk: search',
    panels: [
      {
        title: 'Searching',
        unit: 's',
        queries: quantiles('shoptalk_activity_duration_seconds', '{activity="searchCatalog"}'),
      },
      {
        title: 'Spared by the cache',
        unit: 'percentunit',
        queries: {
          '{{cache}}': `sum by (cache) (rate(shoptalk_cache_reads_total{outcome=~"hit|stale|shared"}[$__rate_interval])) / ${rate('shoptalk_cache_reads_total', 'cache')}`,
        },
      },
      {
        title: 'Failures of the cache',
        unit: 'ops',
        queries: { '{{operation}}': rate('shoptalk_cache_failures_total', 'operation') },
      },
      {
        title: 'BigQuery jobs (p95)',
        unit: 's',
        queries: { '{{purpose}}': quantile(0.95, 'shoptalk_bigquery_job_duration_seconds', 'purpose') },
      },
      {
        title: 'BigQuery: bytes billed',
        unit: 'bytes',
        queries: { '{{purpose}}': 'sum by (purpose) (increase(shoptalk_bigquery_billed_bytes_total[1h]))' },
      },
      {
        title: 'BigQuery: slot time',
        unit: 's',
        queries: { '{{purpose}}': 'sum by (purpose) (increase(shoptalk_bigquery_slot_seconds_total[1h]))' },
      },
    ],
  },
  {
    uid: 'shoptalk-llm',
    title: 'Shoptalk: language model',
    panels: [
      {
        title: 'Answers used',
        unit: 'ops',
        queries: { '{{task}} from {{from}}': rate('shoptalk_llm_accepted_total', 'task, from') },
      },
      {
        title: 'Answers not believed',
        unit: 'ops',
        queries: { '{{task}} {{check}}': rate('shoptalk_llm_rejected_total', 'task, check') },
      },
      {
        title: 'Failures',
        unit: 'ops',
        queries: { '{{task}} {{reason}}': rate('shoptalk_llm_failures_total', 'task, reason') },
      },
      {
        title: 'Rules and templates spoke instead',
        unit: 'ops',
        queries: { '{{task}}': rate('shoptalk_llm_fallbacks_total', 'task') },
      },
      {
        title: 'Time to the answer (p95)',
        unit: 's',
        queries: { '{{task}}': quantile(0.95, 'shoptalk_llm_duration_seconds', 'task') },
      },
      {
        title: 'Time to the first word (p95)',
        unit: 's',
        queries: { '{{task}}': quantile(0.95, 'shoptalk_llm_first_token_seconds', 'task') },
      },
      {
        title: 'Tokens',
        unit: 'short',
        queries: { '{{task}} {{kind}}': 'sum by (task, kind) (increase(shoptalk_llm_tokens_total[1h]))' },
      },
      { title: 'Left alone', unit: 'short', queries: { '{{instance}}': 'shoptalk_llm_circuit_open' } },
    ],
  },
];
