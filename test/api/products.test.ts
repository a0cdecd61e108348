import { startApi, type TestApi } from './support/api.js';
import type { ApiClient, Json } from './support/client.js';

let api: TestApi;
let client: ApiClient;
let product: Json;
beforeAll(async () => {
  api = await startApi();
  client = api.client();
  const { rows } = await api.database.pool.query('select id from products order by id limit 1');
  product = (await client.ask('GET', `/v1/products/${rows[0].id}`)).body;
});
afterAll(() => api.close());

const UNKNOWN = ['999999', '0', '-1', '1e9', '1.5', '99999999999', 'boots', '%00'];

test('a product has its price and its variants', () => {
  expect(product).toMatchObject({
    id: expect.any(Number),
    name: expect.stringMatching(/\w/),
    price: { currency: 'USD' },
  });
  expect(product.variants.length).toBeGreaterThan(0);
});

test.each(UNKNOWN)('there is no product %s, and no picture of it', async (id) => {
  expect((await client.ask('GET', `/v1/products/${id}`)).status).toBe(404);
  expect((await client.ask('GET', `/v1/products/${id}/image.svg`)).status).toBe(404);
});

describe('what goes with a product', () => {
  test('is like it, and of its category and department', async () => {
    const { status, body } = await client.ask('GET', `/v1/products/${product.id}/similar?limit=3`);
    expect([status, body.items.length]).toEqual([200, 3]);
    for (const { id, category, department } of body.items) {
      expect([category, department]).toEqual([product.category, product.department]);
      expect(id).not.toBe(product.id);
    }
  });

  test('is nothing that nobody has bought', async () => {
    const { status, body } = await client.ask('GET', `/v1/products/${product.id}/also-bought`);
    expect([status, body]).toEqual([200, { items: [] }]);
  });

  test.each(['similar', 'also-bought'])('is not known of a product that is not there (%s)', async (list) => {
    expect((await client.ask('GET', `/v1/products/999999/${list}`)).status).toBe(404);
  });

  test.each(['0', '25', 'many'])('is not %s items', async (limit) => {
    const { status, body } = await client.ask('GET', `/v1/products/${product.id}/similar?limit=${limit}`);
    expect([status, body.errors[0].pointer]).toEqual([422, '#/limit']);
  });
});

describe('a look at a product', () => {
  const views = async () =>
    (await api.database.pool.query('select product_id from product_views')).rows.map((row) => row.product_id);

  test('is noted of a guest who has a conversation, once', async () => {
    const guest = api.client();
    await guest.ask('POST', '/v1/conversations');
    for (let look = 0; look < 2; look++) {
      const { status, body } = await guest.ask('POST', `/v1/products/${product.id}/views`);
      expect([status, body]).toEqual([200, { received: true }]);
    }
    expect(await views()).toEqual([product.id]);
  });

  test('is not noted of anybody else', async () => {
    const before = await views();
    expect((await api.client().ask('POST', `/v1/products/${product.id}/views`)).status).toBe(200);
    expect(await views()).toEqual(before);
  });
});

test('its picture is an SVG that browsers keep', async () => {
  const { status, headers, text } = await client.ask(
    'GET',
    `/v1/products/${product.id}/image.svg?colour=blue`,
  );
  expect(status).toBe(200);
  expect(headers.get('content-type')).toMatch(/^image\/svg\+xml/);
  expect(headers.get('cache-control')).toMatch(/max-age=\d{5}/);
  expect(text).toMatch(/^<svg[\s\S]*\/?>\s*$/);
});

test('a picture that a browser has is not drawn for it again', async () => {
  const path = `/v1/products/${product.id}/image.svg?colour=red`;
  const etag = (await client.ask('GET', path)).headers.get('etag') ?? '';
  const validators = { 'if-none-match': etag, 'cache-control': 'max-age=0' };
  const again = await client.ask('GET', path, { headers: validators });
  expect([again.status, again.text]).toEqual([304, '']);
});

test.each(['mauve', '', '%22%3E%3Cscript%3E'])('the colour "%s" is refused', async (colour) => {
  const { status, body } = await client.ask('GET', `/v1/products/${product.id}/image.svg?colour=${colour}`);
  expect([status, body.errors[0].pointer]).toEqual([422, '#/colour']);
});
