-- Keys of their own for what belongs to a shopper, wrapped by the key ring of the configuration.
create table data_keys (
  id         uuid  primary key,
  subject    text  not null unique,                                   -- conversation/<id>, checkout/<id>, order/<id>
  wrapped    bytea not null,
  created_at timestamptz not null default now()
);
