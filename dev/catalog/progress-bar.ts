import { SingleBar } from 'cli-progress';

/** A bar on standard error, so that standard output is for the outcome alone; in a log, a line now and then. */
export class ProgressBar {
  readonly #bar: SingleBar;
  #started = false;

  constructor(unit: string) {
    this.#bar = new SingleBar({
      format: `{bar} {percentage} %  {products} ${unit}  {step}`,
      stream: process.stderr,
      hideCursor: true,
      clearOnComplete: true,
      noTTYOutput: true,
      notTTYSchedule: 15_000,
      barsize: 30,
    });
  }

  /** @param share 0 to 1 */
  update(share: number, products: number, step = ''): void {
    const shown = { products: products.toLocaleString('en-US'), step };
    if (!this.#started) this.#bar.start(1_000, 0, shown);
    this.#started = true;
    this.#bar.update(Math.round(share * 1_000), shown);
  }

  stop(): void {
    if (this.#started) this.#bar.stop();
  }
}
