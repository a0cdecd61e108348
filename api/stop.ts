import type { Server } from 'node:http';
import type { Logger } from 'pino';

export interface StopOptions {
  server: Server;
  logger: Logger;
  /** Ends the event streams; without that the server would wait for them for ever. */
  endStreams(): void;
  /** Lets go of the servers behind us, when nobody needs them any more. */
  release(): Promise<unknown>;
  /** After this many milliseconds the process ends in any case. */
  hardStopMs: number;
}

/** On SIGTERM or SIGINT: take no more, finish what is being answered, let go, end. */
export function stopOnSignals({ server, logger, endStreams, release, hardStopMs }: StopOptions): void {
  let stopping = false;
  const stop = async (signal: string) => {
    if (stopping) return;
    stopping = true;
    logger.info({ signal }, 'stopping');
    setTimeout(() => {
      logger.error('did not stop in time');
      process.exit(1);
    }, hardStopMs).unref();
    const closed = new Promise((resolve) => server.close(resolve));
    endStreams();
    // Clients keep connections open for their next request: close each as soon as its answer is out.
    const closing = setInterval(() => server.closeIdleConnections(), 50);
    await closed;
    clearInterval(closing);
    await release();
    logger.info('stopped');
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      stop(signal).catch((error: unknown) => {
        logger.error({ err: error }, 'could not stop in order');
        process.exit(1);
      });
    });
  }
}
