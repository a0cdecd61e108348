import { readConfig } from '../../config/index.js';
import { tracingSettings } from '../../config/tracing.js';

const settings = (environment: Record<string, string>) =>
  tracingSettings(readConfig({ COOKIE_SECRET: 'cookie-secret-of-the-tests', ...environment }));

test('nothing is traced unless a collector is named', () => {
  expect(settings({})).toEqual({ endpoint: undefined, headers: {}, ratio: 1 });
});

test('headers are pairs with commas between them, URL-encoded or as they stand', () => {
  const OTEL_EXPORTER_OTLP_HEADERS = 'authorization=Basic%20YTpi==, x-team=shop, x-share=100%';
  expect(settings({ OTEL_EXPORTER_OTLP_HEADERS }).headers).toEqual({
    authorization: 'Basic YTpi==',
    'x-team': 'shop',
    'x-share': '100%',
  });
});

test.each([
  ['OTEL_EXPORTER_OTLP_ENDPOINT', 'collector:4318'],
  ['OTEL_EXPORTER_OTLP_HEADERS', 'Bearer abc'],
  ['OTEL_TRACES_SAMPLER_ARG', '5'],
])('%s=%s is told of, with what it is for', (name, value) => {
  expect(() => settings({ [name]: value })).toThrow(new RegExp(`${name}[^ ]*: .+\\(.+\\)`));
});
