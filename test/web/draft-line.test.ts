import { script } from './scripts.js';

interface Line {
  show(draft: { inReplyTo: string; text: string }): boolean;
}

/** A line over a conversation that holds these entries. */
async function line(...entries: object[]) {
  const { DraftLine } = await script<{ DraftLine: new (element: object, store: object) => Line }>(
    'draft-line',
  );
  const element = { hidden: true, textContent: '' };
  const store = Object.assign(new EventTarget(), { entries });
  const draftLine = new DraftLine(element, store);
  return {
    element,
    show: (inReplyTo: string, text: string) => draftLine.show({ inReplyTo, text }),
    add(entry: object) {
      entries.push(entry);
      store.dispatchEvent(new CustomEvent('entry', { detail: entry }));
    },
  };
}
const reply = (inReplyTo?: string) => ({ kind: 'reply', inReplyTo });

it('grows with every draft and goes when the reply is there', async () => {
  const { element, show, add } = await line();
  expect(show('m1', 'Happy to help.')).toBe(true);
  show('m1', 'Happy to help. Here they are.');
  expect(element).toEqual({ hidden: false, textContent: 'Happy to help. Here they are.' });
  add(reply('m1'));
  expect(element).toEqual({ hidden: true, textContent: '' });
});

it('is not shown once the reply is there', async () => {
  const { element, show } = await line(reply('m1'));
  expect(show('m1', 'Happy to')).toBe(false);
  expect(element.hidden).toBe(true);
});

it('stays while something else is said', async () => {
  const { element, show, add } = await line();
  show('m2', 'Happy to help.');
  add(reply());
  add(reply('m1'));
  add({ kind: 'message', messageId: 'm3' });
  expect(element.hidden).toBe(false);
});
