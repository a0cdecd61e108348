/** German names of colours; endings are taken off by the reader. */
export const COLOURS = `
  schwarz = black
  weiß = white
  grau = grey
  blau = blue
  dunkelblau, marineblau = navy
  hellblau = light blue
  grün, gruen = green
  rot, weinrot = red
  rosa, pink = pink
  lila, violett = purple
  gelb = yellow
  orange = orange
  braun = brown
  beige, creme = beige
  farbe, farben = colour
`;
