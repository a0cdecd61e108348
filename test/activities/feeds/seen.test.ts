import fc from 'fast-check';
import { Seen } from '../../../activities/adapters/feeds/seen.js';

describe('what came before', () => {
  it('is told as a set of texts would tell it', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 12 })), (texts) => {
        const [seen, set] = [new Seen(), new Set<string>()];
        for (const text of texts) {
          expect(seen.has(text)).toBe(set.has(text));
          expect(seen.add(text)).toBe(set.has(text));
          set.add(text);
        }
      }),
    );
  });

  it('is told of many, as alike as SKUs are', () => {
    const seen = new Seen();
    const skus = Array.from({ length: 70_000 }, (_, index) => `M${String(index).padStart(7, '0')}-BLUE-M`);
    expect(skus.filter((sku) => seen.add(sku))).toEqual([]);
    expect(skus.filter((sku) => !seen.add(sku))).toEqual([]);
    expect(seen.has('M9999999-BLUE-M')).toBe(false);
  });
});
