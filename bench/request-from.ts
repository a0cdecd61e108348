import { Agent, request } from 'node:http';

export interface HttpAnswer {
  status: number;
  cookies: string[];
  text: string;
}

export interface HttpQuestion {
  method: string;
  headers: Record<string, string>;
  body: string | undefined;
}

/**
 * Asks over HTTP from one of this machine's own addresses, so that a server sees many callers. On Linux all of 127.0.0.0/8
 * is the machine itself; elsewhere such addresses have to be set up first.
 */
export function requestFrom(
  localAddress: string,
): (url: string, question: HttpQuestion) => Promise<HttpAnswer> {
  const agent = new Agent({ keepAlive: true, localAddress });
  return (url, { method, headers, body }) =>
    new Promise((resolve, reject) => {
      const sent = request(url, { method, headers, agent }, (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk) => {
          text += chunk;
        });
        response.on('error', reject);
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, cookies: response.headers['set-cookie'] ?? [], text }),
        );
      });
      sent.on('error', reject);
      sent.end(body);
    });
}

/** The same with `fetch`, from whatever address the system chooses. */
export async function requestFromAnywhere(
  url: string,
  { method, headers, body }: HttpQuestion,
): Promise<HttpAnswer> {
  const response = await fetch(url, { method, headers, body: body ?? null });
  return {
    status: response.status,
    cookies: response.headers.getSetCookie(),
    text: await response.text(),
  };
}
