/** A key ring for tests: `second` encrypts, and what `first` encrypted can be read. */
export const FIRST_KEY = `first:${Buffer.alloc(32, 1).toString('base64')}`;
export const TEST_KEYS = `second:${Buffer.alloc(32, 2).toString('base64')},${FIRST_KEY}`;
