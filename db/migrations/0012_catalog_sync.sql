-- What the last copy of a source of products found, so that the next one copies what has changed since.

create table catalog_syncs (
  source       text primary key,                                        -- the table, and how it is read
  revision     text    not null,                                        -- the source's own mark of when it changed
  fingerprints jsonb   not null,                                        -- by part of the source
  load_id      integer not null,                                        -- catalog_loads; another one since means: begin anew
  synced_at    timestamptz not null default now()
);
