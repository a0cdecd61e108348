import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type Product, ProductId, ShopError, VariantColour } from '../../domain/index.js';
import { productPicture } from '../../domain/picture.js';
import type { ApiDeps } from '../deps.js';
import { defineRoute, type Route } from './route.js';

const params = z.object({ id: ProductId });
const howMany = z.object({ limit: z.coerce.number().int().min(1).max(24).optional().describe('default 6') });
/** Pictures are drawn from category and colour; they change with a new version of the shop at most. */
const A_WEEK = 'public, max-age=604800';

const recommending = {
  method: 'get',
  tag: 'products',
  access: 'public',
  params,
  query: howMany,
  responses: { 200: { description: 'The products', schema: 'ProductList' } },
  problems: [],
} as const;
type HowMany = z.infer<typeof howMany>;

/** Single products, what goes with them, and their pictures. */
export function productRoutes(deps: ApiDeps): Route[] {
  const find = async (id: ProductId): Promise<Product> => {
    const [product] = await deps.catalog.get([id]);
    if (!product) throw new ShopError('not_found', 'There is no such product.');
    return product;
  };
  const recommend =
    (items: (id: ProductId, query: HowMany) => Promise<Product[]>) =>
    async ({ params: { id }, query }: { params: { id: ProductId }; query: HowMany }) => {
      await find(id);
      return { body: { items: await items(id, query) } };
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
      ...recommending,
      path: '/v1/products/:id/similar',
      operationId: 'listSimilarProducts',
      summary: 'Products of the same category and department that are most like this one, most alike first',
      handle: recommend((id, query) => deps.catalog.similar(id, query)),
    }),
    defineRoute({
      ...recommending,
      path: '/v1/products/:id/also-bought',
      operationId: 'listAlsoBoughtProducts',
      summary: 'What shoppers who were interested in this product have bought, strongest connection first',
      description: 'Empty where too few shoppers say so. Worked out every hour from orders, carts and views.',
      handle: recommend((id, query) => deps.catalog.alsoBought(id, query)),
    }),
    defineRoute({
      method: 'post',
      path: '/v1/products/:id/views',
      operationId: 'noteProductView',
      tag: 'products',
      summary: 'Notes that the guest has looked at the product closely',
      description:
        'Helps to tell what goes together. Noted once a day for a guest and a product, and forgotten after a year; ' +
        'of somebody without a conversation nothing is noted.',
      access: 'shopper',
      params,
      responses: { 200: { description: 'Noted, where there is somebody to note it of', schema: 'Received' } },
      problems: [],
      async handle({ params: { id }, ctx }) {
        const { shopperId } = ctx.state;
        if (shopperId) await deps.interest.viewed(shopperId, id);
        return { body: { received: true } };
      },
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
