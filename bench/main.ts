/** `npm run bench`: what turns cost; `npm run bench -- search`: what searches cost; `-- scale`: how workers share them; `-- tracing`: what traces cost. */
if (process.argv[2] === 'search') {
  process.argv.splice(2, 1);
  await import('./search/main.js');
} else if (process.argv[2] === 'scale') {
  process.argv.splice(2, 1);
  await import('./scale/main.js');
} else if (process.argv[2] === 'tracing') {
  process.argv.splice(2, 1);
  await import('./tracing/main.js');
} else {
  await import('./turns.js');
}
