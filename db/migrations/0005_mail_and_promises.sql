-- Mail, and what the shop has promised to tell.

-- What is in the outbox is sent at least once; `outcome` is null while it waits.
alter table outbox
  add column attempts   integer     not null default 0,
  add column next_try   timestamptz not null default now(),
  add column last_error text,                                           -- holds no mail address
  add column settled_at timestamptz,
  add column outcome    text check (outcome in ('sent', 'unwanted', 'parked'));
update outbox set outcome = 'sent', settled_at = sent_at where sent_at is not null;
create index outbox_due on outbox (next_try, id) where outcome is null;
create index outbox_parked on outbox (id) where outcome = 'parked';

-- "Tell me when size M is back": kept once, within its time, unless the shopper takes it back.
create table stock_watches (
  id              uuid primary key default gen_random_uuid(),
  conversation_id uuid not null references conversations (id),
  sku             text not null references variants (sku) on delete cascade,
  state           text not null default 'watching' check (state in ('watching', 'back', 'stopped', 'ended')),
  created_at      timestamptz not null default now(),
  ends_at         timestamptz not null,
  back_at         timestamptz,
  told_at         timestamptz                                           -- when the conversation was told
);
create unique index stock_watches_once on stock_watches (conversation_id, sku) where state = 'watching';
create index stock_watches_waiting on stock_watches (sku) where state = 'watching';
create index stock_watches_untold on stock_watches (back_at) where state = 'back' and told_at is null;

-- What shoppers said about mail that is more than an answer to an order, and the words they said it to.
create table mail_consents (
  checkout_id uuid        not null references checkouts (id),
  given       boolean     not null,
  wording     text        not null,
  at          timestamptz not null default now()
);
create index mail_consents_checkout on mail_consents (checkout_id, at desc);

-- Who wants no such mail; the address itself is not kept, only its SHA-256.
create table mail_unsubscribes (
  address_hash text primary key,
  at           timestamptz not null default now()
);

-- The newest word of a checkout's shopper on mail.
create function mail_consent_of(wanted uuid) returns timestamptz language sql stable as $$
  select case when c.given then c.at end from mail_consents c
  where c.checkout_id = wanted order by c.at desc limit 1
$$;
