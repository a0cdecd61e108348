-- Under what a checkout and an order are found by mail address, where the address itself is encrypted: a keyed digest
-- (activities/adapters/encryption/personal-fields.ts). Null where there are no keys, or no address.
alter table checkouts add column mail_digest text;
alter table orders    add column mail_digest text;
create index checkouts_mail on checkouts (mail_digest) where mail_digest is not null;
create index orders_mail    on orders    (mail_digest) where mail_digest is not null;

-- What address_hash was made of, encrypted, so that a new key can take the row over; null where it is the hash itself.
alter table mail_unsubscribes add column sealed text;

-- What the roles of db/roles.sql may do with the tables of the catalog. A load replaces those tables, and calls it for
-- the new ones; where there are no such roles it does nothing.
create function grant_catalog_rights() returns void language plpgsql as $$
begin
  if to_regrole('shoptalk_api') is not null then
    grant select on products, variants to shoptalk_api;
  end if;
  if to_regrole('shoptalk_worker') is not null then
    grant select on products, variants to shoptalk_worker;
    grant update (stock) on variants to shoptalk_worker;
  end if;
end $$;
