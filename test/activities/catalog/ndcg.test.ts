import { ndcgAt10 } from '../../../evals/search/ndcg.js';

describe('nDCG@10', () => {
  it('is 1 for the best order, and less the later the good ones come', () => {
    expect(ndcgAt10([3, 2, 0], [0, 2, 3])).toBe(1);
    expect(ndcgAt10([0, 3], [3, 0])).toBeCloseTo(1 / Math.log2(3), 10);
  });

  it('counts what was not shown', () => {
    expect(ndcgAt10([3], [3, 3])).toBeCloseTo(1 / (1 + 1 / Math.log2(3)), 10);
    expect(ndcgAt10([], [3])).toBe(0);
  });

  it('looks at ten places, and says nothing where nothing is worth anything', () => {
    expect(ndcgAt10([...Array(10).fill(3), 3], Array(11).fill(3))).toBe(1);
    expect(ndcgAt10([0], [0, 0])).toBeUndefined();
  });
});
