-- What shoppers looked at, and what is bought together with what.

-- One row a shopper, product and day; kept for as long as it counts, and no longer.
create table product_views (
  shopper_id uuid    not null references shoppers (id) on delete cascade,
  product_id integer not null,
  day        date    not null default current_date,
  primary key (shopper_id, product_id, day)
);
create index product_views_day on product_views (day);

-- Worked out from orders and views by the clock; may be emptied at any time.
create table product_pairs (
  product_id integer not null,
  other_id   integer not null,
  score      real    not null check (score > 0 and score <= 1),
  shoppers   integer not null,                                        -- how many it rests on
  primary key (product_id, other_id)
);
