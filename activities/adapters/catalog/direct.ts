import type { Catalog } from '../../ports/index.js';

export interface DirectOptions {
  /** Whether the warehouse has a table of what was bought, or a model of it. */
  knowsOrders: boolean;
  /** Told of each failure that the index made good. */
  onFailure: (error: unknown) => void;
}

/**
 * Searches a warehouse itself and takes everything else from the index beside it: carts and cards need the shop's
 * own figures. Where the warehouse does not answer, the index does, which may be some minutes older.
 * What was bought together the warehouse is asked first where it `knowsOrders`, for it may know more years than the
 * shop; where it knows nothing of a product, the shop may.
 */
export function createDirectCatalog(
  warehouse: Catalog,
  index: Catalog,
  { knowsOrders, onFailure }: DirectOptions,
): Catalog {
  async function orIndex<T>(ask: (catalog: Catalog) => Promise<T>): Promise<T> {
    try {
      return await ask(warehouse);
    } catch (error) {
      onFailure(error);
      return ask(index);
    }
  }
  return {
    search: (query) => orIndex((catalog) => catalog.search(query)),
    similar: (id, options) => orIndex((catalog) => catalog.similar(id, options)),
    async alsoBought(id, options) {
      const found = knowsOrders ? await orIndex((catalog) => catalog.alsoBought(id, options)) : [];
      return found.length > 0 ? found : index.alsoBought(id, options);
    },
    get: (ids) => index.get(ids),
    vocabulary: () => index.vocabulary(),
    version: () => index.version(),
  };
}
