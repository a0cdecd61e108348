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
  const permissions = permissionsPolicy(stripeScriptUrl);
  return async function setSecurityHeaders(ctx, next) {
    ctx.set('permissions-policy', permissions);
    const set = ctx.path === '/docs' || ctx.path.startsWith('/docs/') ? docs : pages;
    await set(ctx, next);
  };
}

/** Nothing of the device is for our pages, nor for what they frame; paying is for Stripe's form, where it is used. */
function permissionsPolicy(stripeScriptUrl: string | undefined): string {
  const none = [
    'accelerometer',
    'camera',
    'display-capture',
    'geolocation',
    'gyroscope',
    'magnetometer',
    'microphone',
    'midi',
    'usb',
  ];
  const payment = stripeScriptUrl ? `(self "${new URL(stripeScriptUrl).origin}")` : '()';
  return [...none.map((feature) => `${feature}=()`), `payment=${payment}`].join(', ');
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
