import { mkdirSync } from 'node:fs';
import path from 'node:path';

/** The clone this file belongs to. */
export const root = path.resolve(import.meta.dirname, '..');

/** Where everything that outlives a run is kept. Deleting the folder is what `--fresh` does. */
export interface DataFolder {
  home: string;
  postgres: string;
  redis: string;
  temporal: string;
  logs: string;
  secrets: string;
  ports: string;
  run: string;
}

/** Names the places inside `home` and makes the folders. */
export function dataFolder(home: string): DataFolder {
  const at = (name: string) => path.join(home, name);
  const folder = {
    home,
    postgres: at('postgres'),
    redis: at('redis'),
    temporal: at('temporal'),
    logs: at('logs'),
    secrets: at('secrets.json'),
    ports: at('ports.json'),
    run: at('run.json'),
  };
  for (const dir of [home, folder.redis, folder.temporal, folder.logs]) mkdirSync(dir, { recursive: true });
  return folder;
}
