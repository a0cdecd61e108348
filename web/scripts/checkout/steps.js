import { icon, make } from '../templates.js';
import { t } from '../words.js';

/** Draws the way from address to receipt: what is done, where we are, what is left. */
export function stepElements({ names, current }) {
  return names.map((name, index) => {
    const done = index < current;
    const step = make('li', {
      class: `step${done ? ' step--done' : ''}`,
      'aria-current': index === current && 'step',
    });
    const dot = make('span', { class: 'step__dot', 'aria-hidden': 'true' });
    if (done) dot.append(icon('check'));
    step.append(dot, make('span', { class: 'step__name' }, t(name)));
    if (done) step.append(make('span', { class: 'visually-hidden' }, ` (${t('done')})`));
    return step;
  });
}
