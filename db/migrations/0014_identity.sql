-- People who have signed in, and the sessions of their browsers.

create table accounts (
  id           uuid primary key default gen_random_uuid(),
  issuer       text not null,                                         -- of the identity provider
  subject      text not null,                                         -- who this is there; never the address
  name         text,                                                  -- what the provider calls them
  created_at   timestamptz not null default now(),
  unique (issuer, subject)
);

-- A guest's shopper joins the account they sign in to, with all that is theirs; an account has many.
-- The shopper that bears the id of its account is the one that acts while somebody is signed in.
update shoppers set account_id = null;
alter table shoppers drop constraint shoppers_account_id_key;
alter table shoppers alter column account_id type uuid using null;
alter table shoppers add foreign key (account_id) references accounts (id);
create index shoppers_account on shoppers (account_id) where account_id is not null;

create table sessions (
  id           uuid primary key default gen_random_uuid(),
  token_hash   bytea not null unique,                                 -- SHA-256; the token itself is the browser's alone
  former_hash  bytea unique,                                          -- the token before, for requests under way
  account_id   uuid not null references accounts (id) on delete cascade,
  provider     text not null,
  roles        text[] not null,
  device       text not null,
  created_at   timestamptz not null default now(),
  seen_at      timestamptz not null default now(),
  rotated_at   timestamptz not null default now(),
  idle_seconds integer not null check (idle_seconds > 0),
  expires_at   timestamptz not null,
  revoked_at   timestamptz
);
create index sessions_account on sessions (account_id) where revoked_at is null;

/* What is somebody's: all that the shoppers of their account have, or what a guest has. A guest's id is worth nothing
   once it has joined an account: then only a session of that account opens it. */
create function shoppers_of(person uuid) returns setof uuid language sql stable as $$
  select id from shoppers where id = person and account_id is null
  union all
  select id from shoppers where account_id = person
$$;

/* All shoppers that are the same person as this one. It grants nothing: for limits, and for what is kept once a person. */
create function same_person(shopper uuid) returns setof uuid language sql stable as $$
  select s.id from shoppers me join shoppers s on s.id = me.id or s.account_id = me.account_id where me.id = shopper
$$;
