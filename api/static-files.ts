import { send } from '@koa/send';
import type { Context, Middleware } from './state.js';

/**
 * Serves the files of a folder, `index.html` for folders. Browsers keep a copy and ask each time
 * whether it still is the one (`no-cache` with ETag), so that a deploy is seen at once.
 */
export function staticFiles(root: string): Middleware {
  return async function serveFile(ctx, next) {
    if (ctx.method !== 'GET' && ctx.method !== 'HEAD') return await next();
    ctx.state.route = 'static';
    await sendFile(ctx, ctx.path, root);
  };
}

/** Sends one file below `root`; throws an http error with status 404 when there is none. Hidden files do not exist. */
export async function sendFile(
  ctx: Context,
  path: string,
  root: string,
  cacheControl = 'no-cache',
): Promise<void> {
  await send(ctx, path, {
    root,
    index: 'index.html',
    setHeaders(_res, _path, stats) {
      // Weak: names the version by size and time, without reading the file.
      ctx.set('etag', `W/"${stats.size.toString(36)}-${Math.trunc(stats.mtimeMs).toString(36)}"`);
      ctx.set('cache-control', cacheControl);
    },
  });
  if (ctx.body == null) return;
  ctx.status = 200;
  if (ctx.fresh) {
    ctx.status = 304;
    ctx.body = null;
  }
}
