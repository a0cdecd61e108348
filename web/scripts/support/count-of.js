/** "1 case", "3 cases". The console speaks English. */
export function countOf(count, one, many = `${one}s`) {
  return `${count} ${count === 1 ? one : many}`;
}
