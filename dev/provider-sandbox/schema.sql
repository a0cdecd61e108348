-- What every sandbox keeps, in a database of its own. Every statement can run again.

-- API objects as they are answered, one row each; kind `event` is what webhooks deliver.
create table if not exists objects (
  id      text   primary key,
  seq     bigint generated always as identity,
  kind    text   not null,
  created bigint not null,                              -- unix seconds
  body    jsonb  not null,
  inner_state jsonb not null default '{}'               -- what the sandbox knows and never answers
);
create index if not exists objects_newest on objects (kind, seq desc);

create table if not exists idempotency_keys (
  key         text primary key,
  route       text   not null,                          -- method and path
  fingerprint text   not null,                          -- of the parameters
  status      integer not null,
  body        jsonb  not null,
  request_id  text   not null,
  created_at  timestamptz not null default now()
);
create index if not exists idempotency_keys_age on idempotency_keys (created_at);

-- Webhooks still to be delivered, written in the transaction of what they tell of.
create table if not exists deliveries (
  id           bigint generated always as identity primary key,
  event_id     text not null references objects (id),
  attempts     integer not null default 0,
  next_at      timestamptz not null default now(),
  delivered_at timestamptz,
  given_up_at  timestamptz,
  last_error   text
);
create index if not exists deliveries_due on deliveries (next_at) where delivered_at is null and given_up_at is null;
