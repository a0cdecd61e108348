import { summaryOf } from '../../../activities/adapters/tracing/sql.js';

test.each([
  ['select id from orders where id = $1', 'SELECT orders'],
  ['-- newest first\nselect * from public.orders o join lines l using (id)', 'SELECT public.orders'],
  ['insert into outbox (topic) values ($1)', 'INSERT outbox'],
  ['update only carts set version = version + 1', 'UPDATE carts'],
  ['with due as (select id from outbox) update outbox set leased = now()', 'WITH outbox'],
  ['begin', 'BEGIN'],
  ["select pg_notify('entries', $1)", 'SELECT'],
  ['', 'STATEMENT'],
])('%j is called %j', (text, summary) => {
  expect(summaryOf(text)).toBe(summary);
});
