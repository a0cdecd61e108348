-- Requests that carry an Idempotency-Key, and what they were answered: kept for a day.

create table idempotency_keys (
  owner       text not null,                                          -- who asked: `shopper:<id>`
  route       text not null,                                          -- method and path
  key         text not null,
  request     text not null,                                          -- a hash of what was asked
  act_id      text not null unique,                                   -- under which the effect happens once
  lease_until timestamptz not null,                                   -- in flight until then, unless renewed
  status      integer,                                                -- null until answered
  answer      jsonb,
  created_at  timestamptz not null default now(),
  primary key (owner, route, key)
);
create index idempotency_keys_age on idempotency_keys (created_at);

-- Versions of what is published of checkouts and orders are times in milliseconds.
alter table checkouts alter column version type bigint;
alter table orders    alter column version type bigint;
