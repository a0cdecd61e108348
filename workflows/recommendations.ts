import { proxyActivities, setCurrentDetails } from '@temporalio/workflow';
import type { RecommendationActivities } from '../activities/recommendations.js';

const activities = proxyActivities<RecommendationActivities>({
  startToCloseTimeout: '10m',
  retry: { initialInterval: '5s', maximumInterval: '1m', maximumAttempts: 5 },
});

/** Works out what is bought together, from what shoppers have ordered, put into carts and looked at. */
export async function recommendations(): Promise<void> {
  const refreshed = await activities.refreshProductPairs();
  setCurrentDetails(
    refreshed
      ? `${refreshed.pairs} pairs for ${refreshed.products} products; ${refreshed.forgottenViews} old views forgotten`
      : 'Another run is at it',
  );
}
