/** The end of a sentence: its stop, closing marks, and a space; a figure's point has no space after it. */
const END = /[.!?…]+["'”’)]*(?=\s)/g;

/** The sentences of a text, each with its stop. */
export function splitSentences(text: string): string[] {
  const sentences: string[] = [];
  let from = 0;
  for (const { index, 0: stop } of text.matchAll(END)) {
    sentences.push(text.slice(from, index + stop.length).trim());
    from = index + stop.length;
  }
  const rest = text.slice(from).trim();
  return rest ? [...sentences, rest] : sentences;
}

/** Cuts a text that comes in pieces into whole sentences. */
export class SentenceReader {
  #text = '';
  #taken = 0;

  /** Adds a piece; returns the sentences that it completes. */
  add(piece: string): string[] {
    this.#text += piece;
    const open = this.#text.slice(this.#taken);
    const ends = [...open.matchAll(END)];
    const last = ends.at(-1);
    if (!last) return [];
    const to = last.index + last[0].length;
    this.#taken += to;
    return splitSentences(open.slice(0, to));
  }
}
