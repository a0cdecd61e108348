/** Which one is meant, in Spanish. */
export const PLACES = `
  el primero, la primera, primero, primera, el primer = the first one
  el segundo, la segunda, segundo, segunda = the second one
  el tercero, la tercera, tercero, tercera, el tercer = the third one
  el cuarto, la cuarta = the fourth one
  el quinto, la quinta = the fifth one
  el sexto, la sexta = the sixth one
  el septimo, la septima = the seventh one
  el octavo, la octava = the eighth one
  el ultimo, la ultima = the last one
  los 2 primeros, las 2 primeras, los primeros 2 = the first two
  el numero = number
  ese, esa, este, esta, eso, esto = this one
  esos, esas, estos, estas = these
`;
