-- What a checkout costs: weights, promotion codes and what an order keeps of them.

alter table products add column weight_grams integer not null default 400 check (weight_grams > 0);  -- of one unit

create table promotions (
  code                text    primary key check (code = upper(code)),
  kind                text    not null check (kind in ('percent', 'fixed', 'free_shipping')),
  basis_points        integer check (basis_points between 1 and 10000),   -- of a percent promotion
  amount              integer check (amount > 0),                         -- of a fixed one, minor units
  currency            text,                                               -- of amount and minimum
  minimum_subtotal    integer check (minimum_subtotal > 0),               -- minor units, before the discount
  starts_at           timestamptz,
  ends_at             timestamptz,
  limit_total         integer check (limit_total > 0),
  limit_per_shopper   integer check (limit_per_shopper > 0),
  created_at          timestamptz not null default now(),
  check ((kind = 'percent') = (basis_points is not null)),
  check ((kind = 'fixed') = (amount is not null)),
  check (currency is not null or (amount is null and minimum_subtotal is null)),
  check (ends_at > starts_at)
);

-- The use of a code by a checkout: reserved with the stock, consumed with the order. One code a checkout.
create table promotion_redemptions (
  checkout_id uuid primary key,
  code        text not null references promotions (code),
  shopper_id  uuid not null references shoppers (id),
  state       text not null check (state in ('reserved', 'released', 'consumed')),
  expires_at  timestamptz not null,                                       -- of a reservation
  at          timestamptz not null default now()
);
create index promotion_redemptions_code on promotion_redemptions (code, shopper_id) where state <> 'released';

alter table orders add column promotion_code text;
alter table orders add column gift_message   text;
alter table orders add column weight_grams   integer;
