export { catalogSync } from './catalog-sync.js';
export { checkout } from './checkout.js';
export { conversation } from './conversation.js';
export { cartReminders, mailDelivery } from './mail.js';
export { order } from './order.js';
export { recommendations } from './recommendations.js';
export { reconciliation } from './reconciliation.js';
export { stockWatches } from './stock-watches.js';
