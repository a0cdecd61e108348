import { readFileSync } from 'node:fs';
import { missingFromLock } from '../../dev/complete-lockfile.js';

it('has an entry for every optional package, so that npm ci works on each platform', () => {
  const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'));
  // If this fails after a dependency was added: node --import tsx dev/complete-lockfile.ts
  expect(missingFromLock(lock)).toEqual([]);
});
