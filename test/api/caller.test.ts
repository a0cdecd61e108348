import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Koa from 'koa';
import { caller } from '../../api/middleware/caller.js';
import type { RequestState } from '../../api/state.js';

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
});

/** Who the shop takes for the caller, and what is left of the headers. */
async function seen(proxies: string[], headers: Record<string, string>) {
  const app = new Koa<RequestState>();
  app.use(caller(proxies));
  app.use((ctx) => {
    ctx.body = { ip: ctx.ip, isForwarded: ctx.state.isForwarded, left: ctx.get('x-forwarded-for') };
  });
  const server = createServer(app.callback());
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return await (await fetch(`http://127.0.0.1:${port}/`, { headers })).json();
}

test.each([
  ['nobody is trusted', [], '6.6.6.6', '127.0.0.1', ''],
  ['a proxy is trusted', ['127.0.0.1'], '6.6.6.6', '6.6.6.6', '6.6.6.6'],
  ['a range is trusted', ['127.0.0.0/8'], '6.6.6.6', '6.6.6.6', '6.6.6.6'],
  ['the caller writes more before it', ['127.0.0.1'], '1.1.1.1, 6.6.6.6', '6.6.6.6', '1.1.1.1, 6.6.6.6'],
  [
    'two proxies are trusted',
    ['127.0.0.1', '10.0.0.0/8'],
    '6.6.6.6, 10.1.2.3',
    '6.6.6.6',
    '6.6.6.6, 10.1.2.3',
  ],
  ['another is trusted', ['10.0.0.0/8'], '6.6.6.6', '127.0.0.1', ''],
  ['the header holds no address', ['127.0.0.1'], 'zap', '127.0.0.1', 'zap'],
])('when %s', async (_name, proxies, forwarded, ip, left) => {
  expect(await seen(proxies, { 'x-forwarded-for': forwarded })).toEqual({ ip, isForwarded: true, left });
});

test('without any proxy it is who has connected', async () => {
  expect(await seen(['127.0.0.1'], {})).toEqual({ ip: '127.0.0.1', isForwarded: false, left: '' });
});
