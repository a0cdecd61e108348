import { ApplicationFailure, isCancellation, log, proxyActivities } from '@temporalio/workflow';
import type { ConversationActivities } from '../activities/conversation.js';
import type { LanguageActivities } from '../activities/language.js';
import type {
  Constraints,
  ConversationId,
  Language,
  MessageId,
  Relaxation,
  ReplyPlan,
  Standing,
  Understanding,
  UnderstandingContext,
} from '../domain/index.js';
import type { TurnTimes } from './turn-times.js';

/**
 * Slow, metered, and never needed. One try each: the model is asked again inside the activity where that makes
 * sense, and a worker that dies over it is no reason to keep the shopper waiting.
 */
const model = proxyActivities<LanguageActivities>({
  startToCloseTimeout: '11s',
  scheduleToStartTimeout: '2s',
  heartbeatTimeout: '3s',
  retry: { maximumAttempts: 1 },
});

/** A turn that has spent so long on the model does without it from then on; the api waits 15 s by default. */
const MOST_PER_TURN_MS = 6_000;

/**
 * What a language model adds to the turn under way. Each is offered by an answer of a local activity; where no model
 * is configured, none ever is, and a turn stays one workflow task. What fails once is not asked again in that turn.
 */
export class LanguageOfTurn {
  readonly #conversationId: ConversationId;
  readonly #times: TurnTimes;
  #isOut = true;
  #spentMs = 0;

  constructor(conversationId: ConversationId, times: TurnTimes) {
    this.#conversationId = conversationId;
    this.#times = times;
  }

  /** @param tapped a tap says exactly what is meant and is answered at once, in the shop's own words. */
  beginTurn({ tapped }: { tapped: boolean }): void {
    this.#isOut = tapped;
    this.#spentMs = 0;
  }

  /** The model's reading of a message where the rules are unsure, if there is one; else theirs. */
  async surer(
    { unsure, ...read }: Understanding & { unsure?: true },
    messageId: MessageId,
    context: UnderstandingContext,
  ): Promise<Understanding> {
    if (!unsure) return read;
    const conversationId = this.#conversationId;
    const reread = await this.#ask(() => model.rereadMessage({ conversationId, messageId, context }));
    return reread ? { ...reread, ...(read.heard ? { heard: read.heard } : {}) } : read;
  }

  /** Something else to search for, to be tapped. */
  async otherWords(constraints: Constraints): Promise<Relaxation[]> {
    const conversationId = this.#conversationId;
    const offer = await this.#ask(() => model.rewriteSearch({ conversationId, constraints }));
    return offer ? [offer] : [];
  }

  /** Writes a reply, by the model where that is offered and works; returns its place in the transcript. */
  async write(
    reply: {
      conversationId: ConversationId;
      ref: string;
      inReplyTo?: MessageId;
      plan: ReplyPlan;
      language?: Language;
      standing?: Standing;
    },
    writePlainly: ConversationActivities['writeReply'],
  ): Promise<number> {
    const { inReplyTo } = reply;
    const plainly = (plain: boolean) => this.#times.during('reply', () => writePlainly({ ...reply, plain }));
    const written = await plainly(this.#isOut);
    if ('seq' in written) return written.seq;
    const worded = inReplyTo && (await this.#ask(() => model.wordReply({ ...reply, inReplyTo })));
    if (worded) return worded.seq;
    const plain = await plainly(true);
    if ('seq' in plain) return plain.seq;
    throw ApplicationFailure.nonRetryable('a plain reply is always written', 'internal');
  }

  async #ask<Answer>(question: () => Promise<Answer | null>): Promise<Answer | null> {
    if (this.#isOut) return null;
    const startedAt = Date.now();
    try {
      const answer = await this.#times.during('language', question);
      if (answer === null) this.#isOut = true;
      return answer;
    } catch (error) {
      if (isCancellation(error)) throw error;
      log.warn('the language model was done without', { error });
      this.#isOut = true;
      return null;
    } finally {
      this.#spentMs += Date.now() - startedAt;
      if (this.#spentMs >= MOST_PER_TURN_MS) this.#isOut = true;
    }
  }
}
