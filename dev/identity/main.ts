import { createServer } from 'node:http';
import { readIdentityConfig } from './config.js';
import { newSigningKey } from './keys.js';
import { type Person, SHOPPERS, STAFF } from './people.js';
import { developmentProvider } from './provider.js';

const config = readIdentityConfig();
const servers = [
  await serve(config.IDENTITY_PORT, 'shoppers', 'Who is shopping?', SHOPPERS),
  await serve(config.IDENTITY_STAFF_PORT, 'staff', 'Who is at the desk?', STAFF),
];

/** Loopback alone: whoever reaches it can be anybody. */
async function serve(port: number, id: string, title: string, people: readonly Person[]) {
  const issuer = `http://127.0.0.1:${port}`;
  const provider = developmentProvider({
    issuer,
    title,
    people,
    client: {
      id: 'shoptalk',
      secret: config.IDENTITY_CLIENT_SECRET,
      redirectUri: `${config.IDENTITY_SHOP_URL}/v1/sign-in/${id}/callback`,
    },
    jwks: { keys: [await newSigningKey(`${id}-${Date.now()}`)] },
  });
  const server = createServer(provider.callback());
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  console.log(`Development identity provider: ${title} at ${issuer}`);
  return server;
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    for (const server of servers) {
      server.close();
      server.closeAllConnections();
    }
    process.exit(0);
  });
}
