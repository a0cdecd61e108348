import { z } from 'zod';

/** The languages that the shop speaks and understands; each has a file in content/messages/. */
export const Language = z.enum(['en', 'es', 'de']);
export type Language = z.infer<typeof Language>;

/** The language and region that figures and dates are written in (BCP 47). */
export const LOCALES: Readonly<Record<Language, string>> = { en: 'en-US', es: 'es-ES', de: 'de-DE' };

/** Says so where the shop's own language is concerned: a conversation in which nobody has spoken yet. */
export const DEFAULT_LANGUAGE: Language = 'en';

/**
 * The language to begin in, out of what a browser asks for: the first that the shop speaks, by weight (RFC 9110,
 * 12.5.4). English where none is; a header that cannot be read is as good as none.
 */
export function preferredLanguage(acceptLanguage: string | undefined): Language {
  const ranges = (acceptLanguage ?? '').slice(0, 500).split(',').map(toRange);
  const spoken = ranges
    .filter(({ language, weight }) => weight > 0 && isSpoken(language))
    .sort((a, b) => b.weight - a.weight);
  return (spoken[0]?.language as Language | undefined) ?? DEFAULT_LANGUAGE;
}

function toRange(range: string): { language: string; weight: number } {
  const [tag = '', ...parameters] = range
    .trim()
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
  return { language: tag.split('-')[0] ?? '', weight: weight === undefined ? 1 : Number(weight) || 0 };
}

function isSpoken(language: string): boolean {
  return Language.options.some((each) => each === language);
}

/** What a message seems to be written in. */
export const HeardLanguage = z.object({
  language: Language,
  sure: z.boolean().describe('a clear sentence, or it was asked for'),
});
export type HeardLanguage = z.infer<typeof HeardLanguage>;

export interface SpokenLanguage {
  /** Absent while nobody has said or asked for anything. */
  language?: Language | undefined;
  /** What the last message seemed to be in, where that was another language and not clear. */
  leaning?: Language | undefined;
}

/** A clear sentence changes the language of a conversation, and so do two in a row that point the same way. */
export function languageAfter(spoken: SpokenLanguage, heard: HeardLanguage | undefined): SpokenLanguage {
  if (!heard) return spoken;
  const { language, sure } = heard;
  if (sure || spoken.leaning === language || spoken.language === language) return { language };
  return { language: spoken.language, leaning: language };
}
