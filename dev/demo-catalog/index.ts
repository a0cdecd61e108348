export * from './generator.js';
export * from './seed.js';
