-- What search needs of each product, ready to be looked up.

/* Text as the shop cuts what shoppers write: without accents and apostrophes, in lower case, words with one
   space between them. The rule is that of wordsOf (activities/adapters/catalog/text/words.ts); the
   collation makes it the same whatever the locale of the database. */
create function catalog_text(value text) returns text language sql immutable parallel safe return
  lower(regexp_replace(
    regexp_replace(normalize(value, nfkd), '[\u0300-\u036f\u0591-\u05c7\u064b-\u065f''’‘`´]', '', 'g'),
    '[^[:alnum:]]+', ' ', 'g') collate "und-x-icu");

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

-- The catalog's own words, which spelling is corrected by.
create table catalog_words (
  word     text collate "C" primary key,
  products integer not null                                            -- how many have it
);
alter table catalog_state add column words_version bigint not null default 0;

/* Counts the words anew; to be called by whatever has changed many products, in its transaction. What is
   too long to be typed is left out. */
create function refresh_catalog_words() returns void language plpgsql as $$
begin
  delete from catalog_words;
  insert into catalog_words (word, products)
    select word, ndoc from ts_stat('select words from products') where length(word) <= 40;
  update catalog_state set words_version = words_version + 1;
end $$;
select refresh_catalog_words();
