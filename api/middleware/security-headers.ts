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

interface SecurityOptions {
  /** Whether shoppers reach us over TLS; browsers then remember to insist on it. */
  https: boolean;
  /** Where Stripe.js comes from, where the page uses it; https://docs.stripe.com/security/guide#content-security-policy. */
  stripeScriptUrl?: string | undefined;
}

export function securityHeaders({ https, stripeScriptUrl }: SecurityOptions): Middleware {
  const policy = stripeScriptUrl ? { ...POLICY, ...stripeSources(new URL(stripeScriptUrl).origin) } : POLICY;
  const withImages = (imgSrc: string[]) =>
    helmet({
      contentSecurityPolicy: { useDefaults: false, directives: { ...policy, imgSrc } },
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

/** @param script the origin of Stripe.js: Stripe, or the sandbox, which is all of Stripe. */
function stripeSources(script: string) {
  const isStripe = script === 'https://js.stripe.com';
  return {
    scriptSrc: [...OURS, script],
    connectSrc: [...OURS, isStripe ? 'https://api.stripe.com' : script],
    frameSrc: isStripe ? [script, 'https://hooks.stripe.com'] : [script],
  };
}
