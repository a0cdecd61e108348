import { createPostgresCatalog } from '../../../activities/adapters/catalog/postgres.js';
import type { ProductId } from '../../../domain/index.js';
import { AISLE, type Harness, ids, openHarness, type StockedProduct, skuOf } from './harness.js';

jest.setTimeout(60_000);

let shop: Harness;
let nextId = 850_000;
const newId = () => nextId++;
beforeAll(async () => {
  shop = await openHarness(({ pool }) => createPostgresCatalog(pool));
});
afterAll(() => shop.close());

const blue = (stock = 5): StockedProduct['variants'] => [{ size: 'M', colour: 'blue', stock }];
const similar = async (id: number, limit?: number) =>
  ids(await shop.catalog.similar(id as ProductId, limit === undefined ? {} : { limit }));

describe('similar items', () => {
  it('stay in the category and the department', async () => {
    const [asked, alike, otherDepartment, otherCategory] = [newId(), newId(), newId(), newId()];
    const category = `${AISLE} ${asked}`;
    const name = 'Linen Camp Shirt';
    await shop.stock(
      { id: asked, category, name, variants: blue() },
      { id: alike, category, name, variants: blue() },
      { id: otherDepartment, category, name, department: 'Women', variants: blue() },
      { id: otherCategory, category: `${category} other`, name, variants: blue() },
    );
    expect(await similar(asked)).toEqual([alike]);
  });

  it.each<[string, Partial<StockedProduct>, Partial<StockedProduct>]>([
    ['a name with more words in common', { name: 'Linen Camp Tunic' }, { name: 'Wool Roll Neck' }],
    ['a word in common beside the brand', { name: 'Aldergate Camp Tunic' }, { name: 'Aldergate Roll Neck' }],
    ['the same brand', { brand: 'Aldergate' }, { brand: 'Other' }],
    ['a nearer price', { price: 4_200 }, { price: 7_900 }],
    ['a colour in common', { variants: blue() }, { variants: [{ size: 'M', colour: 'red', stock: 5 }] }],
    ['more popularity, all else equal', { popularity: 0.9 }, { popularity: 0.1 }],
  ])('%s comes first', async (_, nearer, further) => {
    const [asked, second, first] = [newId(), newId(), newId()];
    const common = {
      category: `${AISLE} ${asked}`,
      name: 'Linen Camp Shirt',
      brand: 'Aldergate',
      price: 4_000,
      variants: blue(),
    };
    await shop.stock(
      { ...common, id: asked },
      { ...common, ...further, id: second },
      { ...common, ...nearer, id: first },
    );
    expect(await similar(asked)).toEqual([first, second]);
  });

  it('that are sold out, or held to the last, come after what can be bought', async () => {
    const [asked, soldOut, held, there] = [newId(), newId(), newId(), newId()];
    const category = `${AISLE} ${asked}`;
    const common = { category, name: 'Linen Camp Shirt', variants: blue(1) };
    await shop.stock(
      { ...common, id: asked },
      { ...common, id: soldOut, variants: blue(0) },
      { ...common, id: held },
      { ...common, id: there, name: 'Another Thing', price: 9_900 },
    );
    await shop.hold(skuOf(held, 'M', 'blue'), 1, 60_000);
    expect(await similar(asked)).toEqual([there, soldOut, held]);
  });

  it('are as many as asked for, and none for what is not known', async () => {
    const asked = newId();
    const category = `${AISLE} ${asked}`;
    const more = [newId(), newId(), newId()];
    for (const id of [asked, ...more]) await shop.stock({ id, category, name: 'Thing', variants: blue() });
    expect(await similar(asked, 2)).toEqual(more.slice(0, 2));
    expect(await similar(999_999)).toEqual([]);
  });
});
