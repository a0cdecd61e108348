/**
 * An OpenAI-compatible endpoint that plays a script: chat completions, streamed, in every way a model can be good,
 * slow, wrong, malicious or broken. It listens on a free port of loopback.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Asked {
  /** `understand`, `word` or `rewrite`. */
  task: string;
  system: string;
  user: string;
  body: Record<string, unknown>;
  authorization: string | undefined;
}

/** What an answer is; the default of an endpoint is `{ text: '' }` ended properly. */
export type Behaviour =
  /** Says this, in pieces of a few letters. */
  | { text: string; finish?: string; usage?: { prompt_tokens: number; completion_tokens: number } }
  /** The status with a JSON error. */
  | { status: number }
  /** 200 and a page, as a proxy in between would. */
  | { html: string }
  /** Never sends anything. */
  | { silent: true }
  /** Says this much and then nothing more, the connection open. */
  | { stallsAfter: string }
  /** Says this much and ends the stream without an end. */
  | { cutOffAfter: string }
  /** Says this much and resets the connection. */
  | { resetAfter: string }
  /** Says this much and then bytes that are no chunk. */
  | { garbageAfter: string }
  /** Says this again and again. */
  | { endless: string }
  /** Resets the connection at once. */
  | { hangUp: true };

export interface LlmServer {
  /** As `LLM_BASE_URL` wants it. */
  url: string;
  /** Every request so far. */
  asked: Asked[];
  /** How each request is answered from now on. */
  play(script: Behaviour | ((asked: Asked) => Behaviour)): void;
  /** Connections whose client is still there. */
  openAnswers(): number;
  close(): Promise<void>;
}

export async function startLlmServer(): Promise<LlmServer> {
  let script: (asked: Asked) => Behaviour = () => ({ text: '' });
  const asked: Asked[] = [];
  const open = new Set<ServerResponse>();
  const server = createServer(async (request, response) => {
    open.add(response);
    response.on('close', () => open.delete(response));
    const question = await read(request);
    if (request.url !== '/v1/chat/completions') {
      response.writeHead(404).end('{}');
      return;
    }
    asked.push(question);
    answer(response, script(question));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    asked,
    play(next) {
      script = typeof next === 'function' ? next : () => next;
    },
    openAnswers: () => open.size,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function read(request: IncomingMessage): Promise<Asked> {
  let text = '';
  for await (const piece of request) text += piece;
  const body = JSON.parse(text || '{}');
  const content = (role: string) =>
    body.messages?.find((message: { role: string }) => message.role === role)?.content ?? '';
  return {
    task: body.response_format?.json_schema?.name ?? 'word',
    system: content('system'),
    user: content('user'),
    body,
    authorization: request.headers.authorization,
  };
}

function answer(response: ServerResponse, behaviour: Behaviour): void {
  if ('silent' in behaviour) return;
  if ('hangUp' in behaviour) response.socket?.resetAndDestroy();
  else if ('status' in behaviour) {
    response.writeHead(behaviour.status, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ error: { message: 'as the script says' } }));
  } else if ('html' in behaviour) {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end(behaviour.html);
  } else {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(chunk({ delta: { role: 'assistant', content: '' } }));
    stream(response, behaviour);
  }
}

function stream(response: ServerResponse, behaviour: Behaviour): void {
  const say = (text: string) => {
    for (const piece of text.match(/[\s\S]{1,7}/g) ?? [])
      response.write(chunk({ delta: { content: piece } }));
  };
  if ('stallsAfter' in behaviour) say(behaviour.stallsAfter);
  else if ('cutOffAfter' in behaviour) {
    say(behaviour.cutOffAfter);
    response.end();
  } else if ('resetAfter' in behaviour) {
    say(behaviour.resetAfter);
    setImmediate(() => response.socket?.resetAndDestroy());
  } else if ('garbageAfter' in behaviour) {
    say(behaviour.garbageAfter);
    response.end('data: {"choices": "\u0000 nonsense\n\ndata: [DONE]\n\n');
  } else if ('endless' in behaviour) endlessly(response, () => say(behaviour.endless));
  else if ('text' in behaviour) {
    say(behaviour.text);
    response.write(chunk({ delta: {}, finish_reason: behaviour.finish ?? 'stop' }));
    if (behaviour.usage)
      response.write(`data: ${JSON.stringify({ choices: [], usage: behaviour.usage })}\n\n`);
    response.end('data: [DONE]\n\n');
  }
}

/** A few words each millisecond: fast for a model, and slow enough for a client in the same process. */
function endlessly(response: ServerResponse, say: () => void): void {
  const timer = setInterval(say, 1);
  response.on('close', () => clearInterval(timer));
}

const chunk = (choice: object) =>
  `data: ${JSON.stringify({ id: 'x', object: 'chat.completion.chunk', choices: [{ index: 0, ...choice }] })}\n\n`;
