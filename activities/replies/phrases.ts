import {
  type Choice,
  DEFAULT_LANGUAGE,
  type Language,
  type Phrase,
  type PlannedChoice,
} from '../../domain/index.js';
import { type MessageArguments, messagesIn } from './messages.js';

/** A sentence of the shop, a function of the values its plan carries; it says nothing else. */
export function sentence(
  phrase: Phrase,
  values: MessageArguments = {},
  language: Language = DEFAULT_LANGUAGE,
): string {
  return messagesIn(language).format(`say.${phrase}`, {
    about: 0,
    mailed: 0,
    page: pageOf(values),
    ...values,
  });
}

/** Which of the results are shown: all of them, the first, or later ones. */
function pageOf({ first, last, total }: MessageArguments): 'all' | 'first' | 'later' {
  if (first !== 1) return 'later';
  return last === total ? 'all' : 'first';
}

const ACTIONS: Record<PlannedChoice, NonNullable<Choice['action']>> = {
  stop_watching: { type: 'stop_watching' },
  view_cart: { type: 'view_cart' },
  checkout: { type: 'checkout' },
  show_more: { type: 'show_more' },
  help: { type: 'help' },
  human_agent: { type: 'human_agent' },
  browse: { type: 'search', constraints: {} },
};

/** What a ready-made suggestion says and does. */
export function plannedChoice(choice: PlannedChoice, language: Language): Choice {
  const messages = messagesIn(language);
  return {
    label: messages.format(`choice.${choice}.label`),
    text: messages.format(`choice.${choice}.text`),
    action: ACTIONS[choice],
  };
}
