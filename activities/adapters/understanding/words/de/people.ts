/** Who something is for, in German. */
export const PEOPLE = `
  herren, herr, männer, mann, jungs = men
  für herren, für männer = for men
  damen, dame, frauen, frau, mädels = women
  für damen, für frauen = for women
  kinder, kind, jungen, mädchen, baby = kids
  für kinder, für jungen, für mädchen = for kids
  meine tochter, meiner tochter = my daughter
  meinen sohn, mein sohn, meinem sohn = my son
  meinen mann, mein mann, meinem mann = my husband
  meine frau, meiner frau = my wife
  meinen freund, meinem freund = my boyfriend
  meine freundin, meiner freundin = my girlfriend
  meine mutter, meine mama, meiner mutter = my mum
  meinen vater, meinem vater, meinen papa = my dad
  meinen bruder, meinem bruder = my brother
  meine schwester, meiner schwester = my sister
  meine oma = my grandma
  meinen opa = my grandpa
`;
