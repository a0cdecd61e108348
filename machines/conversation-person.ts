import { assertEvent, assign } from 'xstate';
import type { ConversationContext, ConversationEffects, ConversationEvent } from './conversation-context.js';

/** How much of the shop's own news is kept while a person speaks; of more, the oldest is let go. */
const MOST_UNSAID = 20;

interface Args {
  context: ConversationContext;
  event: ConversationEvent;
}
type Change = Partial<ConversationContext>;

const change = (make: (args: Args) => Change) =>
  assign<ConversationContext, ConversationEvent, undefined, ConversationEvent, never>(make);

/** What happens to a conversation's memory when a person of the staff speaks. */
export const personActions = {
  letPersonSpeak: change(({ event }) => {
    assertEvent(event, 'PERSON_JOINED');
    const { at, ref, person, silentMs } = event;
    return {
      ref,
      messageId: undefined,
      wantsPerson: false,
      person: { ...person, silentMs, until: at + silentMs },
    };
  }),
  heardPerson: change(({ context: { person }, event }) => {
    assertEvent(event, 'PERSON_SAID');
    return { ref: event.ref, person: person && { ...person, until: event.at + person.silentMs } };
  }),
  nameNote: change(({ event }) => {
    assertEvent(event, 'PERSON_LEFT');
    return { ref: event.ref };
  }),
  // A person is silent once between two words, so that their deadline names it.
  nameSilence: change(({ context }) => ({ ref: `silent-${context.person?.until}` })),
  letAssistantSpeak: change(() => ({ person: undefined, messageId: undefined })),
  holdBack: change(({ context: { unsaid = [], ref, plan } }) => ({
    unsaid: [...unsaid, { ref, plan }].slice(-MOST_UNSAID),
    plan: [],
  })),
  takeUnsaid: change(({ context: { unsaid = [] } }) => {
    const [next, ...rest] = unsaid;
    return { messageId: undefined, ref: next?.ref ?? '', plan: next?.plan ?? [], unsaid: rest };
  }),
};

export const personGuards = {
  mayTakeOver: ({ context, event }: Args): boolean => {
    assertEvent(event, 'PERSON_JOINED');
    return event.takeOver === true && event.person.id !== context.person?.id;
  },
  isSpeaking: ({ context, event }: Args): boolean => {
    assertEvent(event, ['PERSON_SAID', 'PERSON_LEFT']);
    return event.personId === context.person?.id;
  },
  personIsSilent: ({ context, event }: Args): boolean =>
    context.person !== undefined && event.at >= context.person.until,
  hasUnsaid: ({ context }: Args): boolean => (context.unsaid?.length ?? 0) > 0,
};

export const joinedParams = (context: ConversationContext): ConversationEffects['notePerson'] => ({
  ...who(context),
  what: 'joined',
});

export const saidParams = (context: ConversationContext): ConversationEffects['notePerson'] => ({
  ...who(context),
  what: 'said',
});

export const leftParams = (
  context: ConversationContext,
  event: ConversationEvent,
): ConversationEffects['notePerson'] => ({
  ...who(context),
  what: 'left',
  why: event.type === 'PERSON_LEFT' ? 'handed_back' : 'silent',
});

function who({ ref, person }: ConversationContext) {
  if (!person) throw new Error('these states are reached with a person alone');
  return { ref, personId: person.id, name: person.name };
}
