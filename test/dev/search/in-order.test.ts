import { inOrder } from '../../../dev/search/in-order.js';

async function* numbers(count: number): AsyncGenerator<number> {
  for (let number = 0; number < count; number++) yield number;
}

it('gives results in the order of the items, though later ones are done first', async () => {
  const results: number[] = [];
  const slowThenQuick = async (number: number) => {
    for (let turn = 0; turn < (number % 3 === 0 ? 20 : 1); turn++) await new Promise(setImmediate);
    return number;
  };
  for await (const result of inOrder(numbers(30), 4, slowThenQuick)) results.push(result);
  expect(results).toEqual(Array.from({ length: 30 }, (_, number) => number));
});

it('has several under way at once, and never more than it may', async () => {
  let underWay = 0;
  let most = 0;
  const work = async () => {
    most = Math.max(most, ++underWay);
    await new Promise(setImmediate);
    underWay--;
  };
  for await (const _ of inOrder(numbers(50), 4, work));
  expect(most).toBe(4);
});

it('takes no more items than it can work on, however many there are', async () => {
  let taken = 0;
  async function* endless(): AsyncGenerator<number> {
    for (;;) yield taken++;
  }
  for await (const result of inOrder(endless(), 4, async (item) => item)) if (result === 10) break;
  expect(taken).toBeLessThanOrEqual(10 + 5);
});
