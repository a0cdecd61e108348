-- The shop's own tables. Times are timestamptz; money is integer minor units beside its currency.

create extension if not exists pg_trgm;
create extension if not exists unaccent;

-- Catalog ------------------------------------------------------------------------------------

create table catalog_state (
  only_row boolean primary key default true check (only_row),
  version  bigint  not null default 1
);
insert into catalog_state default values;

create table products (
  id                     integer primary key,
  sku                    text    not null unique,
  name                   text    not null,
  brand                  text    not null,
  category               text    not null,
  department             text    not null check (department in ('Men', 'Women', 'Kids')),
  description            text    not null default '',
  cost                   integer not null check (cost >= 0),          -- minor units
  retail_price           integer not null check (retail_price > 0),   -- minor units
  currency               text    not null default 'USD',
  distribution_center_id integer not null,
  popularity             real    not null default 0,                  -- 0 to 1, a mild prior for ranking
  created_at             timestamptz not null default now(),
  words tsvector generated always as (
    setweight(to_tsvector('english', name), 'A') ||
    setweight(to_tsvector('english', brand || ' ' || category), 'B') ||
    setweight(to_tsvector('english', description), 'D')
  ) stored
);
create index products_words      on products using gin (words);
create index products_name_trgm  on products using gin (name gin_trgm_ops);
create index products_filter     on products (category, department, retail_price);
create index products_brand      on products (lower(brand));

create table variants (
  sku        text    primary key,
  product_id integer not null references products (id) on delete cascade,
  size       text    not null,
  colour     text    not null,                                        -- one of the twelve base colours
  position   integer not null,                                        -- order within the product
  stock      integer not null check (stock >= 0)                      -- units on hand; only ever changed relatively
);
create index variants_product on variants (product_id, position);
create index variants_size    on variants (lower(size), colour, product_id);
create index variants_colour  on variants (colour, product_id);

-- People and conversations -------------------------------------------------------------------

create table shoppers (
  id         uuid primary key,
  created_at timestamptz not null default now()
);

create table conversations (
  id         uuid primary key,
  shopper_id uuid not null references shoppers (id),
  last_seq   integer not null default 0,
  created_at timestamptz not null default now()
);
create index conversations_shopper on conversations (shopper_id, created_at desc);

-- Everything said or shown in a conversation, in order; also the log that SSE reads from.
create table conversation_events (
  conversation_id uuid    not null references conversations (id),
  seq             integer not null,
  kind            text    not null check (kind in ('message', 'reply', 'checkout')),
  ref             text    not null,                                   -- message id, or what else caused it
  payload         jsonb   not null,
  at              timestamptz not null default now(),
  primary key (conversation_id, seq),
  unique (conversation_id, kind, ref)
);

create function notify_conversation_event() returns trigger language plpgsql as $$
begin
  perform pg_notify('conversation_events', new.conversation_id || ':' || new.seq);
  return new;
end $$;
create trigger conversation_event_notify after insert on conversation_events
  for each row execute function notify_conversation_event();

-- Carts --------------------------------------------------------------------------------------

create table carts (
  conversation_id uuid primary key references conversations (id)
);

create table cart_lines (
  conversation_id uuid    not null references carts (conversation_id),
  sku             text    not null references variants (sku),
  quantity        integer not null check (quantity between 1 and 20),
  position        bigint  generated always as identity,
  primary key (conversation_id, sku)
);

-- What each change did, so that a retried one does it once.
create table cart_changes (
  conversation_id uuid  not null references carts (conversation_id),
  change_id       text  not null,
  outcome         jsonb not null,
  at              timestamptz not null default now(),
  primary key (conversation_id, change_id)
);

-- Checkout, stock and orders -----------------------------------------------------------------

-- A projection for readers; the workflow is the truth.
create table checkouts (
  id              uuid primary key,
  conversation_id uuid    not null references conversations (id),
  shopper_id      uuid    not null references shoppers (id),
  state           text    not null,
  version         integer not null,
  view            jsonb   not null,
  created_at      timestamptz not null default now(),
  updated_at      timestamptz not null default now()
);
create index checkouts_stalled on checkouts (updated_at) where state = 'stalled';
create index checkouts_conversation on checkouts (conversation_id);

create table holds (
  checkout_id uuid    not null,
  sku         text    not null references variants (sku),
  quantity    integer not null check (quantity > 0),
  state       text    not null default 'held' check (state in ('held', 'released', 'consumed')),
  expires_at  timestamptz not null,
  primary key (checkout_id, sku)
);
create index holds_live on holds (sku) where state = 'held';

-- Units that can be promised now: on hand less live holds.
create function available_units(wanted_sku text, for_checkout uuid default null) returns integer
language sql stable as $$
  select greatest(0, v.stock - coalesce((
    select sum(h.quantity) from holds h
    where h.sku = v.sku and h.state = 'held' and h.expires_at > now()
      and (for_checkout is null or h.checkout_id <> for_checkout)), 0))::integer
  from variants v where v.sku = wanted_sku
$$;

create sequence order_numbers start 100001;

create table orders (
  id              uuid primary key,
  number          text    not null unique default 'S-' || nextval('order_numbers'),
  checkout_id     uuid    not null unique,
  conversation_id uuid    not null references conversations (id),
  shopper_id      uuid    not null references shoppers (id),
  state           text    not null check (state in ('authorised', 'paid', 'cancelled', 'refunded')),
  totals          jsonb   not null,
  address         jsonb   not null,
  shipping        jsonb   not null,
  placed_at       timestamptz not null default now()
);
create index orders_shopper on orders (shopper_id, placed_at desc);

create table order_lines (
  order_id uuid    not null references orders (id),
  position integer not null,
  sku      text    not null,
  quantity integer not null check (quantity > 0),
  line     jsonb   not null,                                          -- as charged
  primary key (order_id, position)
);

-- What was asked of a payment provider, written before it is asked.
create table payment_attempts (
  key         text primary key,                                       -- the idempotency key
  checkout_id uuid    not null,
  provider    text    not null,
  operation   text    not null check (operation in ('create', 'confirm', 'capture', 'void', 'refund')),
  payment_id  text,
  amount      integer,
  currency    text,
  outcome     text,                                                   -- null while unknown
  started_at  timestamptz not null default now(),
  settled_at  timestamptz
);
create index payment_attempts_checkout on payment_attempts (checkout_id, started_at);

create table webhook_inbox (
  provider    text not null,
  event_id    text not null,
  type        text not null,
  payment_id  text not null,
  checkout_id uuid,
  received_at timestamptz not null default now(),
  handled_at  timestamptz,
  primary key (provider, event_id)
);

create table outbox (
  id         bigint generated always as identity primary key,
  topic      text  not null,
  ref        text  not null,
  payload    jsonb not null,
  created_at timestamptz not null default now(),
  sent_at    timestamptz,
  unique (topic, ref)
);

-- What staff did, to what, and why. Append only.
create table audit_log (
  id         bigint generated always as identity primary key,
  at         timestamptz not null default now(),
  actor      text not null,
  act        text not null,
  subject    text not null,
  reason     text not null,
  details    jsonb not null default '{}'
);
create rule audit_log_keeps as on update to audit_log do instead nothing;
create rule audit_log_stays as on delete to audit_log do instead nothing;
