import type { Catalog } from '../../../activities/ports/index.js';
import type { ProductId } from '../../../domain/index.js';
import type { TestDatabase } from '../../support/servers.js';
import { describeFacets } from './facets.js';
import { AISLE, type Harness, ids, openHarness, type StockedProduct, skuOf } from './harness.js';
import { keepsItsPromises } from './promises.js';

const one = (size = 'M', stock = 5): StockedProduct['variants'] => [{ size, colour: 'blue', stock }];

/**
 * What every catalog does, whichever store is behind it.
 * @param options.wishes how many random wishes to ask; default 100.
 */
export function describeCatalog(
  name: string,
  make: (database: TestDatabase) => Catalog,
  { wishes = 100 }: { wishes?: number } = {},
): void {
  describe(`${name} as a catalog`, () => {
    let shop: Harness;
    let nextId = 800_000;
    const newId = () => nextId++;
    /** A category that only one test uses. */
    const aisle = () => `${AISLE} ${newId()}`;

    beforeAll(async () => {
      shop = await openHarness(make);
    });
    afterAll(() => shop.close());

    describe('constraints', () => {
      it('finds what meets all of them, with price and variants', async () => {
        const [id, category] = [newId(), aisle()];
        await shop.stock({ id, category, name: 'Plain Thing', price: 4_200, variants: one() });
        const { items, total, relaxations } = await shop.catalog.search({
          constraints: { category, department: 'Men', priceMin: 4_200, priceMax: 4_200 },
        });
        expect({ total, relaxations }).toEqual({ total: 1, relaxations: [] });
        expect(items).toEqual([
          {
            id,
            sku: `T${id}`,
            category,
            name: 'Plain Thing',
            brand: 'Contract & Sons',
            department: 'Men',
            description: '',
            price: { amount: 4_200, currency: 'USD' },
            variants: [{ sku: skuOf(id, 'M', 'blue'), size: 'M', colour: 'blue', available: 5 }],
          },
        ]);
      });

      it('wants size and colour in one and the same variant', async () => {
        const [id, category] = [newId(), aisle()];
        await shop.stock({
          id,
          category,
          name: 'Mixed Thing',
          variants: [
            { size: 'M', colour: 'red', stock: 3 },
            { size: 'L', colour: 'blue', stock: 3 },
          ],
        });
        const total = async (size: string, colour: 'red' | 'blue') =>
          (await shop.catalog.search({ constraints: { category, size, colours: [colour] } })).total;
        expect(await total('M', 'red')).toBe(1);
        expect(await total('M', 'blue')).toBe(0);
      });

      it('takes any of several colours, and a size or brand in any case', async () => {
        const [id, category] = [newId(), aisle()];
        await shop.stock({ id, category, name: 'Thing', brand: 'CamelCase', variants: one('XL') });
        const { items } = await shop.catalog.search({
          constraints: { category, size: 'xl', brand: 'camelcase', colours: ['red', 'blue'] },
        });
        expect(ids(items)).toEqual([id]);
      });

      it('reads an empty list of colours as any colour', async () => {
        const [id, category] = [newId(), aisle()];
        await shop.stock({ id, category, name: 'Thing', variants: one() });
        expect((await shop.catalog.search({ constraints: { category, colours: [] } })).total).toBe(1);
      });
    });

    describe('availability', () => {
      it('leaves out what is sold out in the size asked for', async () => {
        const [gone, there, category] = [newId(), newId(), aisle()];
        await shop.stock(
          {
            id: gone,
            category,
            name: 'Gone',
            variants: [...one('M', 0), { size: 'L', colour: 'blue', stock: 9 }],
          },
          { id: there, category, name: 'There', variants: one('M', 1) },
        );
        expect(ids((await shop.catalog.search({ constraints: { category, size: 'M' } })).items)).toEqual([
          there,
        ]);
      });

      it('puts last what is sold out altogether or in the colour asked for', async () => {
        const [gone, there, category] = [newId(), newId(), aisle()];
        await shop.stock(
          {
            id: gone,
            category,
            name: 'Gone',
            popularity: 1,
            variants: [...one('M', 0), { size: 'M', colour: 'red', stock: 9 }],
          },
          { id: there, category, name: 'There', variants: one() },
        );
        const order = async (constraints: object) =>
          ids((await shop.catalog.search({ constraints: { category, ...constraints } })).items);
        expect(await order({ colours: ['blue'] })).toEqual([there, gone]);
        expect(await order({})).toEqual([gone, there]);
        await shop.setStock(skuOf(gone, 'M', 'red'), 0);
        expect(await order({})).toEqual([there, gone]);
      });

      it('leaves out or marks what is sold out, as asked', async () => {
        const [gone, there, category] = [newId(), newId(), aisle()];
        await shop.stock(
          { id: gone, category, name: 'Gone', popularity: 1, variants: one('M', 0) },
          { id: there, category, name: 'There', variants: one() },
        );
        const found = async (soldOut: 'leave_out' | 'mark', size?: string) => {
          const { items, total } = await shop.catalog.search({ constraints: { category, size }, soldOut });
          expect(total).toBe(items.length);
          return items.map(({ id, variants }) => [id, variants[0]?.available]);
        };
        for (const size of [undefined, 'M']) {
          expect(await found('leave_out', size)).toEqual([[there, 5]]);
          expect(await found('mark', size)).toEqual([
            [there, 5],
            [gone, 0],
          ]);
        }
      });

      it('counts what is on hold as gone until the hold ends', async () => {
        const [id, category] = [newId(), aisle()];
        const sku = skuOf(id, 'M', 'blue');
        await shop.stock({ id, category, name: 'Held', variants: one('M', 3) });
        await shop.hold(sku, 5, -1_000);
        await shop.hold(sku, 2, 60_000);
        const [product] = await shop.catalog.get([id as ProductId]);
        expect(product?.variants[0]?.available).toBe(1);
        await shop.hold(sku, 1, 60_000);
        expect((await shop.catalog.search({ constraints: { category, size: 'M' } })).total).toBe(0);
        expect((await shop.catalog.get([id as ProductId]))[0]?.variants[0]?.available).toBe(0);
      });
    });

    describe('words', () => {
      let category: string;
      let striped: number;
      let floral: number;
      beforeAll(async () => {
        [category, striped, floral] = [aisle(), newId(), newId()];
        await shop.stock(
          {
            id: striped,
            category,
            name: 'Contract Striped Running Shirt',
            description: 'Goes well with floral shorts.',
            variants: one(),
          },
          { id: floral, category, name: 'Contract Floral Summer Dress', variants: one() },
        );
      });
      const find = async (text: string) =>
        ids((await shop.catalog.search({ constraints: { category, text } })).items);

      it('are found in other forms, by their beginning, and in any order', async () => {
        expect(await find('runs')).toEqual([striped]);
        expect(await find('shirts striped')).toEqual([striped]);
        expect(await find('summ')).toEqual([floral]);
      });

      it('count more in the name than in the description', async () => {
        expect(await find('floral')).toEqual([floral, striped]);
      });

      it('must all be there', async () => {
        expect(await find('striped dress')).toEqual([]);
      });

      it('are forgiven a slip when nothing else is found', async () => {
        expect(await find('florel dress')).toEqual([floral]);
        expect(await find('stripped')).toEqual([striped]);
      });

      it('can be phrases, and can be excluded', async () => {
        expect(await find('"summer dress"')).toEqual([floral]);
        expect(await find('floral -dress')).toEqual([striped]);
      });

      it('in the way are named one by one', async () => {
        const { total, relaxations } = await shop.catalog.search({
          constraints: { category, text: 'floral "running shirt" qwxz' },
        });
        expect(total).toBe(0);
        expect(relaxations).toEqual([
          {
            constraint: 'text',
            label: 'without “qwxz”',
            constraints: { category, text: 'floral "running shirt"' },
            count: 1,
          },
        ]);
      });

      it('that say nothing constrain nothing', async () => {
        expect(await find('for the')).toHaveLength(2);
        expect(await find('!!! --')).toHaveLength(2);
      });

      it.each([
        "'; drop table products; --",
        '& | ! <-> :*',
        "\\' or 1=1",
        '\0floral',
        '\ud800',
        '%_%',
        'a'.repeat(200),
        '😀',
        'فستان أحمر \u202edress',
        'floral '.repeat(1_500),
        '^(a+)+$ .*[a-z]{1,999}',
      ])('are words and nothing else: %j', async (text) => {
        await expect(shop.catalog.search({ constraints: { category, text } })).resolves.toMatchObject({
          items: expect.any(Array),
        });
        await expect(
          shop.catalog.search({ constraints: { category: text, brand: text, size: text } }),
        ).resolves.toMatchObject({ total: 0 });
      });
    });

    describe('order and pages', () => {
      let category: string;
      let [cheap, middle, dear] = [0, 0, 0];
      beforeAll(async () => {
        [category, cheap, middle, dear] = [aisle(), newId(), newId(), newId()];
        await shop.stock(
          {
            id: cheap,
            category,
            name: 'Thing',
            price: 1_000,
            popularity: 0.5,
            createdAt: '2026-03-01',
            variants: one(),
          },
          {
            id: middle,
            category,
            name: 'Thing',
            price: 2_000,
            popularity: 0.9,
            createdAt: '2026-01-01',
            variants: one(),
          },
          {
            id: dear,
            category,
            name: 'Thing',
            price: 3_000,
            popularity: 0.5,
            createdAt: '2026-02-01',
            variants: one(),
          },
        );
      });

      it.each([
        ['relevance', () => [middle, cheap, dear]],
        ['price_asc', () => [cheap, middle, dear]],
        ['price_desc', () => [dear, middle, cheap]],
        ['newest', () => [cheap, dear, middle]],
      ] as const)('sorts by %s, then by id', async (sort, expected) => {
        expect(ids((await shop.catalog.search({ constraints: { category }, sort })).items)).toEqual(
          expected(),
        );
      });

      it('pages without gaps and overlaps, and knows the total past the end', async () => {
        const page = (offset: number) =>
          shop.catalog.search({ constraints: { department: 'Kids' }, offset, limit: 50 });
        const seen: number[] = [];
        const { total } = await page(0);
        for (let offset = 0; offset < total; offset += 50) seen.push(...ids((await page(offset)).items));
        expect(seen).toHaveLength(total);
        expect(new Set(seen).size).toBe(total);
        expect(await page(total)).toEqual({ items: [], total, relaxations: [] });
      });

      it.each([{}, { text: 'made' }])(
        'pages to the last of more than can be counted one by one: %j',
        async (constraints) => {
          const seen: number[] = [];
          for (let more = true; more; ) {
            const { items } = await shop.catalog.search({ constraints, offset: seen.length, limit: 50 });
            seen.push(...ids(items));
            more = items.length > 0;
          }
          expect(new Set(seen).size).toBe(seen.length);
          expect(seen.length).toBeGreaterThan(550);
        },
        240_000,
      );

      it('gives ten items unless told, and never more than fifty', async () => {
        const items = async (limit?: number) =>
          (await shop.catalog.search({ constraints: {}, limit })).items.length;
        expect(await items()).toBe(10);
        expect(await items(500)).toBe(50);
      });
    });

    describe('relaxations', () => {
      it('name the price that frees something, another colour, and what to drop, most first', async () => {
        const [category, brand] = [aisle(), `Brand ${newId()}`];
        await shop.stock(
          { id: newId(), category, brand, name: 'Thing', price: 6_150, variants: one() },
          { id: newId(), category, brand, name: 'Thing', price: 9_900, variants: one() },
          {
            id: newId(),
            category,
            brand,
            name: 'Thing',
            price: 4_000,
            variants: [{ size: 'M', colour: 'black', stock: 2 }],
          },
          { id: newId(), category, name: 'Thing', price: 3_000, variants: one() },
          { id: newId(), category, name: 'Thing', price: 3_500, variants: one() },
          { id: newId(), category, brand, name: 'Thing', price: 3_000, variants: one('L') },
          { id: newId(), category, brand, name: 'Thing', price: 3_000, variants: one('S') },
          { id: newId(), category, brand, name: 'Thing', price: 3_000, variants: one('XS') },
        );
        const { relaxations } = await shop.catalog.search({
          constraints: { category, brand, size: 'M', colours: ['blue'], priceMax: 5_000 },
        });
        expect(relaxations.map(({ constraint, label, count }) => [constraint, label, count])).toEqual([
          ['size', 'any size', 3],
          ['brand', 'any brand', 2],
          ['colours', 'in black', 1],
          ['price', 'up to $62', 1],
        ]);
        expect(relaxations[3]?.constraints).toEqual({
          category,
          brand,
          size: 'M',
          colours: ['blue'],
          priceMax: 6_200,
        });
      });

      it('say “from” where the price was set too high', async () => {
        const category = aisle();
        await shop.stock({ id: newId(), category, name: 'Thing', price: 3_950, variants: one() });
        const { relaxations } = await shop.catalog.search({ constraints: { category, priceMin: 8_000 } });
        expect(relaxations.find(({ constraint }) => constraint === 'price')).toMatchObject({
          label: 'from $39',
          constraints: { priceMin: 3_900 },
          count: 1,
        });
      });

      it('drop the price where the least is above the most', async () => {
        const category = aisle();
        await shop.stock({ id: newId(), category, name: 'Thing', variants: one() });
        const { total, relaxations } = await shop.catalog.search({
          constraints: { category, priceMin: 9_000, priceMax: 100 },
        });
        expect(total).toBe(0);
        expect(relaxations).toContainEqual({
          constraint: 'price',
          label: 'at any price',
          constraints: { category },
          count: 1,
        });
      });

      it('are empty where dropping one constraint frees nothing', async () => {
        const { total, relaxations } = await shop.catalog.search({
          constraints: { category: 'No Such', brand: 'No Such', size: 'M' },
        });
        expect({ total, relaxations }).toEqual({ total: 0, relaxations: [] });
      });
    });

    describe('products by id', () => {
      it('come in the order asked for, without those it does not know', async () => {
        const [first, second] = [newId(), newId()];
        await shop.stock(
          { id: first, name: 'First', variants: one() },
          { id: second, name: 'Second', variants: [] },
        );
        const wanted = [second, 799_999, first, second] as ProductId[];
        expect(ids(await shop.catalog.get(wanted))).toEqual([second, first, second]);
        expect(await shop.catalog.get([])).toEqual([]);
      });
    });

    describe('changes', () => {
      it('are visible in the next search, for the version grows', async () => {
        const [id, category] = [newId(), aisle()];
        await shop.stock({ id, category, name: 'Thing', price: 2_000, variants: one() });
        const search = () => shop.catalog.search({ constraints: { category } });
        const before = await shop.catalog.version();
        expect((await search()).items[0]?.price.amount).toBe(2_000);
        await shop.setPrice(id, 2_500);
        expect(await shop.catalog.version()).toBeGreaterThan(before);
        expect((await search()).items[0]?.price.amount).toBe(2_500);
        await shop.setStock(skuOf(id, 'M', 'blue'), 1);
        expect((await search()).items[0]?.variants[0]?.available).toBe(1);
      });
    });

    it('tells its own words, with the version they belong to', async () => {
      const words = await shop.catalog.vocabulary();
      expect(words.version).toBeGreaterThan(0);
      expect(words.categories).toEqual(expect.arrayContaining(['Jeans', 'Tops & Tees']));
      expect(words.sizes).toEqual(expect.arrayContaining(['M', '32', 'One Size']));
      expect(words.brands.length).toBeGreaterThan(20);
      expect(words.colours).toContain('blue');
      for (const list of [words.categories, words.brands, words.sizes, words.colours]) {
        expect(new Set(list).size).toBe(list.length);
      }
    });

    describeFacets(() => shop, newId, wishes);
    keepsItsPromises(() => shop.catalog, wishes);
  });
}
