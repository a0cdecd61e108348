/** Figures of one kind of turn, in milliseconds. */
export interface Figures {
  name: string;
  runs: number;
  p50: number;
  p95: number;
  /** p50 and p95 over those of the floor, in this run. */
  ratio50: number;
  ratio95: number;
}

/** The value that a share of the samples does not exceed (nearest rank). */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** @param floor names the samples that the others are compared with. */
export function figuresOf(samples: ReadonlyMap<string, readonly number[]>, floor: string): Figures[] {
  const base = samples.get(floor) ?? [];
  return [...samples].map(([name, times]) => ({
    name,
    runs: times.length,
    p50: percentile(times, 0.5),
    p95: percentile(times, 0.95),
    ratio50: percentile(times, 0.5) / percentile(base, 0.5),
    ratio95: percentile(times, 0.95) / percentile(base, 0.95),
  }));
}

export function table(figures: readonly Figures[]): string {
  const rows = figures.map(({ name, runs, p50, p95, ratio50, ratio95 }) => [
    name,
    String(runs),
    p50.toFixed(1),
    p95.toFixed(1),
    ratio50.toFixed(2),
    ratio95.toFixed(2),
  ]);
  const all = [['turn', 'runs', 'p50 ms', 'p95 ms', 'p50 ratio', 'p95 ratio'], ...rows];
  return all
    .map((row) => row.map((cell, column) => (column === 0 ? cell.padEnd(34) : cell.padStart(10))).join(''))
    .join('\n');
}
