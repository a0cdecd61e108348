import { createDirectCatalog } from '../../../activities/adapters/catalog/direct.js';
import type { Catalog } from '../../../activities/ports/index.js';
import type { Product, ProductId } from '../../../domain/index.js';

const product = (id: number) => ({ id }) as Product;
const knowing = (alsoBought: Catalog['alsoBought']) => ({ alsoBought }) as Catalog;
const INDEX = knowing(async () => [product(1)]);

describe('what was bought together, where BigQuery is searched directly', () => {
  it.each<[string, boolean, Catalog['alsoBought'], number[], number]>([
    ['BigQuery knows', true, async () => [product(2)], [2], 0],
    ['BigQuery knows nothing', true, async () => [], [1], 0],
    ['BigQuery does not answer', true, () => Promise.reject(new Error('away')), [1], 1],
    ['BigQuery has no orders', false, async () => [product(2)], [1], 0],
  ])('when %s', async (_when, knowsOrders, alsoBought, ids, failures) => {
    const onFailure = jest.fn();
    const catalog = createDirectCatalog(knowing(alsoBought), INDEX, { knowsOrders, onFailure });
    expect((await catalog.alsoBought(9 as ProductId)).map(({ id }) => id)).toEqual(ids);
    expect(onFailure).toHaveBeenCalledTimes(failures);
  });
});
