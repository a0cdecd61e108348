const set = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/));

/** What stands before something unwanted: "not skinny", "anything but black", "no stripes". */
export const EXCLUDING = set(
  'not no except but without nothing non excluding minus never avoid hate dislike exclude dont isnt arent nor',
);

/** They join the things of a list, so that "not black or grey" is about both. */
export const LISTING = set('or and nor either');

/** Between a negation and what it is about. */
export const BETWEEN = set('the a an any in too so really want like be');

/** After a negation these are no wish: "not sure", "no thanks", "nothing else". */
export const NOT_EXCLUDED = set(
  `sure thanks thank worries problem really too that those these it this them more less over under above below want
  need like looking expensive interested only just working bad good right cheap much yet now for what i else idea matter
  pricey fancy show find have see get fit fitting any anything to in my the one ones a an shopping me you`,
);
