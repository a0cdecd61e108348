export { startMailCatcher } from './catcher.js';
