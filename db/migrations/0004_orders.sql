-- After the order: where it stands, what happened to it, what came back. The workflow is the truth; readers read here.

alter table orders add column stage   text    not null default 'placed';
alter table orders add column version integer not null default 0;
alter table orders add column view    jsonb;                            -- null until its workflow has begun
alter table orders add column stalled boolean not null default false;
create index orders_conversation on orders (conversation_id, placed_at desc);
create index orders_stage        on orders (stage, placed_at);
create index orders_stalled      on orders (placed_at) where stalled;

alter table order_lines add column shipped  integer not null default 0 check (shipped between 0 and quantity);
alter table order_lines add column returned integer not null default 0 check (returned between 0 and quantity);

-- What happened to an order, who did it, when. Append only.
create table order_events (
  order_id uuid    not null references orders (id),
  seq      integer not null,
  at       timestamptz not null,
  what     text    not null,
  by       text    not null,
  details  jsonb   not null default '{}',
  primary key (order_id, seq)
);
create rule order_events_keep as on update to order_events do instead nothing;
create rule order_events_stay as on delete to order_events do instead nothing;

create table refunds (
  order_id   uuid    not null references orders (id),
  id         text    not null,
  kind       text    not null check (kind in ('cancellation', 'return', 'goodwill')),
  state      text    not null check (state in ('requested', 'confirming', 'pending', 'done', 'refused')),
  amount     integer not null check (amount > 0),                       -- minor units
  currency   text    not null,
  reason     text    not null,
  created_at timestamptz not null,
  primary key (order_id, id)
);

create table returns (
  id           text  primary key,                                       -- the code on the label
  order_id     uuid  not null references orders (id),
  state        text  not null check (state in ('labelled', 'received', 'expired')),
  lines        jsonb not null,
  requested_at timestamptz not null
);
create index returns_order on returns (order_id);

-- What orders have put back on the shelf or swapped there, so that a step done again does it once.
create table stock_movements (
  key      text primary key,
  order_id uuid not null references orders (id),
  changes  jsonb not null,
  at       timestamptz not null default now()
);

alter table conversation_events drop constraint conversation_events_kind_check;
alter table conversation_events add constraint conversation_events_kind_check
  check (kind in ('message', 'reply', 'checkout', 'order'));
