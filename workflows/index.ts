export { checkout } from './checkout.js';
export { conversation } from './conversation.js';
export { order } from './order.js';
