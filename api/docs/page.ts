import swaggerUi from 'swagger-ui-dist';
import { ShopError } from '../../domain/index.js';
import type { Middleware } from '../state.js';
import { sendFile } from '../static-files.js';

/** What the page needs of swagger-ui; nothing else of the package is served. */
const ASSETS = new Set(['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png']);

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>API documentation</title>
<link rel="stylesheet" href="/docs/swagger-ui.css">
<link rel="icon" href="/docs/favicon-32x32.png">
</head>
<body>
<div id="docs"></div>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>
`;

/** A file of its own: the policy of our pages allows no inline script. */
const START =
  "SwaggerUIBundle({ url: '/openapi.json', dom_id: '#docs', deepLinking: true, validatorUrl: null });\n";

/** The API documentation for people, at `/docs`. */
export function docsPages(): Middleware {
  const assets = swaggerUi.getAbsoluteFSPath();
  return async function serveDocs(ctx, next) {
    const page = /^\/docs(?:\/([^/]*))?$/.exec(ctx.path);
    if (!page || (ctx.method !== 'GET' && ctx.method !== 'HEAD')) return await next();
    ctx.state.route = 'docs';
    const name = page[1] ?? '';
    if (ASSETS.has(name)) return await sendFile(ctx, name, assets, 'public, max-age=86400');
    ctx.set('cache-control', 'no-cache');
    if (name === '') {
      ctx.type = 'text/html';
      ctx.body = PAGE;
    } else if (name === 'start.js') {
      ctx.type = 'text/javascript';
      ctx.body = START;
    } else {
      throw new ShopError('not_found', 'The documentation has no such page; see /docs.');
    }
  };
}
