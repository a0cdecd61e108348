import type { Language } from '../../domain/index.js';

/** One answer that a merchant has written. */
export interface HelpPassage {
  /** Names it in plans and in links: `/help#<id>`. */
  id: string;
  title: string;
  /** As plain text; blank lines part paragraphs. */
  text: string;
  /** As markup, made of the Markdown; raw markup in it is left out. */
  html: string;
}

/** The passages of one subject, in the merchant's order. */
export interface HelpSubject {
  id: string;
  title: string;
  passages: readonly HelpPassage[];
}

/** What the merchant has written about how the shop does things. */
export interface HelpTexts {
  /** In English; in another language what is translated, and the rest in English. */
  subjects(language?: Language): readonly HelpSubject[];
  /**
   * The passage that answers a question best, or nothing where none has enough of its words. The same question
   * always finds the same passage.
   * @param options.language what the question is asked in; English where that finds nothing, and by default
   * @param options.subject comes first among passages that fit about as well
   * @param options.strict only a passage of which the title or the words under it are meant
   */
  find(
    question: string,
    options?: { subject?: string | undefined; strict?: boolean; language?: Language | undefined },
  ): HelpPassage | undefined;
  /** In English where it is not translated. */
  passage(id: string, language?: Language): HelpPassage | undefined;
}
