import type { Catalog } from '../../ports/index.js';

/**
 * Searches a warehouse itself and takes everything else from the index beside it: carts and cards need the shop's
 * own figures. Where the warehouse does not answer, the index does, which may be some minutes older.
 * @param onFailure told of each failure that the index made good.
 */
export function createDirectCatalog(
  warehouse: Catalog,
  index: Catalog,
  onFailure: (error: unknown) => void,
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
    alsoBought: (id, options) => index.alsoBought(id, options),
    get: (ids) => index.get(ids),
    vocabulary: () => index.vocabulary(),
    version: () => index.version(),
  };
}
