import type { ProductId, ShopperId } from '../domain/index.js';
import type { Catalog, PairsRefreshed, ProductInterest } from './ports/index.js';

export interface RecommendationDeps {
  catalog: Pick<Catalog, 'similar' | 'alsoBought'>;
  interest: ProductInterest;
}

/** Products that go with a product, and what that is worked out from. */
export function createRecommendationActivities({ catalog, interest }: RecommendationDeps) {
  return {
    /** What is like a product and what goes with it; asking is a sign of interest, and noted. */
    async recommendFor(request: { shopperId: ShopperId; productId: ProductId; limit: number }): Promise<{
      similar: ProductId[];
      alsoBought: ProductId[];
    }> {
      const { shopperId, productId, limit } = request;
      const [similar, alsoBought] = await Promise.all([
        catalog.similar(productId, { limit }),
        catalog.alsoBought(productId, { limit }),
      ]);
      await interest.viewed(shopperId, productId);
      const alike = similar.map(({ id }) => id);
      return {
        similar: alike,
        alsoBought: alsoBought.map(({ id }) => id).filter((id) => !alike.includes(id)),
      };
    },

    /** Works out anew what is bought together; without a result when somebody else is at it. */
    async refreshProductPairs(): Promise<PairsRefreshed | undefined> {
      return interest.refreshPairs();
    },
  };
}

export type RecommendationActivities = ReturnType<typeof createRecommendationActivities>;
