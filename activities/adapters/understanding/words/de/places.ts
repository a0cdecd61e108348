/** Which one is meant, in German. */
export const PLACES = `
  das erste, die erste, den ersten, der erste, erste = the first one
  das zweite, die zweite, den zweiten, der zweite, zweite = the second one
  das dritte, die dritte, den dritten, der dritte, dritte = the third one
  das vierte, die vierte, den vierten, der vierte = the fourth one
  das fünfte, die fünfte, den fünften, der fünfte = the fifth one
  das sechste, die sechste, den sechsten = the sixth one
  das siebte, die siebte, den siebten = the seventh one
  das achte, die achte, den achten = the eighth one
  das letzte, die letzte, den letzten, der letzte = the last one
  die ersten 2, die ersten beiden, die beiden ersten = the first two
  nummer = number
  dieses, diese, diesen, das da = this one
`;
