const list = (words: string): readonly string[] => words.trim().split(/\s+/);

/** Words that carry no wish of their own; what is left without them is searched for. */
export const FILLERS: ReadonlySet<string> = new Set([
  ...list(`
    a an the this that these those it its is are was were be been being am im ive id ill youre youve its thats whats
    i me my mine myself we us our you your yours u he him his she her they them their and or but nor so too also as
    at by for from in into of off on onto out over under to up with within without about around if then than there
    here what which who whom whose when where why how do does did done doing dont doesnt didnt can cant cannot could
    couldnt should would wouldnt will wont may might must have has had having not no yes yeah yep yup nope ok okay
    all any both each every few more most other others some such only own same very just now again once maybe
    perhaps really actually kinda sort kind bit little lot lots much many one ones thing things something anything
    everything stuff someone else like well oh um hmm let lets get got gets getting give gimme go going gonna want
    wants wanted wanna need needs needed looking look searching search find finding show see view buy buying shop
    shopping purchase browse love prefer wish hoping think thinking try trying please pls plz thanks thank ty hi
    hello hey good great nice cool fine best better cute pretty lovely beautiful cheap cheaper cheapest affordable
    inexpensive pricey expensive budget price priced prices cost costs costing money dollar dollars buck bucks usd
    eur euro euros pound pounds size sizes sized colour color colours colors coloured colored brand brands brandname
    style styles product products item items option options result results piece pieces pair pairs clothes clothing
    clothings garment wear wearing outfit outfits section department selection stock available availability sell
    selling sold store today tonight tomorrow soon new instead rather change switch make made add max maximum min
    minimum between below above less least exactly approx approximately roughly filter narrow down number no nr
    similar still even ever way etc per amount quantity help person people old year years yo age aged first second third last next
    perfect awesome super sweet excellent amazing right sure alright gift gifts present presents changed mind
    work works tell know question ask asking say said mean means while write`),
]);

/** Words that describe garments: alone they are a wish ("slim"), where other words would be small talk. */
export const STYLE_WORDS: ReadonlySet<string> = new Set(
  list(`
    slim skinny straight relaxed bootcut tapered loose baggy fitted tight wide leg high rise low waisted distressed
    ripped washed vintage retro classic casual formal elegant smart sporty summer winter autumn fall spring party
    wedding office work beach gym running hiking travel floral striped stripes plaid checked polka dot dots printed
    graphic plain solid patterned camo leopard tropical linen cotton wool merino cashmere silk satin leather suede
    denim fleece velvet lace mesh knit knitted cable chunky ribbed quilted padded puffer waterproof water repellent
    insulated warm lightweight breathable stretch stretchy elastic seamless organic recycled vegan oversized cropped
    crop long short sleeve sleeved sleeveless strapless backless v neck crew round turtleneck collar button zip
    zipper hooded belted pleated wrap midi mini maxi a-line ankle wireless sheer opaque boyfriend selvedge heavyweight
    everyday weekend lounge nursing ruched double breasted tailored herringbone pinstripe tweed corduroy canvas
    woven flannel waffle thermal soft comfy comfortable cozy cosy warm light heavy thin thick`),
);
