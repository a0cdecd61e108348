import {
  Client,
  type Configuration,
  Environment,
  OrdersController,
  PaymentsController,
} from '@paypal/paypal-server-sdk';

export interface PayPalCredentials {
  clientId: string;
  clientSecret: string;
  /** Where the API answers when not at PayPal, such as the sandbox's address. */
  apiUrl?: string | undefined;
  /** How long one request may take, in milliseconds. */
  timeoutMs: number;
}

interface Connection {
  client: Client;
  orders: OrdersController;
  payments: PaymentsController;
  /** No token was to be had: the credentials are wrong, or PayPal does not answer. */
  hasNoToken: boolean;
}

/** Seconds before its end at which a token is no longer used. */
const TOKEN_MARGIN_SECONDS = 60;

/**
 * The SDK with a bearer token that heals. The SDK itself keeps a token until its time is up, also one that was
 * taken back, and one failed attempt to get a token fails every later call; so the connection is made anew then.
 */
export class PayPalClient {
  readonly #credentials: PayPalCredentials;
  #connection: Connection | undefined;

  constructor(credentials: PayPalCredentials) {
    this.#credentials = credentials;
  }

  /** Makes a call, once more with a new token when the token was refused. */
  async call<Result>(work: (connection: Connection) => Promise<Result>): Promise<Result> {
    const connection = this.#connect();
    try {
      return await work(connection);
    } catch (error) {
      if (!isUnauthenticated(error) || connection.hasNoToken) throw error;
      this.#forget(connection);
      return work(this.#connect());
    }
  }

  /** Asks what the SDK has no words for. @param body JSON text. Returns JSON text. */
  async post(path: string, body: string): Promise<string> {
    return this.call(async ({ client }) => {
      const request = client.getRequestBuilderFactory()('POST', path);
      request.contentType('application/json');
      request.text(body);
      request.authenticate([{ oauth2: true }]);
      return (await request.callAsText()).result;
    });
  }

  #connect(): Connection {
    if (this.#connection) return this.#connection;
    const { clientId, clientSecret, apiUrl, timeoutMs } = this.#credentials;
    const client = clientAt(apiUrl, {
      httpClientOptions: { timeout: timeoutMs },
      clientCredentialsAuthCredentials: {
        oAuthClientId: clientId,
        oAuthClientSecret: clientSecret,
        oAuthClockSkew: TOKEN_MARGIN_SECONDS,
        oAuthTokenProvider: async (token, manager) => {
          try {
            return await manager.updateToken(token);
          } catch (error) {
            connection.hasNoToken = true;
            this.#forget(connection);
            throw error;
          }
        },
      },
    });
    const connection: Connection = {
      client,
      orders: new OrdersController(client),
      payments: new PaymentsController(client),
      hasNoToken: false,
    };
    this.#connection = connection;
    return connection;
  }

  #forget(connection: Connection): void {
    if (this.#connection === connection) this.#connection = undefined;
  }
}

/** The SDK knows PayPal's own two addresses alone; any other is put into its requests on their way out. */
function clientAt(apiUrl: string | undefined, configuration: Partial<Configuration>): Client {
  if (apiUrl === undefined) return new Client({ ...configuration, environment: Environment.Production });
  const base = apiUrl.replace(/\/$/, '');
  class RedirectedClient extends Client {
    override getRequestBuilderFactory(): ReturnType<Client['getRequestBuilderFactory']> {
      const factory = super.getRequestBuilderFactory();
      return (method, path) => {
        const builder = factory(method, path);
        builder.interceptRequest((request) => {
          const { pathname, search } = new URL(request.url);
          return { ...request, url: `${base}${pathname}${search}` };
        });
        return builder;
      };
    }
  }
  return new RedirectedClient({ ...configuration, environment: Environment.Sandbox });
}

function isUnauthenticated(error: unknown): boolean {
  return error instanceof Error && 'statusCode' in error && error.statusCode === 401;
}
