import { Redis } from 'ioredis';
import { z } from 'zod';
import { ConversationId, MessageId } from '../../../domain/index.js';
import type { Drafts } from '../../ports/index.js';
import { DraftListeners } from './memory.js';

const Draft = z.object({ inReplyTo: MessageId, text: z.string() });

export interface RedisDraftsOptions {
  /** Put before every channel; default `shoptalk:`. */
  prefix?: string;
  /** How long sending may take; default 80 ms. */
  timeoutMs?: number;
}

/**
 * Drafts by publish and subscribe, between processes. Redis keeps none of them: who does not listen at that moment
 * misses it, and the next one has all of the text again.
 */
export function createRedisDrafts(url: string, options: RedisDraftsOptions = {}): Drafts {
  const { prefix = 'shoptalk:', timeoutMs = 80 } = options;
  const channel = (conversationId: ConversationId) => `${prefix}drafts:${conversationId}`;
  const listeners = new DraftListeners();
  let sender: Redis | undefined;
  let receiver: Redis | undefined;

  /** A connection that subscribes can do nothing else, and a process mostly needs one of the two. */
  function senderOf(): Redis {
    sender ??= quiet(
      new Redis(url, {
        maxRetriesPerRequest: 0,
        commandTimeout: timeoutMs,
        retryStrategy,
      }),
    );
    return sender;
  }

  function receiverOf(): Redis {
    if (receiver) return receiver;
    receiver = quiet(new Redis(url, { maxRetriesPerRequest: null, retryStrategy }));
    receiver.on('message', (name: string, json: string) => {
      const conversationId = ConversationId.safeParse(name.slice(channel('' as ConversationId).length));
      const draft = Draft.safeParse(parsed(json));
      if (conversationId.success && draft.success) listeners.tell(conversationId.data, draft.data);
    });
    return receiver;
  }

  return {
    async publish(conversationId, draft) {
      const redis = senderOf();
      await redis.publish(channel(conversationId), JSON.stringify(draft)).catch(() => undefined);
    },
    subscribe(conversationId, onDraft) {
      // After a lost connection the client subscribes again by itself.
      if (listeners.add(conversationId, onDraft))
        receiverOf()
          .subscribe(channel(conversationId))
          .catch(() => undefined);
      return () => {
        if (listeners.remove(conversationId, onDraft))
          receiverOf()
            .unsubscribe(channel(conversationId))
            .catch(() => undefined);
      };
    },
    async close() {
      sender?.disconnect();
      receiver?.disconnect();
    },
  };
}

const retryStrategy = (attempt: number) => Math.min(100 * 2 ** Math.min(attempt, 5), 2_000);

/** Without a listener a lost connection would end the process. */
function quiet(redis: Redis): Redis {
  return redis.on('error', () => undefined);
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
