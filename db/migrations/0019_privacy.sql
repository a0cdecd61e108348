-- What is erased on a shopper's word, and what the clock removes.

alter table shoppers add column erased_at timestamptz;                -- shut out: nothing is theirs any more
alter table orders add column erased_at timestamptz;                  -- whose it was is gone; the books keep the rest

-- One row an erasure. Once it is finished it says that and when, and not whose it was.
create table erasures (
  id           uuid primary key,
  person       uuid unique,                                           -- a guest's shopper, or an account; null once finished
  asked_by     text not null check (asked_by in ('shopper', 'staff')),
  asked_at     timestamptz not null default now(),
  forgotten_at timestamptz,                                           -- all but what is paid for or being paid is gone
  finished_at  timestamptz,
  check ((person is null) = (finished_at is not null))
);

/* What is somebody's. Of who was shut out nothing is anybody's. */
create or replace function shoppers_of(person uuid) returns setof uuid language sql stable as $$
  select id from shoppers where id = person and account_id is null and erased_at is null
  union all
  select id from shoppers where account_id = person and erased_at is null
$$;

/* All shoppers of a person that is being erased, shut out or not. It grants nothing. */
create function shoppers_to_erase(person uuid) returns setof uuid language sql stable as $$
  select id from shoppers where id = person and account_id is null
  union all
  select id from shoppers where account_id = person
$$;

-- What happened to an order is never changed, but for the words of who is erased.
drop rule order_events_keep on order_events;
create rule order_events_keep as on update to order_events
  where current_setting('shoptalk.erasing', true) is distinct from 'on' do instead nothing;

create index stock_watches_conversation on stock_watches (conversation_id);
create index outbox_order on outbox ((payload ->> 'orderId'));
create index webhook_inbox_age on webhook_inbox (received_at);

-- Up to where the clock has emptied a conversation; what was said after that is younger.
alter table conversations add column emptied_seq integer not null default -1;
create index conversations_age on conversations (created_at);
create index checkouts_with_address on checkouts (updated_at) where view ? 'address';
