-- Checkouts under way, which metrics count: few, of very many.
create index checkouts_open on checkouts (state) where state not in ('completed', 'cancelled', 'expired');
