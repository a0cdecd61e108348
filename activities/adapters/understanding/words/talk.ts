const phrases = (text: string): readonly string[] =>
  text
    .split(/[,\n]/)
    .map((phrase) => phrase.trim())
    .filter(Boolean);

export const THANKS_PHRASES = phrases(
  `thanks, thank you, thx, thanx, ty, tysm, cheers, much appreciated, appreciate it, i appreciate, thank u, thnx, thnks, thankyou, many thanks, thanks a lot, ta, youre the best, you rock, big thanks, gracias, danke, merci, tks, you are a star, youre a star, lifesaver, youve been great, very helpful`,
);

export const GOODBYE_PHRASES = phrases(
  `bye, goodbye, good bye, see you, see ya, cya, bye bye, later, ttyl, take care, have a good day, have a great day, have a nice day, have a good one, good night, goodnight, im off, gotta go, got to go, talk later, talk to you later, farewell, so long, adios, ciao, that will be all, until next time, catch you later, laters, im leaving, tschuss, signing off, peace out`,
);

export const COMPARE_PHRASES = phrases(
  `compare, comparison, comparing, difference between, the difference, whats the difference, differ, vs, versus, which is better, which one is better, which ones better, side by side, better than the, how do they compare, how does it compare, which of these, which of those, which of them, which of the two, which do you recommend, which one do you recommend, which is cheaper, which one is cheaper, which is warmer, which one should i, which should i, what sets them apart, pros and cons, compared to, stack up against, which is best, which ones best, which one is best, which one is warmer, cheaper of the`,
);

/** About a thing, whether or not it is pointed at. */
export const PRODUCT_QUESTION_PHRASES = phrases(
  `made of, made from, made out of, made in, what material, which material, what fabric, whats the material, what is the material, whats the fabric, machine wash, machine washable, dry clean, dry clean only, tumble dry, how do i wash, how to wash, can i wash, care instructions, washing instructions, true to size, run small, run large, run big, runs small, runs large, runs big,
  fit true, come in, comes in, available in, have pockets, has pockets, got pockets, is it lined, is it waterproof, is it warm, is it stretchy, is it in stock, are they in stock, still in stock, still available, in stock, how long is, how heavy, how warm, how thick, what colors, what colours, which colors, which colours, what sizes, which sizes, what size should i, what length, how much is, how much are, how much does, how much do, how much for, whats the price of, what is the price of, price of the, what does it cost, whats it made, tell me more about, tell me about the, more info, more details, more information, details on, details about, what brand is, who makes, reviews, rating, any good, good quality, is it see through, is it real leather, is it genuine, does it shrink, will it shrink, does it stretch, would it suit, measurements, the inseam, will it fit, would it fit, is it soft, is it itchy, is it breathable, what percent cotton, does it fade, describe the, what is the fit, hows the fit, how does it fit, how do they fit, is it vegan, country of origin, is it on sale, is that on sale, are those on sale, are these on sale`,
);

export const POLICY_PHRASES = phrases(
  `return policy, returns policy, refund policy, exchange policy, cancellation policy, shipping policy, privacy policy, your policy, policy on, policy for, policies, warranty, guarantee, shipping, delivery, deliver to, do you deliver, do you ship, ship to, shipping cost, delivery cost, free shipping, free delivery, how long does shipping, how long does delivery, how long will delivery, international shipping, next day delivery, express delivery, how long do i have to return, days to return, how many days, payment methods, what payment, which payment, payment options, accept paypal, take paypal, pay with paypal, pay by paypal, apple pay, google pay, klarna, afterpay, credit cards do you, accept credit cards, accept amex, take amex, pay in installments, installments, gift card, gift cards, gift wrap, gift wrapping, gift receipt, discount code, discount codes, voucher, vouchers, voucher code, voucher codes, percent off, % off, promo code, promo codes, coupon, coupons, student discount, military discount, loyalty program, loyalty points, any discounts, any promotions, price match, price matching, opening hours, store hours, physical store, physical stores, store near me, where are you located, located, who pays for return, restocking fee, return fee, free returns, are returns free, size guide, size chart, sizing chart, customs, import duties, sales tax, include tax, includes tax, is my data, my data, data safe, personal data, gdpr, cookies, is it safe to pay, secure, how long does a refund,
    how long do refunds, how long does the refund, how long do returns, send it back for free, return it for free,
    how do returns work, how do refunds work, how do exchanges work, ethically made, sustainable policy, do you restock, how often do you restock, can i pay with, can i pay by, do you take, do you accept, pick up in store, collect in store, click and collect, ship internationally, ship abroad, carrier, courier, how do i track, newsletter, unsubscribe, delete my account, change my password, create an account, need an account, black friday, is it safe, safe to enter, safe to buy, safe to order, enter my card, your stores, your store located, a shop near,
    any stores, have stores, delete my data, erase my data, remove my data, my personal data, my personal information,
    get my money back after, get the money back after, money back once`,
);

/** Which topic a question is about, by a word of it; the first that matches counts. */
export const TOPIC_WORDS: readonly (readonly [topic: string, words: readonly string[]])[] = [
  [
    'returns',
    phrases(
      'return, returns, refund, refunds, exchange, exchanges, send back, restocking, warranty, guarantee',
    ),
  ],
  [
    'shipping',
    phrases(
      'shipping, ship, delivery, deliver, delivered, arrive, courier, carrier, customs, duties, postage, abroad, internationally',
    ),
  ],
  [
    'payment',
    phrases(
      'pay, payment, paypal, card, cards, klarna, afterpay, amex, visa, mastercard, apple, google, installments, tax, secure',
    ),
  ],
  [
    'discounts',
    phrases(
      'discount, discounts, voucher, vouchers, off, code, codes, coupon, coupons, promo, promotion, promotions, sale, loyalty, price match, student, deal, deals',
    ),
  ],
  ['privacy', phrases('data, privacy, gdpr, cookies, account, password, newsletter, unsubscribe, personal')],
  ['care', phrases('wash, washable, washing, clean, dry, iron, care, shrink, fade')],
  [
    'material',
    phrases(
      'material, fabric, made, cotton, leather, wool, polyester, lined, waterproof, stretchy, stretch, vegan, percent, silk, linen, soft, itchy, breathable, warm, thick',
    ),
  ],
  [
    'fit',
    phrases('fit, fits, true, run, runs, tight, loose, suit, length, inseam, measurements, long, pockets'),
  ],
  ['price', phrases('price, cost, costs, much, expensive')],
  ['colours', phrases('colour, colours, color, colors')],
  ['sizes', phrases('size, sizes, sizing')],
  ['availability', phrases('stock, available, availability, come, comes, restock, left')],
];

/** Ways to begin a question. */
export const QUESTION_WORDS: ReadonlySet<string> = new Set(
  'is are does do what whats how hows can will would which was were has have who when where why did could should isnt arent doesnt'.split(
    ' ',
  ),
);
