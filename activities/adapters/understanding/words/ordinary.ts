/** Common words that are right as they are and close to a name or a garment: nobody who writes "back" means black. */
export const ORDINARY: ReadonlySet<string> = new Set(
  `back pack rack lack track stack snack block slack word words world work works worked working walk talk take taken
  make maker makes bake lake wake rate late date gate great create plate place space race face case base ease close
  closed clothe rose lose loose loses choose chose whose those house horse course source force voice choice notice
  service office advice price nice dice twice since once hence fence sense send sends spend mend bend friend friends
  trend end ends hand hands land band stand sand island brand grand and find kind mind blind behind wind winter summer
  spring autumn season month months week weeks weekend holiday vacation trip travel travelling flight party parties
  wedding birthday christmas xmas valentine anniversary graduation interview meeting office school college university
  class town city country beach pool mountain garden kitchen home room door floor table chair place places street road
  park car bike train plane ship ships shop shops shipped store stores mail email letter phone call calls called text
  chat talk talked speak spoke say says said tell told ask asked asks answer question questions problem problems issue
  reason point points part parts side sides left right front bottom middle center above below near around across along
  again against always never often sometimes usually maybe probably almost about quite rather pretty really truly very
  much many more most less least few several both either neither each every other another same different similar special
  certain sure clear true false real fake free full empty open ready done early late later soon now then today tonight
  tomorrow yesterday morning evening night noon hour hours minute minutes second seconds time times year years day days
  age ages born life live living lives alive dead death young youth adult adults boss worker colleague coworker neighbour
  neighbor teacher student doctor nurse family parent parents relative cousin couple guest host team crowd people person
  human humans body bodies head hair face eyes eye nose mouth neck shoulder arms hands finger chest waist hips legs knee
  knees feet foot skin heart blood bone weight height tall short wide narrow thick thin slim fat big bigger biggest
  small smaller smallest large larger largest tiny huge giant little long longer longest high higher highest low lower
  lowest deep shallow heavy light lighter dark darker bright soft hard rough smooth sharp flat round square straight
  strong weak fast slow quick quickly easy easily hard harder simple complex fancy plain basic normal usual regular
  standard common rare unique cool cold colder chilly freezing hot hotter warm warmer dry wet damp clean dirty fresh old
  older oldest new newer newest used broken torn worn wear wears wearing wore dressed dressing dressy undress fits fitted
  fitting match matches matching goes going went gone come comes coming came bring brings brought carry carries hold
  holds held keep keeps kept leave leaves let lets put puts set sets start starts stop stops begin finish finished end
  ended change changes changed move moves turn turns run runs running jump jumping climb climbing hike hiking swim
  swimming dance dancing ride riding drive driving sleep sleeping sit sitting stand standing lie lying rest relax play
  playing game games sport sports tennis golf soccer football basketball baseball yoga pilates gym exercise training
  music song songs movie movies film show shows shown book books read reading write writes writing wrote draw picture
  pictures photo photos image images video videos page pages site website link links click type types sort sorts list
  lists item items thing things stuff piece pieces kinds ways means meaning name names number numbers count order orders
  ordered buy buys buying bought sell sells selling sold pay pays paid paying cost costs money cash card cards bank deal
  deals offer offers sale sales save saves saving cheap bargain worth value quality material fabric design designs
  designer pattern patterns print prints printed stripe stripes striped check checks checked dots spots flower flowers
  animal heart hearts star stars bird birds logo logos label labels button buttons zipper pocket pockets sleeve sleeves
  collar hood hoods hooded length lining padding straps strap laces lace elastic stretch support comfort comfortable
  because though although while where when which what whats that this these those them they their there here with
  without within into onto upon from until unless except please thanks thank sorry hello welcome goodbye sweet sweat
  boots boats bears beans peas pairs paired repair compare prepare spare share square care careful scare stare cover
  covered covers recover discover over under rather father mother brother bother sister another other together whether
  weather leather feather gather better bitter butter letter matter latter batter water waiter writer rider wider cider
  shot shots shut shirt shift sheet sheets shoot shoots shout should could would sound round found ground pound mound
  lined mined fined wined dined signed seems seem seen see sees saw sore store more core fore bore tore wore score swore
  cast coast roast toast boast past fast last mast vast best test rest nest west guest quest chest vest jest lest pest
  jacked packed lacked backed tacked racket packet pocket rocket socket locket bucket ticket cricket wicket pains plants
  paint paints giants grants panes planes pens pins tins tons tops stops drops crops props shops flops bets beta belt
  bell bells sells tells cells wells walls halls balls calls falls hate hates hats mats cats bats rats shade shape shapes
  skin skirts bring bling cling sling thing wing string swing kings rings dress address undress press stress
  dresser pressed blessed guess guessed less mess mass pass class glass grass brass loss toss boss moss cross across
  gross silk milk folk yolk bulk sulk talk jeep jeez genes lean mean clean bean dean hint hints mint lint tint flint
  scared scarf scars stars cars bars tars wars coal coals goal goals cost costs host hosts post posts most ghost mall
  small wall fall call hall ball tall stall robe rob robs rode probe globe suite suits suited suitable tie ties tied died
  lied ride rides side wide hide guide pride bride tide glad blade trade grade fade shaded made jade grey they hey key
  vets vast nest knit unit quit exit split spit pit wit bit bits hit hits kit kits lit sit wits trim trims grim slim
  swam slam clam claim blame flame frame game came fame name same tame lame shame tights fights lights nights rights
  sights might right light night fight sight tight bright slight flight weight height eight eighth hats chats
  blah black blank blanket bland glow grow grown brown crown drown frown clown town down gown owns known shown thrown blow
  below yell yellow hello mellow fellow belly jelly silly willy hilly filly reds beds feds weds leds pink pick picks ink
  link sink drink think blink rink wink mink plus blues clues glues dues tan ten tin ton van ban can fan man men pan ran
  gold cold bold fold hold sold told mold old teal deal heal meal real seal steal zeal lime lemon time dime mime plum
  slum drum glum rust dust must just bust trust crust sugar bugs rugs hugs mugs tugs jugs lake cape tape shape grape
  drape escape vase`
    .trim()
    .split(/\s+/),
);
