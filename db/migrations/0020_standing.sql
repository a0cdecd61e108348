-- Where a conversation stood with its last reply (domain/standing.ts): what was looked for, and what was on screen. Its
-- workflow knows that by itself; this is for the day on which Temporal has lost it.
alter table conversations add column standing jsonb;
