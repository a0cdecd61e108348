#!/usr/bin/env bash
# Releases a version on Kubernetes without a pause: the schema, workers beside the old ones, apis, then the old workers.
#
#   REGISTRY=registry.example.com/shoptalk deploy/k8s/release.sh 3f2c1ab [staging|production]
#
# Images REGISTRY/{api,worker,migrate}:VERSION are there already (docker build --build-arg BUILD_ID=VERSION).
# The Secret `shoptalk` is yours to make, once (base/config.yaml). `npm run deploy` must reach Temporal: set TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE and its key. WATCH is how many seconds
# a tenth of what begins goes to the new version before all of it does (default 300). It stops at the first thing that
# goes wrong; the release before goes on, and running this again goes on from there.
set -euo pipefail
cd "$(dirname "$0")"
version=${1:?usage: release.sh VERSION [OVERLAY]}
overlay=${2:-production}
[[ -d overlays/$overlay ]] || { echo "there is no overlays/$overlay" >&2; exit 1; }
: "${REGISTRY:?set REGISTRY to where the images are}"
namespace=shoptalk
[[ $overlay == staging ]] && namespace=shoptalk-staging
work=$(mktemp -d -p .)
trap 'rm -rf "$work"' EXIT

# Kustomize reads nothing outside but folders, so that what belongs to this version is a small overlay of its own.
layer() { # layer FOLDER OF IMAGE [LINE ...]
  mkdir -p "$work/$1"
  {
    printf 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nnamespace: %s\nresources: [../../%s]\n' "$namespace" "$2"
    printf 'images: [{name: shoptalk/%s, newName: %s/%s, newTag: "%s"}]\n' "$3" "$REGISTRY" "$3" "$version"
    printf '%s\n' "${@:4}"
  } >"$work/$1/kustomization.yaml"
}
apply() { kubectl apply -k "$work/$1"; }
say() { echo "== $*"; }
deploy() { npm run --silent --prefix ../.. deploy -- "$@"; }

layer migrate migrate migrate "nameSuffix: -$version"
layer worker worker worker "nameSuffix: -$version" \
  "labels: [{pairs: {shoptalk-version: \"$version\"}, includeSelectors: true, includeTemplates: true}]"
layer api "overlays/$overlay/api" api

say "settings of $overlay"
kubectl apply -k "overlays/$overlay"

say "schema of $version"
apply migrate
kubectl -n "$namespace" wait --for=condition=complete --timeout=15m "job/migrate-$version"

say "workers of $version beside the others"
apply worker
kubectl -n "$namespace" rollout status --timeout=5m "deployment/worker-$version"
deploy ramp "$version" 10
say "a tenth of what begins goes to $version for ${WATCH:-300} s: look at its errors now, Ctrl-C leaves it so"
sleep "${WATCH:-300}"
deploy current "$version"

say "apis of $version, one after another"
apply api
kubectl -n "$namespace" rollout status --timeout=10m deployment/api

say "older workers"
kubectl -n "$namespace" get deployment -l "app.kubernetes.io/name=worker,shoptalk-version!=$version" \
  -o jsonpath='{range .items[*]}{.metadata.labels.shoptalk-version}{"\n"}{end}' |
  while read -r old; do
    [[ -n $old ]] || continue
    if deploy drain "$old" --wait "${DRAIN:-600}" </dev/null; then
      kubectl -n "$namespace" delete deployment,hpa,pdb -l "shoptalk-version=$old"
    else
      say "workers of $old stay: run this again once what is open has ended"
    fi
  done
say "$version is released"
