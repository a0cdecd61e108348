export { checkout } from './checkout.js';
export { conversation } from './conversation.js';
