-- What is Stripe's own, beside what every sandbox keeps. Every statement can run again.

create index if not exists objects_metadata on objects using gin ((body -> 'metadata'));
create index if not exists objects_of_intent on objects (kind, (body ->> 'payment_intent')) where body ? 'payment_intent';
create index if not exists objects_settling on objects (((inner_state ->> 'settlesAt')::bigint)) where inner_state ? 'settlesAt';
