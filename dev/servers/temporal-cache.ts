import { existsSync, mkdirSync, renameSync } from 'node:fs';
import path from 'node:path';
import { cacheFolder } from '../settings.js';

/** Release of the Temporal CLI that is downloaded or built; dev/temporal/go.mod names the same. */
export const CLI_VERSION = '1.5.0';

const place = () => path.join(cacheFolder(), `temporal-${CLI_VERSION}`);

/** The CLI that an earlier start got; undefined when there is none. */
export function cachedTemporal(): string | undefined {
  return existsSync(place()) ? place() : undefined;
}

/** A path in the cache's folder for a file in the making, which no other process uses. */
export function draftInCache(): string {
  mkdirSync(cacheFolder(), { recursive: true });
  return `${place()}.${process.pid}`;
}

/** Moves a finished file into the cache, in one step. */
export function keepInCache(draft: string): string {
  renameSync(draft, place());
  return place();
}
