import { t } from './words.js';

/** What is said of a person who comes into a conversation, or leaves it. */
export function personNote({ name, what, why }) {
  if (what === 'joined') return t('{name} is here and answers you in person.', { name });
  if (why === 'silent') return t('{name} had to leave. The shop answers you again.', { name });
  return t('{name} has handed back. The shop answers you again.', { name });
}
