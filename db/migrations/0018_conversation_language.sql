-- What the shop last spoke in a conversation: mails about it are written in that language. Null until it has spoken.
alter table conversations add column language text;
