import type { ApiDeps } from '../deps.js';
import { checkoutRoutes } from './checkouts.js';
import { codecRoutes } from './codec.js';
import { conversationRoutes } from './conversations.js';
import { eventRoutes } from './events.js';
import { healthRoutes } from './health.js';
import { helpRoutes } from './help.js';
import { identityRoutes } from './identity.js';
import { mailRoutes } from './mail.js';
import { messageRoutes } from './messages.js';
import { orderRoutes } from './orders.js';
import { privacyRoutes } from './privacy.js';
import { productRoutes } from './products.js';
import type { Route } from './route.js';
import { savedCardRoutes } from './saved-cards.js';
import { shopRoutes } from './shop.js';
import { staffRoutes } from './staff.js';
import { staffAuditRoutes } from './staff-audit.js';
import { staffCaseRoutes } from './staff-cases.js';
import { staffOrderRoutes } from './staff-orders.js';
import { staffPrivacyRoutes } from './staff-privacy.js';
import { staffQueueRoutes } from './staff-queue.js';
import { staffTalkRoutes } from './staff-talk.js';
import { webhookRoutes } from './webhooks.js';

/** The route table: everything the api can be asked, besides static files. */
export function allRoutes(deps: ApiDeps): Route[] {
  return [
    ...shopRoutes(deps),
    ...helpRoutes(deps),
    ...identityRoutes(deps),
    ...privacyRoutes(deps),
    ...conversationRoutes(deps),
    ...messageRoutes(deps),
    ...eventRoutes(deps),
    ...checkoutRoutes(deps),
    ...mailRoutes(deps),
    ...orderRoutes(deps),
    ...savedCardRoutes(deps),
    ...productRoutes(deps),
    ...webhookRoutes(deps),
    ...staffRoutes(deps),
    ...staffOrderRoutes(deps),
    ...staffQueueRoutes(deps),
    ...staffCaseRoutes(deps),
    ...staffTalkRoutes(deps),
    ...staffPrivacyRoutes(deps),
    ...staffAuditRoutes(deps),
    ...codecRoutes(deps),
    ...healthRoutes(deps),
  ];
}
