import { tracingChannel } from 'node:diagnostics_channel';
import { type Span, SpanKind, SpanStatusCode, type Tracer, trace } from '@opentelemetry/api';

/** What ioredis says of a command; of this, only its name is kept. */
interface CommandTold {
  command: string;
}

/** Makes commands to Redis spans, by ioredis's own channel. Returns what ends it. */
export function watchRedis(tracer: Tracer): () => void {
  const channel = tracingChannel<unknown, CommandTold>('ioredis:command');
  const spans = new WeakMap<object, Span>();
  const end = (told: object) => spans.get(told)?.end();
  const listeners = {
    start(told: CommandTold) {
      if (!trace.getActiveSpan()) return;
      const operation = told.command.toLowerCase();
      spans.set(
        told,
        tracer.startSpan(`redis ${operation}`, {
          kind: SpanKind.CLIENT,
          attributes: { 'db.system.name': 'redis', 'db.operation.name': operation },
        }),
      );
    },
    end() {},
    asyncStart() {},
    asyncEnd: end,
    error(told: object) {
      spans.get(told)?.setStatus({ code: SpanStatusCode.ERROR });
    },
  };
  channel.subscribe(listeners);
  return () => void channel.unsubscribe(listeners);
}
