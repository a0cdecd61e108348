export * from './cache.js';
export * from './carts.js';
export * from './catalog.js';
export * from './inventory.js';
export * from './orders.js';
export * from './payments.js';
export * from './transcripts.js';
export * from './understanding.js';
