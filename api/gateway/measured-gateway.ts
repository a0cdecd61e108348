import type { Histogram } from 'prom-client';
import type { Tracing } from '../../activities/ports/index.js';
import { ShopError } from '../../domain/index.js';
import type { WorkflowGateway } from './workflow-gateway.js';

/**
 * Times every call to a workflow: `done`, or the code of the problem it met; anything else is `failed`. With `tracing`
 * each is a span of the request's trace.
 */
export function measuredGateway(
  gateway: WorkflowGateway,
  durations: Histogram<'call' | 'outcome'>,
  tracing?: Tracing,
): WorkflowGateway {
  const timed =
    <Args extends unknown[], Result>(call: string, work: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      const stop = durations.startTimer({ call });
      try {
        const result = await (tracing
          ? tracing.run({ name: `workflow ${call}`, kind: 'client' }, () => work(...args))
          : work(...args));
        stop({ outcome: 'done' });
        return result;
      } catch (error) {
        stop({ outcome: error instanceof ShopError ? error.code : 'failed' });
        throw error;
      }
    };
  return {
    turn: timed('turn', gateway.turn),
    person: timed('person', gateway.person),
    story: timed('story', gateway.story),
    act: timed('act', gateway.act),
    staffAct: timed('staffAct', gateway.staffAct),
    paymentNews: timed('paymentNews', gateway.paymentNews),
    actOnOrder: timed('actOnOrder', gateway.actOnOrder),
    staffActOnOrder: timed('staffActOnOrder', gateway.staffActOnOrder),
    orderNews: timed('orderNews', gateway.orderNews),
    erase: timed('erase', gateway.erase),
    ping: gateway.ping,
  };
}
