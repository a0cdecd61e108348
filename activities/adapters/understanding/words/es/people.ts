/** Who something is for, in Spanish. */
export const PEOPLE = `
  hombre, hombres, caballero, caballeros, senor, masculino = men
  de hombre, para hombre, de caballero, para el = for men
  mujer, mujeres, senora, senoras, dama, damas, chica, chicas, femenino = women
  de mujer, para mujer, de chica, para ella = for women
  chico, chicos = men
  nino, ninos, ninas, nina, bebe, infantil = kids
  para ninos, para ninas, para nino, para nina, de nino, de nina = for kids
  mi hija, mis hijas = my daughter
  mi hijo, mis hijos = my son
  mi marido, mi esposo = my husband
  mi mujer, mi esposa = my wife
  mi novio = my boyfriend
  mi novia = my girlfriend
  mi madre, mi mama = my mum
  mi padre, mi papa = my dad
  mi hermano = my brother
  mi hermana = my sister
  mi abuela = my grandma
  mi abuelo = my grandpa
  mi amiga = my female friend
`;
