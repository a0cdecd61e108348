import { parseArgs } from 'node:util';
import { stopShopsOnSignal, unlessEnding } from '../shop.js';
import { runLastUnit } from './last-unit.js';
import { isBreached, type Report, table } from './report.js';
import { runChaos } from './run.js';

const usage = `npm run chaos -- [options]
  --checkouts N    checkouts to go through (default 100)
  --seed S         the same seed makes the same plan (default 1)
  --kills K        processes to kill on the way (default: 8 for each 100 checkouts, at least 6)
  --at-once N      parties that shop at the same time (default 10)
  --hold SECONDS   how long stock is set aside (default 45)
  --last-unit N    instead of all that: N buyers at once for one unit, without faults
  --keep           leave data and logs of a run that found something
  --json           print the report as JSON
  --help           print this`;

const { values: flags } = parseArgs({
  options: {
    checkouts: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    kills: { type: 'string' },
    'at-once': { type: 'string', default: '10' },
    hold: { type: 'string', default: '45' },
    'last-unit': { type: 'string' },
    keep: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

stopShopsOnSignal();
const say = (line: string) => process.stderr.write(`${line}\n`);

if (flags.help) {
  say(usage);
} else {
  const report = await unlessEnding(run());
  process.stdout.write(`${flags.json ? JSON.stringify(report, null, 2) : table(report)}\n`);
  process.exitCode = isBreached(report) ? 1 : 0;
}

function run(): Promise<Report> {
  if (flags['last-unit'] !== undefined)
    return runLastUnit(wholeNumber('last-unit', flags['last-unit'], 1, 1_000), say);
  const checkouts = wholeNumber('checkouts', flags.checkouts, 1, 100_000);
  const kills = flags.kills ?? String(Math.max(6, Math.ceil(checkouts * 0.08)));
  return runChaos({
    seed: wholeNumber('seed', flags.seed, 0, 2 ** 31),
    checkouts,
    kills: wholeNumber('kills', kills, 0, 10_000),
    atOnce: wholeNumber('at-once', flags['at-once'], 1, 200),
    holdSeconds: wholeNumber('hold', flags.hold, 5, 900),
    keep: flags.keep,
    say,
  });
}

function wholeNumber(name: string, value: string, least: number, most: number): number {
  const number = Number(value);
  if (Number.isInteger(number) && number >= least && number <= most) return number;
  say(`--${name} takes a whole number from ${least} to ${most}, not "${value}"`);
  process.exit(2);
}
