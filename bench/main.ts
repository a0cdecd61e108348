/** `npm run bench` measures turns of the shop; `npm run bench -- search` measures search alone. */
const [subject] = process.argv.slice(2);
if (subject === 'search') {
  const { benchSearch } = await import('./search/run.js');
  await benchSearch(process.argv.slice(3));
} else {
  await import('./turns.js');
}
