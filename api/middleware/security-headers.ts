import helmet from 'koa-helmet';
import type { Middleware } from '../state.js';

const NOTHING_ELSE = ["'none'"];
const OURS = ["'self'"];

/** Pages may load what we serve and nothing else; no inline script or style, no frames. */
const POLICY = {
  defaultSrc: NOTHING_ELSE,
  scriptSrc: OURS,
  styleSrc: OURS,
  connectSrc: OURS,
  manifestSrc: OURS,
  formAction: OURS,
  baseUri: NOTHING_ELSE,
  frameAncestors: NOTHING_ELSE,
};

/** @param https whether shoppers reach us over TLS; browsers then remember to insist on it. */
export function securityHeaders({ https }: { https: boolean }): Middleware {
  const withImages = (imgSrc: string[]) =>
    helmet({
      contentSecurityPolicy: { useDefaults: false, directives: { ...POLICY, imgSrc } },
      strictTransportSecurity: https ? { maxAge: 31_536_000 } : false,
      referrerPolicy: { policy: 'same-origin' },
      xFrameOptions: { action: 'deny' },
    });
  const pages = withImages(OURS);
  // The style sheet of the API documentation draws its arrows from data: pictures.
  const docs = withImages([...OURS, 'data:']);
  return async function setSecurityHeaders(ctx, next) {
    const set = ctx.path === '/docs' || ctx.path.startsWith('/docs/') ? docs : pages;
    await set(ctx, next);
  };
}
