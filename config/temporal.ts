import { loadClientConnectConfig } from '@temporalio/envconfig';
import { z } from 'zod';

const text = z.string().min(1).optional();

/**
 * How Temporal is reached: the standard environment configuration of its SDKs and its CLI, so that what works with
 * `temporal` works here. https://docs.temporal.io/develop/environment-configuration
 */
export const temporalVariables = {
  TEMPORAL_ADDRESS: z.string().default('127.0.0.1:7233').describe('host:port of the Temporal frontend'),
  TEMPORAL_NAMESPACE: z.string().default('default').describe('namespace the workflows live in'),
  TEMPORAL_API_KEY: text.describe('API key of Temporal Cloud; with it TLS is on'),
  TEMPORAL_TLS: z
    .enum(['true', 'false'])
    .optional()
    .describe('true for TLS with neither API key nor files; false to do without'),
  TEMPORAL_TLS_CLIENT_CERT_PATH: text.describe('certificate (PEM) that we show to Temporal: mTLS'),
  TEMPORAL_TLS_CLIENT_KEY_PATH: text.describe('its private key (PEM)'),
  TEMPORAL_TLS_SERVER_CA_CERT_PATH: text.describe("authority (PEM) that signed Temporal's own certificate"),
  TEMPORAL_TLS_SERVER_NAME: text.describe(
    "name in Temporal's certificate, where it is not that of the address",
  ),
};
const TemporalVariables = z.object(temporalVariables);

/**
 * What a connection to Temporal is made with: address, TLS, API key. Certificates are read now.
 * @throws when a file that is named cannot be read, or of certificate and key one is missing
 */
export function temporalConnection(config: z.infer<typeof TemporalVariables>) {
  const { TEMPORAL_TLS_CLIENT_CERT_PATH: cert, TEMPORAL_TLS_CLIENT_KEY_PATH: key } = config;
  if (Boolean(cert) !== Boolean(key)) {
    throw new Error('Set both TEMPORAL_TLS_CLIENT_CERT_PATH and TEMPORAL_TLS_CLIENT_KEY_PATH, or neither.');
  }
  const given = Object.keys(temporalVariables).flatMap((name) => {
    const value = config[name as keyof typeof config];
    return value === undefined ? [] : [[name, value]];
  });
  const { connectionOptions } = loadClientConnectConfig({
    // The configuration is the environment alone, as for the rest of the shop: no file of the user's own.
    disableFile: true,
    overrideEnvVars: Object.fromEntries(given),
  });
  const { tls, apiKey } = connectionOptions;
  return { address: config.TEMPORAL_ADDRESS, ...(tls && { tls }), ...(apiKey && { apiKey }) };
}
export type TemporalConnection = ReturnType<typeof temporalConnection>;
