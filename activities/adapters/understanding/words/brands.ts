/** Labels that shoppers name most; a live shop knows its own from its catalog and needs none of these. */
export const WELL_KNOWN_BRANDS: readonly string[] = `
7 For All Mankind|A Pea in the Pod|Abercrombie & Fitch|Acne Studios|Adidas|Adriano Goldschmied|Aeropostale|AG Jeans|
AllSaints|Allegra K|Alfani|Alfred Dunner|Alo Yoga|Alternative Apparel|American Apparel|American Eagle|Ann Taylor|
Anne Klein|Anthropologie|Arc'teryx|Ariat|Aritzia|Armani|Armani Exchange|A|X Armani Exchange|Asics|ASOS|Athleta|
Badgley Mischka|Bali|Balenciaga|Banana Republic|Barbour|BCBG|BCBGMAXAZRIA|BCBGeneration|Bebe|Ben Sherman|Bench|
Betsey Johnson|Betsy & Adam|Billabong|Birkenstock|Bonobos|Boohoo|Brooks Brothers|Burberry|Burton|Buckle|Bulgari|Bvlgari|
Calvin Klein|Carhartt|Carter's|Casual Male XL|Champion|Chanel|Charlotte Russe|Charter Club|Chaps|Chico's|Christian Dior|
Clarks|Club Monaco|Coach|Cole Haan|Columbia|Converse|Cotton On|Crew Clothing|Cuddl Duds|Current/Elliott|Cosabella|
Daniel Wellington|David's Bridal|DC Shoes|Dickies|Diesel|Dior|DKNY|Dockers|Dolce & Gabbana|Donna Karan|Dooney & Bourke|
Doublju|Duluth Trading|Ed Hardy|Eddie Bauer|Eileen Fisher|Element|Elie Tahari|Ellesse|English Laundry|Ermenegildo Zegna|
Esprit|Everlane|ExOfficio|Express|Fabletics|Famous Stars & Straps|Fashion Nova|Fendi|Fila|Forever 21|
Fossil|Fox Racing|Fox|Free People|French Connection|French Toast|Fred Perry|Frederick's of Hollywood|Fruit of the Loom|
G by Guess|G-Star|G-Star Raw|G.H. Bass|Gant|Gap|Geoffrey Beene|Gildan|Gloria Vanderbilt|Gold Toe|Good American|
Gucci|Guess|Gymboree|Gymshark|H&M|Haggar|Hanes|Hanky Panky|Hanro|Harley-Davidson|Helly Hansen|Helmut Lang|Hermes|
Herschel|Hollister|Hot Topic|House of Fraser|Hot Chillys|Hue|Hudson Jeans|Hugo Boss|Boss|Hunter|Hurley|Icebreaker|
Ike Behar|Injinji|INC International Concepts|Isabel Marant|Izod|J Brand|J.Crew|J.Jill|Jack & Jones|
Jack Wolfskin|Jansport|Jantzen|Jessica Simpson|JJ Threads|Jockey|Joe Boxer|Joe's Jeans|John Varvatos|Johnston & Murphy|
Jones New York|Jordan|Joseph Abboud|Josie|Jos. A. Bank|Juicy Couture|Justice|Kappa|Karen Kane|Karen Scott|Kate Spade|
Kensie|Kenneth Cole|Kirkland|KUT from the Kloth|L.L.Bean|Lacoste|Lands' End|Lane Bryant|Lauren Ralph Lauren|
Laundry by Shelli Segal|Lee|Lee Jeans|Levi's|Life is Good|Liz Claiborne|London Fog|Long Tall Sally|
Louis Vuitton|LRG|Lucky Brand|Lululemon|Lysse|Maaji|Madewell|Maidenform|Majestic|Mammut|Mango|Marc Jacobs|
Marc by Marc Jacobs|Marc New York|Marks & Spencer|Marmot|Massimo Dutti|Matalan|Maurices|Mavi|Max Studio|Michael Kors|
MICHAEL Michael Kors|Michael Stars|Miss Me|Miss Selfridge|Missoni|Missguided|Mizuno|Moncler|Monsoon|Moschino|
Mountain Hardwear|Mossimo|Motherhood Maternity|Natori|Nanette Lepore|Nautica|New Balance|New Era|New Look|
Next|Nicole Miller|Nike|Nine West|NYDJ|Not Your Daughter's Jeans|Oakley|Obey|Ocean Pacific|Off-White|Old Navy|Olga|
O'Neill|Onia|Original Penguin|OshKosh B'Gosh|Outdoor Research|Pact|PAIGE|Pajamagram|Patagonia|Paul Fredrick|
Paul Smith|Pendleton|Penguin|Perry Ellis|Peter Millar|Petit Bateau|Pink|PJ Salvage|Playtex|Polo Ralph Lauren|
Prada|prAna|PrettyLittleThing|Primark|Puma|Quiksilver|Rag & Bone|Ralph Lauren|Ray-Ban|
Rebecca Minkoff|Rebecca Taylor|Red Kap|Reebok|Reformation|Reiss|Reef|Rip Curl|River Island|Robert Graham|Roberto Cavalli|
Rock & Republic|Rocawear|Roxy|Russell Athletic|Rusty|RVCA|Salomon|Sam Edelman|Scotch & Soda|Sean John|Seven7|
Shein|Silver Jeans|SmartWool|Sock It To Me|Southpole|Spanx|Spalding|Speedo|Sperry|Splendid|Spyder|St. John|
Steve Madden|Stella McCartney|Stone Island|Stussy|Sugoi|Superdry|Supreme|Swarovski|Tahari|Talbots|Tasc|Ted Baker|
Theory|Thom Browne|Three Dots|Thomas Pink|Tiger Mist|Timberland|Tommy Bahama|Tommy Hilfiger|Tommy John|Topman|Topshop|
Tory Burch|Triumph|Trina Turk|True Religion|Tumi|U.S. Polo Assn.|UGG|Under Armour|Uniqlo|Unionbay|United Colors of Benetton|
Benetton|Urban Outfitters|Valentino|Van Heusen|Vanity Fair|Vans|Velvet by Graham & Spencer|Vera Bradley|Vera Wang|Versace|
Victoria's Secret|Vince|Vince Camuto|Vineyard Vines|Volcom|Wacoal|Wallis|Warner's|Weatherproof|White House Black Market|
Wigwam|William Rast|Wolverine|Woolrich|Wrangler|XCVI|Yves Saint Laurent|Saint Laurent|Yeezy|Yummie Tummie|Zara|Zegna|
Zumba|2(x)ist|Allen Edmonds|Andrew Christian|Antigua|Arrow|Bella|Carve Designs|Cutter & Buck|Darn Tough|
Derek Rose|Dreamgirl|Echo|Fjallraven|Flexees|Fresh Brand|Ginger & Smart|Glamorise|Hart Schaffner Marx|Hind|
Isotoner|Kuhl|Le Mystere|Leg Avenue|Lilly Pulitzer|Lole|Lucy|Merrell|Michael Michael Kors|Mountain Khakis|
Munsingwear|Nomad|Pearl Izumi|Ryka|Sanctuary|Soffe|Tail|Tail Activewear|The North Face|
Threads 4 Thought|Toms|Tultex|Umbro|Vitamin A|Volcom Stone|Young & Reckless|Zoot|Ellen Tracy|La Perla|Nudie Jeans|
Abercrombie|Brioni|Canada Goose|Comme des Garcons|Cos|Everlast|Farah|Jigsaw|Joules|Kipling|Longchamp|Lyle & Scott|
Mulberry|Nobis|On Running|Hoka|Outdoor Voices|Palace|Pull & Bear|Bershka|Stradivarius|Sandro|Maje|Skims|Sweaty Betty|
Ganni|Vuori|Weekday|Whistles|White Stuff|FatFace|Seasalt|Crocs|Dr. Martens|Ecco|Etnies|Vero Moda|Only & Sons|Selected Homme
`
  .replace('A|X ', '')
  .split('|')
  .map((name) => name.trim())
  .filter((name, index, names) => name !== '' && names.indexOf(name) === index);

/** What people say for a brand, where it is not its name. */
export const BRAND_NICKNAMES: Readonly<Record<string, string>> = {
  levis: "Levi's",
  levi: "Levi's",
  'levi strauss': "Levi's",
  northface: 'The North Face',
  'north face': 'The North Face',
  tnf: 'The North Face',
  'calvin kleins': 'Calvin Klein',
  ck: 'Calvin Klein',
  calvins: 'Calvin Klein',
  hilfiger: 'Tommy Hilfiger',
  tommy: 'Tommy Hilfiger',
  quicksilver: 'Quiksilver',
  oneill: "O'Neill",
  'pretty little thing': 'PrettyLittleThing',
  'jean paul gaultier': 'Jean Paul Gaultier',
  'tommy hilfigers': 'Tommy Hilfiger',
  'h and m': 'H&M',
  hm: 'H&M',
  'under armor': 'Under Armour',
  underarmour: 'Under Armour',
  'ralph lauren polo': 'Polo Ralph Lauren',
  'j crew': 'J.Crew',
  jcrew: 'J.Crew',
  'll bean': 'L.L.Bean',
  llbean: 'L.L.Bean',
  'g star': 'G-Star',
  gstar: 'G-Star',
  rayban: 'Ray-Ban',
  'ray bans': 'Ray-Ban',
  raybans: 'Ray-Ban',
  vuitton: 'Louis Vuitton',
  lv: 'Louis Vuitton',
  'hugo boss': 'Hugo Boss',
  lulu: 'Lululemon',
  lulus: 'Lululemon',
  'lucky jeans': 'Lucky Brand',
  'dolce gabbana': 'Dolce & Gabbana',
  'abercrombie fitch': 'Abercrombie & Fitch',
  'true religions': 'True Religion',
  '7 for all mankind': '7 For All Mankind',
  'seven for all mankind': '7 For All Mankind',
  'joes jeans': "Joe's Jeans",
  'victoria secret': "Victoria's Secret",
  'victorias secrets': "Victoria's Secret",
  'lands end': "Lands' End",
  'american eagles': 'American Eagle',
  'michael kors': 'Michael Kors',
  mk: 'Michael Kors',
  wranglers: 'Wrangler',
  'doc martens': 'Dr. Martens',
  docmartens: 'Dr. Martens',
  ysl: 'Yves Saint Laurent',
  nikes: 'Nike',
};

/** Brands whose names are words: taken for the brand where the sentence says so. */
export const WORDLIKE_BRANDS: ReadonlySet<string> = new Set(
  `gap guess express next coach theory boss supreme element fox vince bench obey lee diesel pink tail echo bella lucy
  arrow only triumph splendid sanctuary nomad hunter palace hue penguin fossil reef rusty jordan champion buckle bali
  rip maje cos hind life justice majestic only tommy palace burton kappa jigsaw monsoon whistles weekday wallis josie olga
  pact mulberry toms vans columbia mango jockey`
    .trim()
    .split(/\s+/),
);
