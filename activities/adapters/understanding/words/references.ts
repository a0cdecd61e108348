const set = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/));

export const ORDINALS: ReadonlyMap<string, number> = new Map(
  [
    ['first', 'frist', 'firts'],
    ['second', 'secod', 'seccond'],
    ['third', 'thrid'],
    ['fourth', 'forth'],
    ['fifth'],
    ['sixth'],
    ['seventh'],
    ['eighth'],
    ['ninth'],
    ['tenth'],
  ].flatMap((words, index) => words.map((word): [string, number] => [word, index + 1])),
);

/** Said before a place in the list. */
export const NUMBER_WORDS = set('number no nr option item # num nbr choice');

export const THINGS = set(
  'one ones item items product products option options result results pair thing things',
);

export const POINTING = set('it that this them those these both');

export const CHEAPEST = set('cheapest cheaper');

export const DEAREST = set('dearest dearer priciest pricier');
