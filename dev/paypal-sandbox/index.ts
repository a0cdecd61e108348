export type { RunningSandbox } from '../provider-sandbox/server.js';
export type { SandboxOptions } from './config.js';
export { startSandbox } from './server.js';
