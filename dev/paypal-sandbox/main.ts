import { runSandboxProcess } from '../provider-sandbox/server.js';
import { readSandboxConfig } from './config.js';
import { startSandbox } from './server.js';

await runSandboxProcess('PayPal', startSandbox(readSandboxConfig()));
