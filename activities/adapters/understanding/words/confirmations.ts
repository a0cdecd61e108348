const set = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/));

export const YES_WORDS = set(
  `yes yeah yep yup yea ya yess yas sure ok okay k correct right absolutely definitely certainly affirmative confirm
  confirmed proceed do ahead si claro vale ja jawohl`,
);

export const NO_WORDS = set('no nope nah dont not never keep nein nicht wait stop leave');

/** What may stand beside either and changes nothing. */
export const POLITE_WORDS = set(
  `please pls plz thanks thank you it that this the my order cancel cancelled whole go ahead for me i am im sure want to
  of course just now por favor bitte`,
);
