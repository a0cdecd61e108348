import * as accessories from './accessories.js';
import * as bottoms from './bottoms.js';
import type { Draw } from './drawing.js';
import * as dresses from './dresses.js';
import * as outerwear from './outerwear.js';
import type { Pick } from './paint.js';
import * as tops from './tops.js';
import * as underneath from './underneath.js';

type Some = readonly [Draw, ...Draw[]];

/** What each category is drawn as when the name does not say it; the seed chooses among several. */
const BY_CATEGORY: Readonly<Record<string, Some>> = {
  Accessories: [
    accessories.tote,
    accessories.beanie,
    accessories.belt,
    accessories.bag,
    accessories.sunHat,
    accessories.scarf,
  ],
  Active: [bottoms.joggers, outerwear.zipJacket, tops.tank, bottoms.shorts],
  'Blazers & Jackets': [outerwear.blazer],
  'Clothing Sets': [dresses.twoPiece],
  Dresses: [dresses.summerDress, dresses.wrapDress, dresses.shiftDress],
  'Fashion Hoodies & Sweatshirts': [tops.hoodie, tops.sweatshirt],
  Intimates: [underneath.bra, underneath.briefs],
  Jeans: [bottoms.jeans],
  'Jumpsuits & Rompers': [dresses.jumpsuit, dresses.romper],
  Leggings: [bottoms.leggings],
  Maternity: [dresses.wrapDress, dresses.shiftDress, tops.blouse],
  'Outerwear & Coats': [outerwear.coat, outerwear.puffer, outerwear.parka],
  Pants: [bottoms.trousers, bottoms.cargoPants],
  'Pants & Capris': [bottoms.wideLegs, bottoms.trousers],
  Plus: [dresses.wrapDress, tops.blouse, tops.cardigan],
  Shorts: [bottoms.shorts],
  Skirts: [bottoms.skirt],
  'Sleep & Lounge': [underneath.pyjamas, outerwear.robe],
  Socks: [underneath.socks],
  'Socks & Hosiery': [underneath.socks, underneath.tights],
  Suits: [outerwear.suit],
  'Suits & Sport Coats': [outerwear.suit],
  Sweaters: [tops.sweater, tops.cardigan],
  Swim: [underneath.swimsuit, underneath.bikini, bottoms.swimTrunks],
  'Tops & Tees': [tops.tee, tops.shirt, tops.polo, tops.tank],
  Underwear: [underneath.boxers, underneath.briefs],
};

/** What a name says; the first that fits, so the more special come first. */
const BY_NAME: readonly (readonly [RegExp, Draw])[] = [
  [/\b(pant suit|skirt suit|two-piece suit|suit jacket|suit|tuxedo)\b/, outerwear.suit],
  [/\b(pajama|pyjama)/, underneath.pyjamas],
  [/\bset\b/, dresses.twoPiece],
  [/\bmaternity jeans\b|\bjeans\b/, bottoms.jeans],
  [/\b(legging|leggings|training tights|running tights)\b/, bottoms.leggings],
  [/\b(tights|stockings)\b/, underneath.tights],
  [/\bsocks?\b/, underneath.socks],
  [/\b(swim trunks|board shorts)\b/, bottoms.swimTrunks],
  [/\bswim briefs\b/, underneath.briefs],
  [/\b(bikini|tankini)\b/, underneath.bikini],
  [/\b(swimsuit|one-piece)\b/, underneath.swimsuit],
  [/\bcover-up\b/, dresses.shiftDress],
  [/\b(boxer|boxers|trunks)\b/, underneath.boxers],
  [/\b(bra|bralette)\b/, underneath.bra],
  [/\b(briefs|thong)\b/, underneath.briefs],
  [/\b(nightgown|slip)\b(?! dress)/, dresses.nightgown],
  [/\brobe\b/, outerwear.robe],
  [/\b(romper|playsuit)\b/, dresses.romper],
  [/\bjumpsuit\b/, dresses.jumpsuit],
  [/\bdress pants\b/, bottoms.trousers],
  [/\bwrap [\w -]*dress\b/, dresses.wrapDress],
  [/\b(shirt|day) dress\b/, dresses.shiftDress],
  [/\b(summer|slip|evening|party) dress\b/, dresses.summerDress],
  [/\bskirt\b/, bottoms.skirt],
  [/\b(bermuda|shorts)\b/, bottoms.shorts],
  [/\b(joggers|track pants|lounge pants|sweatpants)\b/, bottoms.joggers],
  [/\bcargo pants\b/, bottoms.cargoPants],
  [/\bwide-leg\b/, bottoms.wideLegs],
  [/\b(chinos|trousers|pants|capris)\b/, bottoms.trousers],
  [/\bdenim jacket\b/, outerwear.denimJacket],
  [/\b(blazer|sport coat)\b/, outerwear.blazer],
  [/\btrench\b/, outerwear.coat],
  [/\b(puffer|padded|quilted)\b(?!.*vest)/, outerwear.puffer],
  [/\b(parka|rain jacket|field jacket)\b/, outerwear.parka],
  [/\b(coat|overcoat|trench)\b/, outerwear.coat],
  [/\bvest\b/, outerwear.vest],
  [/\bjacket\b/, outerwear.zipJacket],
  [/\bhoodie\b/, tops.hoodie],
  [/\bsweatshirt\b/, tops.sweatshirt],
  [/\bcardigan\b/, tops.cardigan],
  [/\b(sweater|pullover|turtleneck)\b/, tops.sweater],
  [/\b(polo|henley)\b/, tops.polo],
  [/\b(tank|camisole)\b/, tops.tank],
  [/\b(maternity top|tunic)\b/, tops.blouse],
  [/\b(undershirt|rash guard|t-shirt|tee)\b/, tops.tee],
  [/\b(blouse|tunic)\b/, tops.blouse],
  [/\b(shirt)\b/, tops.shirt],
  [/\bbackpack\b/, accessories.backpack],
  [/\b(tote)\b/, accessories.tote],
  [/\bbag\b/, accessories.bag],
  [/\bbeanie\b/, accessories.beanie],
  [/\bcap\b/, accessories.cap],
  [/\bhat\b/, accessories.sunHat],
  [/\bscarf\b/, accessories.scarf],
  [/\btie\b/, accessories.necktie],
  [/\bbelt\b/, accessories.belt],
];

/** What to draw for a product. */
export function garmentFor(category: string, name: string | undefined, pick: Pick): Draw {
  const said = name?.toLowerCase() ?? '';
  const named = said ? BY_NAME.find(([pattern]) => pattern.test(said)) : undefined;
  // Where dresses are one kind of many, the word settles it; among dresses the cut stays open.
  if (!named && category !== 'Dresses' && /\bdress$/.test(said)) return dresses.wrapDress;
  return named?.[1] ?? pick(BY_CATEGORY[category] ?? [tops.tee]);
}
