/**
 * Does `work` for each item, several at once, and gives the results in the order of the items. No more than `atOnce`
 * are under way or waiting for their turn, so that it takes no more memory for more items.
 * @param work must not reject: what goes wrong with an item is a result.
 */
export async function* inOrder<Item, Result>(
  items: AsyncIterable<Item>,
  atOnce: number,
  work: (item: Item) => Promise<Result>,
): AsyncGenerator<Result> {
  const underWay: Promise<Result>[] = [];
  for await (const item of items) {
    underWay.push(work(item));
    const first = underWay.length >= atOnce ? underWay.shift() : undefined;
    if (first) yield await first;
  }
  for (const each of underWay) yield await each;
}
