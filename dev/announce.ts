import { environment } from './settings.js';

/** One line per fact, so that a log of the start reads as well as a terminal. */
const paint = process.stdout.isTTY && !environment.NO_COLOR;
const style = (code: number, text: string) => (paint ? `\u001b[${code}m${text}\u001b[0m` : text);

export const bold = (text: string) => style(1, text);
export const dim = (text: string) => style(2, text);

/** `Postgres     embedded PostgreSQL 18.4, data in .data/postgres` */
export function announce(subject: string, sentence: string): void {
  clearProgress();
  console.log(`${bold(subject.padEnd(10))} ${sentence}`);
}

/** Something went wrong and is being dealt with, or is for the reader to deal with. */
export function warn(subject: string, sentence: string): void {
  clearProgress();
  console.log(`${style(33, subject.padEnd(10))} ${sentence}`);
}

let progressShown = false;
let lastPrinted = 0;

/**
 * Work that takes a while: redrawn in place on a terminal, and otherwise a line of its own every 15 s,
 * so that a log neither stands still nor fills up.
 */
export function progress(subject: string, sentence: string): void {
  if (process.stdout.isTTY) {
    process.stdout.write(`\r\u001b[K${bold(subject.padEnd(10))} ${sentence}`);
    progressShown = true;
  } else if (Date.now() - lastPrinted > 15_000) {
    lastPrinted = Date.now();
    console.log(`${subject.padEnd(10)} ${sentence}`);
  }
}

function clearProgress(): void {
  if (progressShown) process.stdout.write('\r\u001b[K');
  progressShown = false;
}
