#!/usr/bin/env bash
# Makes deploy/secrets/, which docker-compose.yml hands to its containers as files: a random value for each that is not
# there yet, and the sandboxes' for payment providers. What is there stays. Write your own over those of your accounts.
set -euo pipefail
cd "$(dirname "$0")"
umask 077
mkdir -p secrets

# Nobody else of this machine gets into the folder; the containers, whose users are not yours, read the files.
put() {
  [[ -e "secrets/$1" ]] && return
  printf '%s\n' "$2" >"secrets/$1"
  chmod 644 "secrets/$1"
  echo "Made deploy/secrets/$1"
}
hex() { head -c "$1" /dev/urandom | od -An -tx1 | tr -d ' \n'; }

put postgres_password "$(hex 24)"
at="shoptalk:$(<secrets/postgres_password)@postgres:5432"
put database_url "postgres://$at/shoptalk"
# Users that the migration makes, with no more rights than each process needs.
for process in api worker; do
  put "${process}_database_url" "postgres://$process:$(hex 24)@postgres:5432/shoptalk"
done
put stripe_sandbox_database_url "postgres://$at/stripe_sandbox"
put paypal_sandbox_database_url "postgres://$at/paypal_sandbox"
put adyen_sandbox_database_url "postgres://$at/adyen_sandbox"
put cookie_secret "$(hex 24)"
# Keep this one somewhere else, too: without it nobody can read histories and personal fields.
put encryption_keys "first:$(head -c 32 /dev/urandom | base64)"
# Who staff and shoppers sign in with, as JSON: docs/security.md. Without, nobody can open /support/.
put oidc_providers '[]'
put stripe_secret_key sk_test_sandbox
put stripe_webhook_secret "whsec_$(hex 24)"
put paypal_client_secret "$(hex 24)"
put adyen_api_key sandbox
put adyen_hmac_key "$(hex 32)"
put grafana_password "$(hex 12)"
# Not needed: fill them in and name them in .env, as deploy/example.env says.
put smtp_url ''
put llm_api_key ''
