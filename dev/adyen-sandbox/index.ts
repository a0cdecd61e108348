export type { SandboxOptions } from './config.js';
export { type RunningSandbox, startSandbox } from './server.js';
