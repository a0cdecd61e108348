import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Action, Block, CheckoutId, CheckoutView } from '../../domain/index.js';
import { approveAtBank, Browser, GaveUp, type Patience } from './browser.js';
import type { BuyerPlan } from './plan.js';

export interface Ware {
  sku: string;
  productId: number;
}

/** How it ended for a shopper. Everything but `gave_up` is a clear answer. */
export type Ending = 'ordered' | 'sold_out' | 'expired' | 'cancelled' | 'left' | 'stalled' | 'gave_up';

export interface Story {
  number: number;
  ending: Ending;
  conversationId?: string;
  checkoutId?: CheckoutId;
  /** Everything that was said, by message id: each must have found one reply. */
  said: string[];
  /** Why it ended so, where that is not plain. */
  note?: string;
}

export interface ShopperOptions {
  url: string;
  plan: BuyerPlan;
  ware: Ware;
  patience: Patience;
  /** Resolves when the rivals have their carts filled as well. */
  rivalsReady: () => Promise<void>;
}

const ADDRESS = {
  name: 'Ada Lovelace',
  email: 'ada@example.com',
  line1: '12 Analytical Way',
  city: 'San Francisco',
  region: 'CA',
  postalCode: '94103',
  country: 'US',
};
const LOOK_EVERY_MS = 400;
/** Taps on a button whose reply was an apology. */
const MOST_TAPS = 6;
/** Attempts to pay: a card that is declined, some that meet a moment when it is not possible. */
const MOST_PAYMENTS = 60;

/** One shopper's way from an empty cart to an order, or to a clear answer why there is none. */
export class Shopper {
  readonly #options: ShopperOptions;
  readonly #browser: Browser;
  readonly #story: Story;
  #payments = 0;

  constructor(options: ShopperOptions) {
    this.#options = options;
    this.#browser = new Browser(options.url, options.patience);
    this.#story = { number: options.plan.number, ending: 'gave_up', said: [] };
  }

  async shop(): Promise<Story> {
    try {
      const conversation = await this.#browser.ask<{ id: string }>('POST', '/v1/conversations', {});
      this.#story.conversationId = conversation.body.id;
      await this.#say('Add', { type: 'add_to_cart', ...this.#options.ware, quantity: 1 } as Action);
      await this.#options.rivalsReady();
      const checkoutId = await this.#openCheckout();
      if (!checkoutId) return this.#end('sold_out', 'the cart stayed empty');
      this.#story.checkoutId = checkoutId;
      return await this.#goThrough(checkoutId);
    } catch (error) {
      if (error instanceof GaveUp) return this.#end('gave_up', error.message);
      throw error;
    }
  }

  /** Acts on what the checkout asks for until it is over. */
  async #goThrough(id: CheckoutId): Promise<Story> {
    const { plan, patience } = this.#options;
    for (let state = ''; Date.now() < patience.until; ) {
      const { body: view } = await this.#browser.ask<CheckoutView>('GET', `/v1/checkouts/${id}`);
      state = view.state;
      if (state === 'completed') return this.#end('ordered');
      if (state === 'stalled') return this.#end('stalled', view.stalled?.reason);
      if (state === 'expired') return this.#end('expired');
      if (state === 'cancelled') return this.#end(this.#story.note ? 'sold_out' : 'cancelled');
      if (view.acts.includes('pay') && plan.paying === 'never') return this.#end('left');
      await this.#act(view);
    }
    return this.#end('gave_up', 'the checkout took too long');
  }

  /** Does the next thing, or waits a moment where it is not the shopper's turn. */
  async #act(view: CheckoutView): Promise<void> {
    const { acts, id } = view;
    if (view.state === 'awaitingAuthentication' && view.authenticationUrl) return this.#visitBank(view);
    if (view.state === 'cartChanged') {
      const goesOn = acts.includes('accept_changes');
      if (!goesOn) this.#story.note = 'sold out';
      return void (await this.#do('POST', id, goesOn ? 'changes-accepted' : 'cancellation'));
    }
    if (acts.includes('pay')) return this.#pay(view);
    if (acts.includes('choose_shipping') && !view.shippingOptionId) {
      return void (await this.#do('PUT', id, 'shipping', { optionId: view.shippingOptions[0]?.id }));
    }
    if (acts.includes('set_address') && !view.address)
      return void (await this.#do('PUT', id, 'address', ADDRESS));
    await pause(LOOK_EVERY_MS);
  }

  async #pay({ id, totals }: CheckoutView): Promise<void> {
    const { paying, doubling } = this.#options.plan;
    this.#payments += 1;
    if (this.#payments > MOST_PAYMENTS) throw new GaveUp('paid too often without getting anywhere');
    const declined = paying === 'declined_first' && this.#payments === 1;
    const card = paying === 'authenticated' ? 'pm_card_authenticationRequired' : 'pm_card_visa';
    const body = {
      paymentMethod: declined ? 'pm_card_chargeDeclined' : card,
      quotedTotal: totals.total,
    };
    const key = randomUUID();
    const send = (browser = this.#browser, itsKey = key) =>
      this.#do('POST', id, 'payment', body, itsKey, browser);
    if (doubling === 'same_key') await Promise.all([send(), send()]);
    else if (doubling === 'other_keys') await Promise.all([send(), send(this.#browser, randomUUID())]);
    else if (doubling === 'two_tabs') await Promise.all([send(), send(this.#browser.tab(), randomUUID())]);
    else await send();
  }

  /** The bank's page, on the bank's own server: its answers need no shop. */
  async #visitBank({ id, authenticationUrl = '' }: CheckoutView): Promise<void> {
    await approveAtBank(authenticationUrl).catch(() => undefined); // asked again while the checkout waits
    if (this.#options.plan.comesBack) await this.#browser.ask('GET', `/v1/checkouts/${id}/return`);
    await pause(LOOK_EVERY_MS);
  }

  /** Opens the checkout, from two tabs at once where that is the plan; both must get to the same one. */
  async #openCheckout(): Promise<CheckoutId | undefined> {
    const tap = () => this.#say('Check out', { type: 'checkout' });
    for (let taps = 0; taps < MOST_TAPS; taps += 1) {
      const replies = await Promise.all(
        this.#options.plan.doubling === 'two_tabs' ? [tap(), tap()] : [tap()],
      );
      const opened = replies.flat().find((block) => block.type === 'checkout');
      if (opened) return opened.checkoutId;
      await pause(LOOK_EVERY_MS);
      await this.#say('Add', { type: 'add_to_cart', ...this.#options.ware, quantity: 1 } as Action);
    }
    return undefined;
  }

  async #say(text: string, action: Action): Promise<Block[]> {
    const messageId = randomUUID();
    this.#story.said.push(messageId);
    const path = `/v1/conversations/${this.#story.conversationId}/messages`;
    const answer = await this.#browser.ask<{ reply?: { blocks: Block[] } }>('POST', path, {
      messageId,
      text,
      action,
    });
    if (!answer.body.reply) throw new GaveUp(`a message was refused: ${JSON.stringify(answer.body)}`);
    return answer.body.reply.blocks;
  }

  /** One act. A refusal is an answer: what the checkout says next decides. */
  async #do(
    method: string,
    id: CheckoutId,
    step: string,
    body?: unknown,
    key: string = randomUUID(),
    browser = this.#browser,
  ): Promise<void> {
    const { status } = await browser.ask(method, `/v1/checkouts/${id}/${step}`, body, key);
    if (status >= 400) await pause(LOOK_EVERY_MS);
  }

  #end(ending: Ending, note = this.#story.note): Story {
    return Object.assign(this.#story, { ending, note });
  }
}
