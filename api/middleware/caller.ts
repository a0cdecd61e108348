import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import proxyAddr from 'proxy-addr';
import type { Middleware } from '../state.js';

/** What proxies say of a request, and anybody can write. */
const FORWARDING = /^(forwarded|x-forwarded-.+|x-real-ip)$/;

/**
 * Finds the address that a request comes from, as `caller` does; changes nothing of it.
 * @param proxies addresses or CIDR ranges.
 */
export function callerAddress(
  proxies: readonly string[],
): (req: IncomingMessage) => { address: string; isForwarded: boolean } {
  const isTrusted = proxyAddr.compile([...proxies]);
  return function findAddress(req) {
    const isForwarded = Object.keys(req.headers).some((name) => FORWARDING.test(name));
    const peer = req.socket.remoteAddress ?? '';
    return { address: isForwarded ? addressOf(req, isTrusted, peer) : peer, isForwarded };
  };
}

/**
 * Finds the address of who is calling: that of the connection, unless it is a proxy that we trust; then the last one in
 * `X-Forwarded-For` that is not a proxy of ours. What anybody else forwards is taken off the request, so that nothing
 * behind can believe it.
 * @param proxies addresses or CIDR ranges.
 */
export function caller(proxies: readonly string[]): Middleware {
  const isTrusted = trustedAddresses(proxies);
  const find = callerAddress(proxies);
  return async function findCaller(ctx, next) {
    const { headers, socket } = ctx.req;
    const { address, isForwarded } = find(ctx.req);
    ctx.state.isForwarded = isForwarded;
    ctx.request.ip = address;
    if (!isTrusted(socket.remoteAddress ?? '')) {
      for (const name of Object.keys(headers)) if (FORWARDING.test(name)) delete headers[name];
    }
    await next();
  };
}

/** Whether an address is one of these addresses or CIDR ranges. */
export function trustedAddresses(proxies: readonly string[]): (address: string) => boolean {
  const isTrusted = proxyAddr.compile([...proxies]);
  return (address) => isIP(address) > 0 && isTrusted(address, 0);
}

/** A header that holds no addresses says nothing. */
function addressOf(
  req: Parameters<typeof proxyAddr>[0],
  isTrusted: (address: string, i: number) => boolean,
  peer: string,
) {
  const address = proxyAddr(req, isTrusted);
  return isIP(address) ? address : peer;
}
