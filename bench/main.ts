/**
 * `npm run bench`: what turns cost; `npm run bench -- search`: what searches cost; `-- scale`: how workers share them;
 * `-- limits`: what limits cost a turn; `-- flood`: what a flood costs those who shop meanwhile; `-- tracing`: what traces cost.
 */
if (process.argv[2] === 'search') {
  process.argv.splice(2, 1);
  await import('./search/main.js');
} else if (process.argv[2] === 'scale') {
  process.argv.splice(2, 1);
  await import('./scale/main.js');
} else if (process.argv[2] === 'tracing') {
  process.argv.splice(2, 1);
  await import('./tracing/main.js');
} else if (process.argv[2] === 'limits') {
  process.argv.splice(2, 1);
  await import('./limits/main.js');
} else if (process.argv[2] === 'flood') {
  process.argv.splice(2, 1);
  await import('./flood/main.js');
} else {
  await import('./turns.js');
}
