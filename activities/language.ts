import { ApplicationFailure, cancellationSignal, heartbeat } from '@temporalio/activity';
import type {
  Constraints,
  ConversationId,
  MessageId,
  Relaxation,
  ReplyPlan,
  Language as SpokenLanguage,
  Standing,
  Understanding,
  UnderstandingContext,
} from '../domain/index.js';
import type { Language } from './language/language.js';
import { answerQuestions } from './passages.js';
import type { Drafts, HelpTexts, Transcripts } from './ports/index.js';
import type { ReplyWriter } from './replies/reply-writer.js';

export interface LanguageActivityDeps {
  transcripts: Transcripts;
  replies: ReplyWriter;
  /** Absent where no model is configured; the workflow then asks for none of these. */
  language?: Language | undefined;
  drafts: Drafts;
  help: Pick<HelpTexts, 'find'>;
}

const HEARTBEAT_MS = 500;

/**
 * What is asked of the language model: slow and metered, and so no local activities. None of them fails because of
 * the model; they answer with nothing, or with the template.
 */
export function createLanguageActivities({
  transcripts,
  replies,
  language,
  drafts,
  help,
}: LanguageActivityDeps) {
  async function messageText(conversationId: ConversationId, messageId: MessageId): Promise<string> {
    const message = await transcripts.message(conversationId, messageId);
    if (message) return message.text;
    throw ApplicationFailure.nonRetryable(`message ${messageId} was never stored`, 'not_found');
  }

  return {
    /** Reads a message that the rules are not sure of; `null` when the rules' reading has to do. */
    async rereadMessage(request: {
      conversationId: ConversationId;
      messageId: MessageId;
      context: UnderstandingContext;
    }): Promise<Understanding | null> {
      const text = await messageText(request.conversationId, request.messageId);
      const { conversationId } = request;
      const read = await alive(() =>
        language?.read(text, request.context, { conversationId, signal: cancellationSignal() }),
      );
      return read ? answerQuestions(read, text, help) : null;
    },

    /** Other words for a search that found nothing, as something to tap; `null` when there are none. */
    async rewriteSearch({
      constraints,
      conversationId,
    }: {
      constraints: Constraints;
      /** Absent in what older workflows ask. */
      conversationId?: ConversationId;
    }): Promise<Relaxation | null> {
      const asked = { conversationId, signal: cancellationSignal() };
      return (await alive(() => language?.rewrite(constraints, asked))) ?? null;
    },

    /**
     * Writes a reply in the model's words where they pass every check, else in the template's, and lets the page see
     * checked sentences as they come. Returns its place in the transcript; asked again, the same.
     */
    async wordReply(request: {
      conversationId: ConversationId;
      ref: string;
      inReplyTo: MessageId;
      plan: ReplyPlan;
      language?: SpokenLanguage;
      standing?: Standing;
    }): Promise<{ seq: number; worded: boolean }> {
      const { conversationId, ref, inReplyTo, plan, language: spoken, standing } = request;
      const message = await messageText(conversationId, inReplyTo);
      const blocks = await replies.write(conversationId, plan, spoken);
      const worded = await alive(() =>
        language?.word({
          conversationId,
          plan,
          blocks,
          message,
          signal: cancellationSignal(),
          onDraft: (text) => void drafts.publish(conversationId, { inReplyTo, text }),
        }),
      );
      const reply = { inReplyTo, language: spoken, blocks: worded ?? blocks };
      const seq = await transcripts.appendReply(conversationId, ref, reply, standing);
      return { seq, worded: worded !== undefined };
    },
  };
}

/** A worker that dies is noticed by its silence, long before the answer would be late. */
async function alive<Result>(work: () => Promise<Result> | undefined): Promise<Result | undefined> {
  const beating = setInterval(() => heartbeat(), HEARTBEAT_MS);
  try {
    return await work();
  } finally {
    clearInterval(beating);
  }
}

export type LanguageActivities = ReturnType<typeof createLanguageActivities>;
