-- Run once, when the Postgres of docker-compose.yml lays out its data: the Stripe sandbox has a database of its own.
create database stripe_sandbox;
