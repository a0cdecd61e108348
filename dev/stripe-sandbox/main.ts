import { readSandboxConfig } from './config.js';
import { startSandbox } from './server.js';

const sandbox = await startSandbox(readSandboxConfig());
console.log(`Stripe sandbox listening on ${sandbox.url}`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    sandbox.close().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  });
}
