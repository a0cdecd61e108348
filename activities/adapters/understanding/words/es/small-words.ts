/** Spanish words between the others: some join or deny, the rest says nothing to a shop. */
export const SMALL_WORDS = `
  y, e = and
  o, u = or
  pero = but
  nada de, ningun, ninguna = no
  que no sea, que no sean, no quiero, no me gusta, no me gustan = not
  no = not
  sin = without
  todo menos, cualquier cosa menos, menos, excepto, salvo = anything but
  tambien, ademas = also
  para = for
  en = in
  con = with
  de, del, la, el, los, las, lo, un, una, unos, unas, al, a, me, te, se, le, que, por, mi, mis, tu, su, es, son, muy, algo, alguno, alguna, algunos, algunas, cosa, cosas, ahora, mejor, pues, bueno, entonces, y luego, ropa, cual, como, donde, esta, estan, lo, luego, prefiero, tipo, estilo =
`;
