const list = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/));

/** Words that promise something or set a value on it. None of them is the model's to say. */
export const PROMISES = list(`
  free freely complimentary gratis discount discounted discounts deal deals sale sales bargain bargains off coupon
  coupons code codes voucher vouchers promo promotion promotions bonus gift gifts reward rewards cashback credit
  save saves saving savings saved cheap cheaper cheapest lowest best better finest top premium exclusive limited
  guarantee guarantees guaranteed guaranty warranty promise promises promised assure assured insured refund refunds
  refunded return returns returnable exchange exchanges reserve reserved reserving hold holding held shipping ship
  ships shipped deliver delivers delivered delivery deliveries arrive arrives arriving dispatch dispatched express
  overnight stock stocked restock available unavailable availability last remaining left hurry soon quickly fast
  popular bestselling bestseller trending favourite favorite recommended recommend pay paid charge charged charges
  price-match beat lower reduced reduction rebate waive waived trial authentic genuine official certified original
`);

/** Points and spans of time. */
export const TIMES = list(`
  today tonight tomorrow yesterday now morning afternoon evening weekend monday tuesday wednesday thursday friday
  saturday sunday january february march april june july august september october november december second seconds
  minute minutes hour hours day days week weeks month months year years season spring summer autumn winter deadline
  am pm
`);

/** Words that turn a claim round. Those that end in "n't" are understood. */
export const NEGATIONS = list(
  'no not nothing none never without cannot nobody neither nor unable nowhere empty',
);

/** They say "no" without saying it, so they have no place where the shop says "yes". */
export const REGRETS = list('sorry unfortunately afraid alas regret');

/** Words that claim that something is there. */
export const ASSERTIONS = list(
  'found find finds have has had got here there these those are is come comes show shows',
);

/** Words that point at things on screen; where nothing is shown they point at what is not there. */
export const POINTERS = list(
  'here there these those they them their it found find finding show showing shown match matches matching matched',
);

/** Sentences that begin with these ask or invite; they claim nothing. */
export const INVITATIONS = list(
  "try tell let let's say pick choose tap maybe perhaps please shall would could do want how what which who",
);

/** What may be said of a product that is named in the same sentence: the facts beside it are checked. */
export const ABOUT_PRODUCTS = list(
  'size sizes colour colours color colors price priced cost costs comes come at by',
);
