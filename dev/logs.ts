import { existsSync, readFileSync, renameSync, statSync } from 'node:fs';

const LARGEST = 20_000_000; // bytes

/** The file to append to; one that has grown large is put aside as `<name>.log.1` first. */
export function startLog(file: string): string {
  if (existsSync(file) && statSync(file).size > LARGEST) renameSync(file, `${file}.1`);
  return file;
}

/** The last lines of a log, indented, for an error message. */
export function lastLines(file: string, count: number): string {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const lines = text.trimEnd().split('\n').slice(-count);
  return lines.map((line) => `    ${line}`).join('\n');
}
