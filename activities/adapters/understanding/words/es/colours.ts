/** Spanish names of colours; endings are taken off by the reader. */
export const COLOURS = `
  negro, negra = black
  blanco, blanca = white
  gris, grises = grey
  azul, azules = blue
  azul marino, marino = navy
  azul claro, celeste = light blue
  verde, verdes = green
  rojo, roja, granate, burdeos = red
  rosa, rosas, rosado, rosada = pink
  morado, morada, violeta, lila, purpura = purple
  amarillo, amarilla = yellow
  naranja, naranjas = orange
  marron, marrones, cafe, castano = brown
  beige, crema, arena = beige
  color, colores, de color = colour
`;
