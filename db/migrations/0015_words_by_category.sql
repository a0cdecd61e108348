-- Words within a category, as in "floral dresses": one index finds both, where two had to be laid over each other.

create extension if not exists btree_gin;

drop index products_words;
drop index products_title_words;
create index products_words       on products using gin (words, category);
create index products_title_words on products using gin (title_words, category);
