import {
  type CartLine,
  type CheckoutChange,
  type LineChange,
  type Sku,
  timesQuantity,
} from '../domain/index.js';

interface LinesAndChanges {
  lines: CartLine[];
  changes: LineChange[];
}

/** Takes a line off for good; the shopper sees it and has to agree. */
export function dropLine(lines: readonly CartLine[], sku: Sku): LinesAndChanges {
  const dropped = lines.filter((line) => line.sku === sku);
  return {
    lines: lines.filter((line) => line.sku !== sku),
    changes: dropped.map(({ name, quantity }) => ({ sku, name, kind: 'dropped', from: quantity, to: 0 })),
  };
}

/**
 * Puts another SKU in a line's place, in the same quantity, added to what there is of it. Its name and price are
 * those of the old one until the lines are read again.
 */
export function substituteLine(lines: readonly CartLine[], sku: Sku, withSku: Sku): LinesAndChanges {
  const old = lines.find((line) => line.sku === sku);
  if (!old) return { lines: [...lines], changes: [] };
  const there = lines.find((line) => line.sku === withSku);
  const quantity = old.quantity + (there?.quantity ?? 0);
  const { name, unitPrice } = old;
  return {
    lines: lines
      .filter((line) => line.sku !== withSku)
      .map((line) =>
        line.sku === sku
          ? { ...old, sku: withSku, quantity, lineTotal: timesQuantity(unitPrice, quantity) }
          : line,
      ),
    changes: [{ sku: withSku, name, kind: 'substituted', from: unitPrice, to: unitPrice }],
  };
}

/**
 * What staff changed, and what else has changed by the time the lines are read: a substitute has its own name and
 * price now, and is told of once.
 */
export function mergeChanges(
  byStaff: readonly CheckoutChange[],
  found: readonly LineChange[],
  lines: readonly CartLine[],
): LineChange[] {
  const told = byStaff.flatMap((change): LineChange[] => {
    if (change.kind === 'dropped') return [change];
    if (change.kind !== 'substituted') return [];
    const line = lines.find(({ sku }) => sku === change.sku);
    return line ? [{ ...change, to: line.unitPrice, replacement: line.name }] : [];
  });
  const substituted = new Set(told.filter(({ kind }) => kind === 'substituted').map(({ sku }) => sku));
  const rest = found.filter(({ kind, sku }) => kind !== 'price_changed' || !substituted.has(sku));
  return [...told, ...rest];
}
