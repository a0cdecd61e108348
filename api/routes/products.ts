import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type Product, ProductId, ShopError, VariantColour } from '../../domain/index.js';
import { productPicture } from '../../domain/picture.js';
import type { ApiDeps } from '../deps.js';
import { defineRoute, type Route } from './route.js';

const params = z.object({ id: ProductId });
/** Pictures are drawn from category and colour; they change with a new version of the shop at most. */
const A_WEEK = 'public, max-age=604800';

/** Single products and their pictures. */
export function productRoutes(deps: ApiDeps): Route[] {
  const find = async (id: ProductId): Promise<Product> => {
    const [product] = await deps.catalog.get([id]);
    if (!product) throw new ShopError('not_found', 'There is no such product.');
    return product;
  };
  return [
    defineRoute({
      method: 'get',
      path: '/v1/products/:id',
      operationId: 'readProduct',
      tag: 'products',
      summary: 'A product with its variants, at the price and availability of now',
      access: 'public',
      params,
      responses: { 200: { description: 'The product', schema: 'Product' } },
      problems: [],
      handle: async ({ params: { id } }) => ({ body: await find(id) }),
    }),
    defineRoute({
      method: 'get',
      path: '/v1/products/:id/image.svg',
      operationId: 'drawProduct',
      tag: 'products',
      summary: 'A picture of the product',
      access: 'public',
      params,
      query: z.object({
        colour: VariantColour.optional().describe('default: the colour of its first variant'),
      }),
      responses: {
        200: { description: 'The picture', contentType: 'image/svg+xml' },
        304: { description: 'The picture you have' },
      },
      problems: [],
      async handle({ params: { id }, query }) {
        const { category, name, variants } = await find(id);
        const colour = query.colour ?? variants[0]?.colour ?? 'grey';
        const picture = productPicture({ category, name, colour, seed: id });
        const etag = `"${createHash('sha256').update(picture).digest('base64url').slice(0, 22)}"`;
        return { contentType: 'image/svg+xml', headers: { 'cache-control': A_WEEK, etag }, body: picture };
      },
    }),
  ];
}
