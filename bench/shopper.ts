import { randomUUID } from 'node:crypto';
import type { Action, Block, ProductCard } from '../domain/index.js';

/** A shopper who talks to the shop over HTTP, as the page does. */
export class BenchShopper {
  readonly #url: string;
  #cookie = '';
  #conversation = '';

  constructor(url: string) {
    this.#url = url;
  }

  async open(): Promise<void> {
    const { id } = await this.#post<{ id: string }>('/v1/conversations', {});
    this.#conversation = id;
  }

  /** One turn; returns what the shop replied. */
  async say(text: string, action?: Action): Promise<Block[]> {
    const message = { messageId: randomUUID(), text, action };
    const { reply } = await this.#post<{ reply: { blocks: Block[] } }>(
      `/v1/conversations/${this.#conversation}/messages`,
      message,
    );
    return reply.blocks;
  }

  async #post<Answer>(path: string, body: unknown): Promise<Answer> {
    const response = await fetch(this.#url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: this.#cookie },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    const cookies = response.headers.getSetCookie();
    if (cookies.length > 0) this.#cookie = cookies.map((cookie) => cookie.split(';')[0]).join('; ');
    return (await response.json()) as Answer;
  }
}

/** Tapping "add to cart" on each of the cards that can be had. */
export function addTaps(blocks: readonly Block[]): Action[] {
  const cards = blocks.flatMap((block): ProductCard[] => (block.type === 'products' ? block.items : []));
  return cards.flatMap(({ id, variants }): Action[] => {
    const there = variants.find(({ available }) => available > 0);
    return there ? [{ type: 'add_to_cart', productId: id, sku: there.sku, quantity: 1 }] : [];
  });
}
