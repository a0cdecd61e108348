import { startMailCatcher } from './catcher.js';
import { readCatcherConfig } from './config.js';

const catcher = await startMailCatcher(readCatcherConfig());
console.log(`Mail catcher: SMTP at ${catcher.smtpUrl}, page at ${catcher.pageUrl}`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void catcher.close().then(() => process.exit(0)));
}
