import { z } from 'zod';
import type { Config } from './index.js';

/** Traces, in the words of OpenTelemetry: https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables. */
export const tracingVariables = {
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe(
      'collector that takes traces as OTLP over HTTP, such as http://collector:4318; unset: nothing is traced',
    ),
  OTEL_EXPORTER_OTLP_HEADERS: z
    .string()
    .default('')
    .transform((list) =>
      list
        .split(',')
        .map((pair) => pair.trim())
        .filter(Boolean),
    )
    .pipe(z.array(z.string().regex(/^[^=\s]+=./, 'write name=value, with commas between them')))
    .describe(
      'headers that the collector asks for, name=value, with commas between them; values are URL-encoded',
    ),
  OTEL_TRACES_SAMPLER_ARG: z.coerce
    .number()
    .min(0)
    .max(1)
    .default(1)
    .describe('share of requests that are traced, from their beginning to their end; 0 to 1'),
};

/** The variables of tracing as its adapter wants them. */
export function tracingSettings(config: Config) {
  const headers = config.OTEL_EXPORTER_OTLP_HEADERS.map((pair): [string, string] => {
    const at = pair.indexOf('=');
    return [pair.slice(0, at), decoded(pair.slice(at + 1))];
  });
  return {
    endpoint: config.OTEL_EXPORTER_OTLP_ENDPOINT,
    headers: Object.fromEntries(headers),
    ratio: config.OTEL_TRACES_SAMPLER_ARG,
  };
}

/** A value that is not URL-encoded is taken as it stands. */
function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
