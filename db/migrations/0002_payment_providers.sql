-- Several payment providers: whose payment an order was paid with, and what became of a webhook.

alter table orders add column provider   text;
alter table orders add column payment_id text;
create unique index orders_payment on orders (provider, payment_id);

alter table webhook_inbox add column outcome text;                    -- told, over, unknown_payment, amount_mismatch
alter table webhook_inbox add column facts   jsonb;                   -- the event in the shop's words
create index webhook_inbox_payment on webhook_inbox (provider, payment_id);
