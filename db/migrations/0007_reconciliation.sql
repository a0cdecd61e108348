-- What the comparison of provider, orders, holds, stock and workflows found, run by run.

create table reconciliation_runs (
  id          text primary key,                                       -- the workflow's run id
  since       timestamptz not null,                                   -- how far back it looked
  started_at  timestamptz not null default now(),
  finished_at timestamptz
);
create index reconciliation_runs_finished on reconciliation_runs (finished_at desc);

-- What providers list, while a run compares it.
create table reconciliation_payments (
  run_id      text    not null references reconciliation_runs (id) on delete cascade,
  provider    text    not null,
  payment_id  text    not null,
  checkout_id uuid,
  status      text    not null,
  amount      integer not null,
  currency    text    not null,
  refunded    integer not null,
  made_at     timestamptz not null,
  primary key (run_id, provider, payment_id)
);
create index reconciliation_payments_checkout on reconciliation_payments (run_id, checkout_id);

create table reconciliation_findings (
  run_id   text not null references reconciliation_runs (id) on delete cascade,
  kind     text not null,
  subject  text not null,                                             -- checkout/<id>, sku/<sku>, payment/<provider>/<id>
  detail   text not null,
  repair   text,                                                      -- what was done about it; null: a person must look
  found_at timestamptz not null default now(),
  primary key (run_id, kind, subject)
);
