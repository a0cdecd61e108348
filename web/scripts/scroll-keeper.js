const NEAR = 160;
const GAP = 20;
const AIM_MS = 1500;
const END = Symbol('end');
const SCROLLS = new Set(['PageUp', 'PageDown', 'ArrowUp', 'ArrowDown', 'Home', 'End', ' ']);

/**
 * Keeps the newest of the conversation in view as long as the reader is at its end, and leaves a reader
 * who went back alone: a button then says that there is something new. A reply taller than the window is
 * shown from its beginning. What grows or shrinks meanwhile does not throw it off its aim.
 */
export class ScrollKeeper {
  #page = document.scrollingElement;
  #header;
  #dock;
  #button;
  #calm = matchMedia('(prefers-reduced-motion: reduce)');
  #aim;
  #aimedAt = 0;

  constructor({ header, dock, button, content }) {
    this.#header = header;
    this.#dock = dock;
    this.#button = button;
    button.addEventListener('click', () => this.toEnd());
    addEventListener('scroll', () => this.#onScroll(), { passive: true });
    for (const hand of ['wheel', 'touchmove']) addEventListener(hand, () => this.#letGo(), { passive: true });
    addEventListener('keydown', ({ key, target }) => {
      if (SCROLLS.has(key) && !target.matches('input, select, textarea')) this.#letGo();
    });
    new ResizeObserver(() => this.#aimAgain()).observe(content);
  }

  /** Whether the reader is at the end, or on the way there; ask before adding. */
  get atEnd() {
    const { scrollTop, scrollHeight, clientHeight } = this.#page;
    return this.#aiming || scrollHeight - scrollTop - clientHeight < NEAR;
  }

  /** Something was added. @param element what it was. @param wasAtEnd what `atEnd` said before. */
  added(element, wasAtEnd) {
    if (wasAtEnd) this.#aimAt(element);
    else this.#button.hidden = false;
  }

  /** @param instant without motion: on the first showing of a restored conversation. */
  toEnd({ instant = false } = {}) {
    this.#button.hidden = true;
    this.#aimAt(END, instant);
  }

  /** Brings an element into view between header and dock, when it is not. */
  reveal(element) {
    const { top, bottom } = element.getBoundingClientRect();
    const room = {
      top: this.#header.offsetHeight + GAP,
      bottom: innerHeight - this.#dock.offsetHeight - GAP,
    };
    if (top >= room.top && bottom <= room.bottom) return;
    if (bottom - top > room.bottom - room.top || top < room.top) this.#aimAt(element);
    else this.#scrollTo(this.#page.scrollTop + bottom - room.bottom);
  }

  get #aiming() {
    return this.#aim !== undefined && performance.now() - this.#aimedAt < AIM_MS;
  }

  #aimAt(target, instant = false) {
    this.#aim = target;
    this.#aimedAt = performance.now();
    this.#scrollTo(this.#goal(), instant);
  }

  #aimAgain() {
    if (this.#aiming) this.#scrollTo(this.#goal());
  }

  #letGo() {
    this.#aim = undefined;
  }

  #goal() {
    const end = this.#page.scrollHeight - this.#page.clientHeight;
    if (this.#aim === END || !this.#aim.isConnected) return end;
    const top = this.#aim.getBoundingClientRect().top + this.#page.scrollTop;
    return Math.min(end, top - this.#header.offsetHeight - GAP);
  }

  #onScroll() {
    if (!this.#aiming && this.atEnd) this.#button.hidden = true;
  }

  #scrollTo(top, instant = false) {
    this.#page.scrollTo({ top, behavior: instant || this.#calm.matches ? 'instant' : 'smooth' });
  }
}
