-- How products come in: a load is written to tables beside the ones that serve, and takes their place when it is whole.

create schema loading;                                                -- the tables of the load under way
create schema retired;                                                -- what served until a moment ago; dropped at once

create table catalog_loads (
  id            integer generated always as identity primary key,
  source        text    not null,
  mode          text    not null check (mode in ('replace', 'merge')),
  state         text    not null default 'loading' check (state in ('loading', 'published', 'discarded')),
  resumable     boolean not null,                                     -- outlives the process that began it
  assumed_stock integer not null default 0 check (assumed_stock >= 0), -- of new variants whose source names none
  products      integer not null default 0,                           -- written so far; once published: on sale
  outcome       jsonb,                                                -- of a published load
  started_at    timestamptz not null default now(),
  touched_at    timestamptz not null default now(),
  finished_at   timestamptz
);
create unique index catalog_loads_one on catalog_loads (state) where state = 'loading';

create table catalog_load_batches (
  load_id  integer not null references catalog_loads (id) on delete cascade,
  batch_no integer not null,
  primary key (load_id, batch_no)
);

-- What is sold, or put back, while a load is under way: its figures are older than that.
create table catalog_stock_moves (
  sku   text    not null,
  delta integer not null
);
create index catalog_stock_moves_sku on catalog_stock_moves (sku);

create function note_stock_move() returns trigger language plpgsql as $$
begin
  if exists (select from catalog_loads where state = 'loading') then
    insert into catalog_stock_moves (sku, delta) values (new.sku, new.stock - old.stock);
  end if;
  return null;
end $$;
create trigger variants_stock_move after update of stock on variants
  for each row when (old.stock <> new.stock) execute function note_stock_move();

-- Numbers for products whose source has none; sources number theirs up to 1,000,000,000.
create sequence product_numbers as integer start 1000000001;

alter table products alter column cost drop not null;                 -- null: the source does not say
alter table products add column image_url text;                       -- a picture of the merchant's own
-- False once the catalog no longer has it, while a cart, a hold or a promise still names one of its SKUs.
alter table products add column listed boolean not null default true;
