-- What api and worker may do, each under a role of its own; migrations, imports and backups run as the owner. It is
-- applied after every migration (dev/roles.ts) and only ever adds: what the release before needs stays allowed.
-- The tests of api and worker run under these roles, so that a right that is missing fails one of them.

do $$ begin
  if to_regrole('shoptalk_api') is null then create role shoptalk_api nologin; end if;
  if to_regrole('shoptalk_worker') is null then create role shoptalk_worker nologin; end if;
exception when duplicate_object or unique_violation then null; -- another database of this server was quicker
end $$;

grant usage on schema public to shoptalk_api, shoptalk_worker;
select grant_catalog_rights();

-- Read by both.
grant select on
  catalog_state, catalog_words, catalog_sizes, catalog_loads, product_pairs,
  shoppers, conversations, conversation_events, conversation_support, carts, cart_lines, cart_changes,
  checkouts, holds, orders, order_lines, order_events, refunds, returns, promotions, promotion_redemptions,
  payment_attempts, payment_customers, webhook_inbox, outbox, idempotency_keys, stock_watches, mail_consents,
  mail_unsubscribes, product_views, person_words, data_keys, erasures
to shoptalk_api, shoptalk_worker;

-- The api opens conversations and writes down what people say and ask. It changes no stock, cart, checkout or order.
grant select on accounts, sessions, case_leases, case_notes to shoptalk_api;
grant insert on
  erasures, shoppers, accounts, sessions, conversations, conversation_events, idempotency_keys, mail_consents, mail_unsubscribes,
  webhook_inbox, person_words, case_leases, case_notes, product_views, payment_customers, data_keys
to shoptalk_api;
grant update (account_id) on shoppers to shoptalk_api;
grant update (name) on accounts to shoptalk_api;
grant update on sessions, idempotency_keys, case_leases to shoptalk_api;
grant update (last_seq) on conversations to shoptalk_api;
grant update (at) on mail_unsubscribes to shoptalk_api;
grant update (handled_at, outcome) on webhook_inbox to shoptalk_api;
grant update (outcome, settled_at, attempts, next_try) on outbox to shoptalk_api;
grant delete on person_words, case_leases to shoptalk_api;
-- Nobody but the owner can change what staff did, and the owner only by taking a trigger off.
grant select, insert on audit_log to shoptalk_api;

-- The worker changes carts, checkouts, orders, stock and money; of people it reads no account, session or note.
grant insert, update, delete on cart_lines, holds, product_views, product_pairs, idempotency_keys to shoptalk_worker;
grant insert, update on
  carts, cart_changes, checkouts, orders, order_lines, refunds, returns, promotion_redemptions, payment_attempts,
  payment_customers, outbox, stock_watches, conversation_support, reconciliation_runs, reconciliation_payments
to shoptalk_worker;
grant insert on
  conversation_events, order_events, stock_movements, catalog_stock_moves, webhook_inbox, data_keys,
  reconciliation_findings
to shoptalk_worker;
grant select on
  stock_movements, reconciliation_runs, reconciliation_payments, reconciliation_findings, catalog_syncs
to shoptalk_worker;
grant update (last_seq, language, emptied_seq, standing) on conversations to shoptalk_worker;
grant update (version) on catalog_state to shoptalk_worker;
grant update (created_at) on promotions to shoptalk_worker; -- to lock a code's row; which it never changes
grant delete on person_words, reconciliation_runs, reconciliation_payments to shoptalk_worker;
grant usage on sequence order_numbers to shoptalk_worker;

-- It erases people, and what was kept long enough: it can take away what it cannot read.
grant delete on
  conversation_events, conversations, conversation_support, carts, cart_changes, checkouts, stock_watches, mail_consents,
  outbox, webhook_inbox, payment_customers, shoppers, accounts, sessions, case_notes, case_leases, data_keys
to shoptalk_worker;
grant select (id) on accounts to shoptalk_worker;
grant select (id, account_id, revoked_at, expires_at, seen_at, idle_seconds) on sessions to shoptalk_worker;
grant select (subject, conversation_id) on case_notes to shoptalk_worker;
grant select (subject) on case_leases to shoptalk_worker;
grant update (issuer, subject, name) on accounts to shoptalk_worker;
grant update (account_id, erased_at) on shoppers to shoptalk_worker;
grant update (details) on order_events to shoptalk_worker; -- of who is erased; a rule keeps the others
grant update (person, forgotten_at, finished_at) on erasures to shoptalk_worker;
grant insert on audit_log to shoptalk_worker;
