export * from './feed.js';
export * from './read-feed.js';
