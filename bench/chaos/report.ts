import type { Breaches } from './audit.js';
import type { Kill } from './killer.js';
import type { Ending } from './shopper.js';

/** What a run found. */
export interface Report extends Breaches {
  seed: number;
  attempted: number;
  orders: number;
  paid: number;
  endings: Partial<Record<Ending, number>>;
  kills: Record<string, number>;
  killsAt: Record<string, number>;
  faults: Record<string, number>;
  /** From the last fault until nothing was open any more. */
  settleSeconds: number;
  seconds: number;
}

const BREACHES: [keyof Breaches, string][] = [
  ['doubleCharges', 'double charges'],
  ['chargesWithoutOrder', 'charges without order'],
  ['ordersWithoutCharge', 'orders without charge'],
  ['doubleOrders', 'double orders'],
  ['oversoldUnits', 'oversold units'],
  ['leakedHolds', 'leaked holds'],
  ['unresolved', 'unresolved'],
  ['lostTurns', 'lost turns'],
];

/** Whether anything happened that must never happen. */
export function isBreached(report: Breaches): boolean {
  return BREACHES.some(([name]) => report[name].length > 0);
}

export function count<Item>(items: readonly Item[], nameOf: (item: Item) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const item of items) counts[nameOf(item)] = (counts[nameOf(item)] ?? 0) + 1;
  return counts;
}

export function countKills(kills: readonly Kill[]): Pick<Report, 'kills' | 'killsAt'> {
  return { kills: count(kills, ({ victim }) => victim), killsAt: count(kills, ({ at }) => at) };
}

/** The report for people: figures first, then every breach by name. */
export function table(report: Report): string {
  const rows: [string, string][] = [
    ['attempted', String(report.attempted)],
    ['paid', String(report.paid)],
    ['orders', String(report.orders)],
    ...BREACHES.map(([name, title]): [string, string] => [title, String(report[name].length)]),
    ['how it ended', listed(report.endings)],
    ['kills', listed(report.kills)],
    ['killed at', listed(report.killsAt)],
    ['faults', listed(report.faults)],
    ['settled after', `${report.settleSeconds.toFixed(1)} s`],
    ['seconds', report.seconds.toFixed(1)],
    ['seed', String(report.seed)],
  ];
  const details = BREACHES.flatMap(([name, title]) => report[name].map((words) => `  ${title}: ${words}`));
  return [...rows.map(([name, value]) => `${name.padEnd(24)}${value}`), ...details].join('\n');
}

function listed(counts: Partial<Record<string, number>>): string {
  const words = Object.entries(counts).map(([name, number]) => `${name} ${number}`);
  const total = Object.values(counts).reduce((sum: number, number) => sum + (number ?? 0), 0);
  return words.length > 0 ? `${total}: ${words.join(', ')}` : '0';
}
