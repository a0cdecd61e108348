import { type BenchShop, startShop } from '../shop.js';

/** Servers that somebody else runs are never harmed: whatever the environment says, these are all of our own. */
const OURS = {
  TEMPORAL_ADDRESS: '',
  DATABASE_URL: '',
  REDIS_URL: '',
  STRIPE_SECRET_KEY: '',
  STRIPE_API_URL: '',
  STRIPE_WEBHOOK_SECRET: '',
  API_HOST: '',
  API_PORT: '',
  WORKER_METRICS_PORT: '',
  PUBLIC_URL: '',
};

/** The embedded stack to do harm to, on a data folder of its own. */
export function startStack(products: number, extra: Record<string, string> = {}): Promise<BenchShop> {
  return startShop(products, { ...OURS, PAYMENT_OPTIONS: 'card', LOG_LEVEL: 'warn', ...extra });
}

export function sandboxUrl({ ports }: BenchShop): string {
  return `http://127.0.0.1:${ports['stripe-sandbox']}`;
}
