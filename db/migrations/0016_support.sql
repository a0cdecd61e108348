-- The support console: people who speak with shoppers, who looks after what, notes, and a log that keeps.

-- A shopper who waits for a person, or speaks with one. The conversation's workflow is the truth; staff read here.
create table conversation_support (
  conversation_id uuid primary key references conversations (id) on delete cascade,
  wanted_at       timestamptz,                                        -- null: nobody is waited for
  person_id       text,                                               -- who speaks; null: the assistant does
  person_name     text,
  person_since    timestamptz
);
create index conversation_support_waiting on conversation_support (wanted_at) where wanted_at is not null;
create index conversation_support_talking on conversation_support (person_since) where person_id is not null;

-- What a person of the staff has written, until the workflow puts it into the transcript: histories hold no words.
create table person_words (
  id              text primary key,
  conversation_id uuid not null references conversations (id) on delete cascade,
  text            text not null,
  at              timestamptz not null default now()
);

alter table conversation_events drop constraint conversation_events_kind_check;
alter table conversation_events add constraint conversation_events_kind_check
  check (kind in ('message', 'reply', 'checkout', 'order', 'person'));

-- Who looks after a case. A lease: it ends by itself unless it is renewed.
create table case_leases (
  subject     text primary key,                                       -- conversation/<id>, checkout/<id>, order/<id>
  holder_id   text not null,
  holder_name text not null,
  taken_at    timestamptz not null default now(),
  until       timestamptz not null
);

-- What staff tell each other; no shopper ever reads it.
create table case_notes (
  id              bigint generated always as identity primary key,
  subject         text not null,
  conversation_id uuid references conversations (id) on delete cascade,
  author          text not null,
  text            text not null,
  at              timestamptz not null default now()
);
create index case_notes_conversation on case_notes (conversation_id, at);

-- Whatever changes what staff see in the queue tells them to look.
create function notify_support_queue() returns trigger language plpgsql as $$
begin
  perform pg_notify('support_queue', '');
  return null;
end $$;
create trigger support_notify after insert or update or delete on conversation_support
  for each row execute function notify_support_queue();
create trigger lease_taken_notify after insert or delete on case_leases
  for each row execute function notify_support_queue();
create trigger lease_passed_on_notify after update on case_leases
  for each row when (old.holder_id <> new.holder_id) execute function notify_support_queue();
create trigger checkout_stalled_notify after update of state, version on checkouts
  for each row when (old.state = 'stalled' or new.state = 'stalled') execute function notify_support_queue();
create trigger order_stalled_notify after update of stalled on orders
  for each row when (old.stalled is distinct from new.stalled) execute function notify_support_queue();

-- The audit log says no where it used to say nothing.
drop rule audit_log_keeps on audit_log;
drop rule audit_log_stays on audit_log;
create function refuse_audit_change() returns trigger language plpgsql as $$
begin
  raise exception 'the audit log is append only';
end $$;
create trigger audit_log_is_append_only before update or delete or truncate on audit_log
  for each statement execute function refuse_audit_change();
create index audit_log_subject on audit_log (subject, id);
