import type { Address } from './address.js';
import type { ConversationId } from './ids.js';
import type { Block, Choice } from './reply.js';

/**
 * What every sealed text begins with; the id of its key follows. The control character keeps it apart from whatever
 * people write: the api takes none of them that begins so.
 */
export const SEALED_MARK = '\u0001sealed:';

/** Puts personal fields away, and takes them out again; each is bound to what it is `about`. */
export interface Sealing {
  seal<Value>(value: Value, about: string): Value | string;
  open<Value>(stored: Value | string, about: string): Value;
}

/** What is personal in checkouts and orders; their id says whose it is. */
interface Personal {
  id: string;
  address?: Address | undefined;
  giftMessage?: string | undefined;
}

/** Checkouts and orders as they are stored: in the clear, but for what is personal. */
export function sealDocument<Document extends object>(sealing: Sealing, document: Document): Document {
  return withPersonal(document, (value, about) => sealing.seal(value, about));
}

/** The same as they were before they were stored. */
export function openDocument<Document extends object>(sealing: Sealing, document: Document): Document {
  return withPersonal(document, (value, about) => sealing.open(value, about));
}

export const aboutAddress = (id: string) => `${id} address`;
export const aboutGiftMessage = (id: string) => `${id} giftMessage`;

type Change = <Value>(value: Value, about: string) => Value | string;

function withPersonal<Document extends object>(document: Document, change: Change): Document {
  const { id, address, giftMessage } = document as Partial<Personal>;
  if (id === undefined || (!address && !giftMessage)) return document;
  return {
    ...document,
    ...(address && { address: change(address, aboutAddress(id)) }),
    ...(giftMessage && { giftMessage: change(giftMessage, aboutGiftMessage(id)) }),
  };
}

/** What the name of an account is bound to. */
export const aboutName = ({ issuer, subject }: { issuer: string; subject: string }) =>
  `account ${issuer} ${subject}`;

/** What a note of staff is bound to. */
export const aboutNote = (subject: string) => `note ${subject}`;

/** Words of a transcript are bound to their place in it. */
export const aboutWords = (
  conversationId: ConversationId,
  kind: 'message' | 'reply' | 'person',
  ref: string,
) => `conversation/${conversationId} ${kind}/${ref}`;

/** What is remembered of where a conversation stood is bound to it. */
export const aboutStanding = (conversationId: ConversationId) => `conversation/${conversationId} standing`;

/** A reply as it is stored: its words and choices may repeat what the shopper wrote, and orders in it have an address. */
export function sealBlocks(sealing: Sealing, blocks: readonly Block[], about: string): Block[] {
  return withPersonalBlocks(blocks, about, (value, of) => sealing.seal(value, of));
}

/** The same as it was said. */
export function openBlocks(sealing: Sealing, blocks: readonly Block[], about: string): Block[] {
  return withPersonalBlocks(blocks, about, (value, of) => sealing.open(value, of));
}

function withPersonalBlocks(blocks: readonly Block[], about: string, change: Change): Block[] {
  return blocks.map((block, at) => {
    const place = `${about} ${at}`;
    if (block.type === 'order') return { ...block, order: withPersonal(block.order, change) };
    if (block.type === 'choices') return { ...block, choices: change(block.choices, place) as Choice[] };
    if (block.type !== 'text' && block.type !== 'notice') return block;
    return { ...block, text: change(block.text, place) };
  });
}
