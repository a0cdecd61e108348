-- Run once, when the Postgres of docker-compose.yml lays out its data: each sandbox has a database of its own.
create database stripe_sandbox;
create database paypal_sandbox;
create database adyen_sandbox;
