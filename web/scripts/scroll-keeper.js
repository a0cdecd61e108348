const NEAR = 160;
const GAP = 20;

/**
 * Keeps the newest of the conversation in view as long as the reader is at its end, and leaves a reader
 * who went back alone: a button then says that there is something new. A reply taller than the window is
 * shown from its beginning.
 */
export class ScrollKeeper {
  #page = document.scrollingElement;
  #header;
  #dock;
  #button;
  #calm = matchMedia('(prefers-reduced-motion: reduce)');
  #following = true;

  constructor({ header, dock, button }) {
    this.#header = header;
    this.#dock = dock;
    this.#button = button;
    button.addEventListener('click', () => this.toEnd());
    addEventListener('scroll', () => this.#onScroll(), { passive: true });
  }

  /** Whether the reader is at the end; ask before adding. */
  get atEnd() {
    const { scrollTop, scrollHeight, clientHeight } = this.#page;
    return scrollHeight - scrollTop - clientHeight < NEAR;
  }

  /** Something was added. @param element what it was. @param wasAtEnd what `atEnd` said before. */
  added(element, wasAtEnd) {
    if (!wasAtEnd && !this.#following) {
      this.#button.hidden = false;
      return;
    }
    this.#following = true;
    const top = element.getBoundingClientRect().top + this.#page.scrollTop - this.#header.offsetHeight - GAP;
    this.#scrollTo(Math.min(top, this.#page.scrollHeight));
  }

  /** @param instant without motion: on the first showing of a restored conversation. */
  toEnd({ instant = false } = {}) {
    this.#following = true;
    this.#button.hidden = true;
    this.#scrollTo(this.#page.scrollHeight, instant);
  }

  /** Brings an element into view between header and dock, when it is not. */
  reveal(element) {
    const { top, bottom } = element.getBoundingClientRect();
    const room = { top: this.#header.offsetHeight + GAP, bottom: innerHeight - this.#dock.offsetHeight - GAP };
    if (top >= room.top && bottom <= room.bottom) return;
    const shift = bottom - top > room.bottom - room.top || top < room.top ? top - room.top : bottom - room.bottom;
    this.#scrollTo(this.#page.scrollTop + shift);
  }

  #onScroll() {
    if (!this.atEnd) return;
    this.#following = false;
    this.#button.hidden = true;
  }

  #scrollTo(top, instant = false) {
    this.#page.scrollTo({ top, behavior: instant || this.#calm.matches ? 'instant' : 'smooth' });
  }
}
