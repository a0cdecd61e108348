import { createRequire } from 'node:module';
import type { Client } from '@adyen/api-library';
import { z } from 'zod';
import { AdyenFailure } from './adyen-errors.js';

const require = createRequire(import.meta.url);

type HttpClient = Client['httpClient'];

export interface AdyenClientOptions {
  apiKey: string;
  /** Where the Checkout API answers when not at Adyen, such as the sandbox's address. */
  apiUrl?: string | undefined;
  /** The prefix of the merchant's own live endpoint; with it, payments are real. */
  livePrefix?: string | undefined;
  timeoutMs: number;
}

/** The two services of the Checkout API that are used. */
export type AdyenClient = ReturnType<typeof createAdyenClient>;

/**
 * The library's Checkout API. It takes no address of its own, but it does take an HTTP client: ours sends the very
 * requests that the library makes to `apiUrl` instead of Adyen's host, over http too, which the library's cannot.
 */
export function createAdyenClient({ apiKey, apiUrl, livePrefix, timeoutMs }: AdyenClientOptions) {
  const { Client, EnvironmentEnum, PaymentsApi, ModificationsApi } = library();
  const client = new Client(
    {
      apiKey,
      applicationName: 'Shoptalk',
      environment: livePrefix ? EnvironmentEnum.LIVE : EnvironmentEnum.TEST,
      ...(livePrefix && { liveEndpointUrlPrefix: livePrefix }),
    },
    httpClient(timeoutMs, apiUrl),
  );
  return { payments: new PaymentsApi(client), modifications: new ModificationsApi(client) };
}

/** Checks one item of a notification; Adyen's own code, timing-safe. */
export function createHmacValidator() {
  const { default: HmacValidator } =
    require('@adyen/api-library/lib/src/utils/hmacValidator.js') as typeof import('@adyen/api-library/lib/src/utils/hmacValidator.js');
  return new HmacValidator();
}

/** Loaded where Adyen is set up alone, and the Checkout API alone: the whole library is a thousand files. */
function library() {
  const { default: Client } =
    require('@adyen/api-library/lib/src/client.js') as typeof import('@adyen/api-library/lib/src/client.js');
  const { EnvironmentEnum } =
    require('@adyen/api-library/lib/src/config.js') as typeof import('@adyen/api-library/lib/src/config.js');
  const { PaymentsApi } =
    require('@adyen/api-library/lib/src/services/checkout/paymentsApi.js') as typeof import('@adyen/api-library/lib/src/services/checkout/paymentsApi.js');
  const { ModificationsApi } =
    require('@adyen/api-library/lib/src/services/checkout/modificationsApi.js') as typeof import('@adyen/api-library/lib/src/services/checkout/modificationsApi.js');
  return { Client, EnvironmentEnum, PaymentsApi, ModificationsApi };
}

function httpClient(timeoutMs: number, apiUrl?: string): HttpClient {
  return {
    async request(endpoint, json, { apiKey, applicationName }, _isApiKeyRequired, options = {}) {
      const url = addressOf(endpoint, apiUrl);
      for (const [name, value] of new URLSearchParams(options.params as Record<string, string> | undefined))
        url.searchParams.set(name, value);
      const method = options.method ?? 'POST';
      const response = await fetch(url, {
        method,
        headers: {
          'content-type': 'application/json',
          'user-agent': applicationName ?? 'Shoptalk',
          'x-api-key': apiKey ?? '',
          ...(options.idempotencyKey && { 'idempotency-key': options.idempotencyKey }),
        },
        ...(method !== 'GET' && { body: json.toString() }),
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
      });
      const text = await response.text();
      // What is refused is often repeated, and what Adyen says goes into logs and books.
      if (!response.ok) throw failureOf(response.status, apiKey ? text.replaceAll(apiKey, '…') : text);
      return text;
    },
  };
}

/** The library's endpoint, at another server where one is given; its path begins with the version either way. */
function addressOf(endpoint: string, apiUrl: string | undefined): URL {
  const original = new URL(endpoint);
  return apiUrl ? new URL(`${apiUrl.replace(/\/$/, '')}${original.pathname}`) : original;
}

const ErrorBody = z.object({
  errorCode: z.string().optional(),
  message: z.string(),
  pspReference: z.string().optional(),
});

function failureOf(status: number, text: string): AdyenFailure {
  try {
    return new AdyenFailure(status, ErrorBody.parse(JSON.parse(text)));
  } catch {
    return new AdyenFailure(status, { message: `answered ${status} without an explanation` });
  }
}
