import type { Pool, PoolClient } from 'pg';
import { type LoadId, LoadUnderWay } from '../../ports/index.js';

/** Advisory locks of loads: this class, and the load's number. */
export const LOAD_LOCKS = 7_305_003;

/**
 * The one connection through which this process writes a load. It holds a lock for as long as the process lives,
 * by which others tell a load that goes on from one whose process has ended.
 */
export class Loader {
  readonly client: PoolClient;
  /** No products in the shop when the load was taken up, so that there is nothing to compare with. */
  shopIsEmpty = false;
  #queue: Promise<unknown> = Promise.resolve();
  #broken: Error | undefined;

  private constructor(client: PoolClient) {
    this.client = client;
    client.on('error', this.#noteLoss);
  }

  static async open(pool: Pool): Promise<Loader> {
    const loader = new Loader(await pool.connect());
    // Indexes of a large catalog are built several times faster with room to sort.
    await loader.client.query(`set maintenance_work_mem = '256MB'`);
    await loader.client.query(`set work_mem = '64MB'`);
    return loader;
  }

  /** Claims a load for this process. @throws LoadUnderWay another process has it */
  async claim(id: LoadId): Promise<void> {
    const { rows } = await this.client.query<{ free: boolean }>(
      'select pg_try_advisory_lock($1, $2) as free',
      [LOAD_LOCKS, id],
    );
    if (!rows[0]?.free)
      throw new LoadUnderWay(`Load ${id} is being written by another process; let it finish.`);
    const shop = await this.client.query('select from products limit 1');
    this.shopIsEmpty = shop.rowCount === 0;
  }

  get isBroken(): boolean {
    return this.#broken !== undefined;
  }

  /** One thing after another: a connection does one at a time. */
  run<Result>(work: (client: PoolClient) => Promise<Result>): Promise<Result> {
    const next = this.#queue.then(() => work(this.client));
    this.#queue = next.catch(() => undefined);
    return next;
  }

  /** All of `work` or none. */
  transaction<Result>(work: (client: PoolClient) => Promise<Result>): Promise<Result> {
    return this.run(async (client) => {
      await client.query('begin');
      try {
        const result = await work(client);
        await client.query('commit');
        return result;
      } catch (error) {
        await client.query('rollback').catch(this.#noteLoss);
        throw error;
      }
    });
  }

  /** Closes the connection, and with it its lock and its settings. */
  close(): void {
    this.client.off('error', this.#noteLoss);
    // An idle connection that is closed by us must not report that to anybody.
    this.client.on('error', () => undefined);
    this.client.release(true);
  }

  readonly #noteLoss = (error: Error): void => {
    this.#broken = error;
  };
}
