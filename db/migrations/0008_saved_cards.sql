-- Saved cards: only of shoppers who have signed in, and only as the provider's own customer.

alter table shoppers add column account_id text unique;               -- set when the shopper signs in; null: a guest

create table payment_customers (
  shopper_id  uuid not null references shoppers (id) on delete cascade,
  provider    text not null,
  customer_id text not null,
  primary key (shopper_id, provider)
);
