import { z } from 'zod';
import { CheckoutId, MailConsent, ShopError } from '../../domain/index.js';
import type { ApiDeps } from '../deps.js';
import { escaped } from '../markup.js';
import { ownCheckout } from './ownership.js';
import { defineRoute, type Route, type RouteAnswer } from './route.js';

const HTML = 'text/html';
const token = z.object({ token: z.string().max(200) });

/** What shoppers say about mail that no order asks for. */
export function mailRoutes(deps: ApiDeps): Route[] {
  const { unsubscribes, settings } = deps;
  const page = (title: string, body: string): RouteAnswer => ({
    contentType: HTML,
    // The address of the page is the right to unsubscribe: it is handed on to nobody.
    headers: { 'referrer-policy': 'no-referrer' },
    body: pageOf(settings.shopName, title, body),
  });
  const forged = () =>
    new ShopError('not_found', 'This is not a link that we made; open the one in your mail again.');

  return [
    defineRoute({
      method: 'put',
      path: '/v1/checkouts/:id/mail-consent',
      operationId: 'setMailConsent',
      tag: 'checkouts',
      summary: 'Allow reminders by mail, or take that back',
      description: 'Off until somebody allows it. The words that were shown are kept with the answer.',
      access: 'shopper',
      params: z.object({ id: CheckoutId }),
      challenge: 'checkout',
      body: MailConsent,
      responses: { 204: { description: 'Noted' } },
      problems: ['invalid_request'],
      async handle({ ctx, params: { id }, body }) {
        await ownCheckout(deps, ctx, id);
        await deps.mailConsents.record(id, body);
        return { status: 204 };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/unsubscribe/:token',
      operationId: 'readUnsubscribePage',
      tag: 'mail',
      summary: 'The page behind the link in a mail; changes nothing',
      description: 'Programs that look links over open them, too: only the button unsubscribes.',
      access: 'public',
      params: token,
      responses: { 200: { description: 'A page with a button', contentType: HTML } },
      problems: [],
      async handle({ params }) {
        if (!unsubscribes.isGenuine(params.token)) throw forged();
        return page(
          'No more reminders?',
          `<p>You will get no more mail about carts left behind and things that are back. Mail about your orders goes on.</p>
<form method="post"><p class="row"><button class="button button--primary" type="submit">Unsubscribe</button></p></form>`,
        );
      },
    }),
    defineRoute({
      method: 'post',
      path: '/unsubscribe/:token',
      operationId: 'unsubscribe',
      tag: 'mail',
      summary: 'Take an address off; the button of the page, and of mail clients (RFC 8058)',
      access: 'public',
      anyOrigin: true,
      params: token,
      body: 'raw',
      responses: { 200: { description: 'Done, also when it was done before', contentType: HTML } },
      problems: [],
      async handle({ params }) {
        if (!(await unsubscribes.unsubscribe(params.token))) throw forged();
        return page(
          'That is done',
          '<p>You will get no more reminders by mail. If you want them again, allow them at your next checkout.</p>',
        );
      },
    }),
  ];
}

/** No script, no style of its own: the policy of our pages allows neither. */
function pageOf(shopName: string, title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>${title} · ${escaped(shopName)}</title>
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/styles/tokens.css">
<link rel="stylesheet" href="/styles/base.css">
<link rel="stylesheet" href="/styles/controls.css">
<link rel="stylesheet" href="/styles/letter-page.css">
</head>
<body class="letter-page">
<main class="card letter-page__card">
<p>${escaped(shopName)}</p>
<h1>${title}</h1>
${body}
<p><a href="/">To the shop</a></p>
</main>
</body>
</html>
`;
}
