-- What search needs of each product, ready to be looked up.

/* Text as the shop cuts what shoppers write: without accents and apostrophes, in lower case, and without the
   signs that Postgres would keep within a word. The rule is that of wordsOf (activities/adapters/catalog/text/
   words.ts); the collations make it the same whatever the locale of the database. Most text is plain ASCII and
   takes a short cut that is many times faster; a million products have hundreds of megabytes of it. */
create function catalog_text(value text) returns text language sql immutable parallel safe return
  case when octet_length(value) = char_length(value) then
    lower(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(value,
      '''', ''), '`', ''), '-', ' '), '/', ' '), '.', ' '), '_', ' '), '@', ' '), ':', ' '), '&', ' '), '+', ' '), '<', ' '), '~', ' ')
      collate "C")
  else
    lower(regexp_replace(
      regexp_replace(normalize(value, nfkd) collate "und-x-icu",
        '[\u0300-\u036f\u0591-\u05c7\u064b-\u065f''’‘`´]', '', 'g'),
      '[^[:alnum:]]+', ' ', 'g')) collate "C"
  end;

drop index products_name_trgm;
drop index products_filter;
drop index products_brand;
alter table products drop column words;

alter table products
  -- Every word, by field: A is the name, B brand, category and department (one after the other), D the description.
  add column words tsvector generated always as (
    setweight(to_tsvector('simple', catalog_text(name)), 'A') ||
    setweight(to_tsvector('simple', catalog_text(brand || ' ' || category || ' ' || department)), 'B') ||
    setweight(to_tsvector('simple', catalog_text(description)), 'D')) stored,
  -- The same without the description: an index cannot tell fields apart, and these words count most.
  add column title_words tsvector generated always as (
    strip(to_tsvector('simple', catalog_text(name || ' ' || brand || ' ' || category || ' ' || department)))) stored,
  -- Products in the order of their lots are an even sample, whatever is asked for; 0 to 2^31 - 1.
  add column lot integer not null generated always as (hashint4(id) & 2147483647) stored;

create index products_words       on products using gin (words);
create index products_title_words on products using gin (title_words);

-- Each way to narrow has its products in order of lot, to count them, and of popularity, to show them.
create index products_lot              on products (lot);
create index products_popular          on products (popularity desc, id);
create index products_price            on products (retail_price, id);
create index products_newest           on products (created_at desc, id);
create index products_category_lot     on products (category, lot);
create index products_category_popular on products (category, popularity desc, id);
create index products_category_price   on products (category, retail_price, id);
create index products_brand_lot        on products (lower(brand), lot);
create index products_brand_popular    on products (lower(brand), popularity desc, id);
-- A brand and a category together are asked for often, and each alone is far more.
create index products_brand_category   on products (lower(brand), category);

-- A product is asked whether it has a variant in a size and a colour.
drop index variants_product;
create index variants_product on variants (product_id, lower(size), colour);

-- What is known of the catalog as a whole, counted when products come in: its own words, which spelling is
-- corrected by, and how common each size is in each colour, which decides how it is looked for.
create table catalog_words (
  word     text collate "C" primary key,
  products integer not null                                            -- how many have it
);
create table catalog_sizes (
  size     text    not null,                                           -- in lower case
  colour   text    not null,
  variants integer not null,
  primary key (size, colour)
);
alter table catalog_state add column words_version bigint not null default 0;

/* Counts anew; to be called by whatever has changed many products, in its transaction. Words that are too
   long to be typed are left out. */
create function refresh_catalog_words() returns void language plpgsql as $$
begin
  delete from catalog_words;
  insert into catalog_words (word, products)
    select word, ndoc from ts_stat('select words from products') where length(word) <= 40;
  delete from catalog_sizes;
  insert into catalog_sizes (size, colour, variants)
    select lower(size), colour, count(*) from variants group by 1, 2;
  update catalog_state set words_version = words_version + 1;
end $$;
select refresh_catalog_words();
