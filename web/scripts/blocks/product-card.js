import { formatMoney, variantLabel } from '../format.js';
import { clone, fill, make, part } from '../templates.js';
import { t } from '../words.js';

const FEW = 3;
let lastNumber = 0;

/**
 * One product: picture, price, its colours and sizes, a button that asks for the chosen variant, and one that asks for
 * others like it. Whoever chooses a colour or a size looks closely; that is noted once, to tell what goes together.
 */
export class ProductCard {
  element = clone('product');
  #card;
  #shop;
  #number = ++lastNumber;
  #colour;
  #sku;
  #isNoted = false;

  constructor(card, shop) {
    this.#card = card;
    this.#shop = shop;
    fill(this.element, { brand: card.brand, name: card.name, price: formatMoney(card.price) });
    this.element.querySelector('form').addEventListener('submit', (event) => this.#onSubmit(event));
    this.element.querySelector('form').addEventListener('change', () => this.#noteView());
    const similar = part(this.element, 'similar');
    similar.setAttribute('aria-label', t('Similar items: {name}', { name: card.name }));
    similar.addEventListener('click', () => this.#askForSimilar());
    part(this.element, 'picture').addEventListener('error', ({ target }) => target.removeAttribute('src'));
    const colours = [...new Set(card.variants.map(({ colour }) => colour))];
    const inStock = card.variants.find(({ available }) => available > 0) ?? card.variants[0];
    this.#buildColours(colours);
    this.#chooseColour(colours.includes(card.colour) ? card.colour : inStock?.colour);
  }

  #buildColours(colours) {
    // A product whose colour nobody names has nothing to choose from.
    part(this.element, 'colours').hidden = colours.every((colour) => colour === 'as shown');
    const swatches = colours.map((colour) => {
      const input = make('input', {
        type: 'radio',
        name: `colour-${this.#number}`,
        value: colour,
        class: 'visually-hidden',
      });
      input.addEventListener('change', () => this.#chooseColour(colour));
      const dot = make('span', { class: `swatch__dot swatch__dot--${colour}` });
      return make(
        'label',
        { class: 'swatch', title: t(colour) },
        input,
        dot,
        make('span', { class: 'visually-hidden' }, t(colour)),
      );
    });
    part(this.element, 'colour-row').append(...swatches);
  }

  #chooseColour(colour) {
    // What was asked for is chosen until the shopper chooses.
    const size = this.#colour === undefined ? this.#card.size : this.#chosen()?.size;
    this.#colour = colour;
    for (const input of this.element.querySelectorAll('.swatch input'))
      input.checked = input.value === colour;
    part(this.element, 'colour-name').textContent = t(colour ?? '');
    const picture = part(this.element, 'picture');
    picture.src = colour ? pictureIn(this.#card.imageUrl, colour) : this.#card.imageUrl;
    picture.alt = [this.#card.name, colour && t(colour)].filter(Boolean).join(', ');
    this.#buildSizes(
      this.#card.variants.filter((variant) => variant.colour === colour),
      size,
    );
  }

  #buildSizes(variants, wantedSize) {
    this.#sku = undefined;
    const open = variants.filter(({ available }) => available > 0);
    const oneSize = variants.every(({ size }) => size === 'One Size');
    for (const name of ['sizes', 'size-title']) part(this.element, name).hidden = oneSize;
    const chips = variants.map((variant) => this.#sizeChip(variant));
    part(this.element, 'size-row').replaceChildren(...chips);
    const kept = open.find(({ size }) => size === wantedSize) ?? (open.length === 1 ? open[0] : undefined);
    if (!kept) return this.#offer(open.length > 0);
    const input = chips.map((chip) => chip.querySelector('input')).find(({ value }) => value === kept.sku);
    input.checked = true;
    this.#chooseSize(kept);
  }

  #sizeChip(variant) {
    const { sku, size, available } = variant;
    const soldOut = available === 0;
    const input = make('input', {
      type: 'radio',
      name: `size-${this.#number}`,
      value: sku,
      class: 'visually-hidden',
    });
    input.addEventListener('change', () => this.#chooseSize(variant));
    const label = make(
      'label',
      { class: soldOut ? 'size size--sold-out' : 'size' },
      input,
      make('span', { class: 'size__label' }, t(size)),
    );
    if (soldOut) label.append(make('span', { class: 'visually-hidden' }, ` ${t('sold out')}`));
    return label;
  }

  #chooseSize({ sku, available }) {
    this.#sku = sku;
    this.#offer(
      available > 0,
      available > 0 && available <= FEW ? t('{count} left', { count: available }) : '',
    );
  }

  /** What is sold out cannot be added, but one can be told of its return. */
  #offer(isThere, hint = isThere ? '' : t('Sold out')) {
    this.#hint(hint);
    part(this.element, 'add').textContent = t(isThere ? 'Add to cart' : 'Tell me when it is back');
  }

  #chosen() {
    return this.#card.variants.find(({ sku }) => sku === this.#sku);
  }

  #hint(text, { urgent = false } = {}) {
    const hint = part(this.element, 'hint');
    hint.textContent = text;
    hint.classList.toggle('product__hint--urgent', urgent);
  }

  #askForSimilar() {
    const { id, name } = this.#card;
    this.#shop.say(t('Show me something like {name}', { name }), { type: 'find_similar', productId: id });
  }

  #noteView() {
    if (this.#isNoted) return;
    this.#isNoted = true;
    // Nothing that the shopper does waits for it, or has to know when it fails.
    this.#shop.api.post(`/products/${this.#card.id}/views`).catch(() => undefined);
  }

  #onSubmit(event) {
    event.preventDefault();
    const variant = this.#chosen();
    if (!variant) {
      this.#hint(t('Choose a size first'), { urgent: true });
      this.element.querySelector('.size input')?.focus();
      return;
    }
    const { id, name } = this.#card;
    const what = `${name}, ${variantLabel(variant)}`;
    if (variant.available === 0) {
      return this.#shop.say(t('Tell me when {what}, is back', { what }), {
        type: 'watch_stock',
        productId: id,
        sku: variant.sku,
      });
    }
    this.#shop.say(t('Add {what}', { what }), {
      type: 'add_to_cart',
      productId: id,
      sku: variant.sku,
      quantity: 1,
    });
  }
}

/** The picture's address with another colour. */
function pictureIn(imageUrl, colour) {
  const url = new URL(imageUrl, location.origin);
  url.searchParams.set('colour', colour);
  return url.pathname + url.search;
}
