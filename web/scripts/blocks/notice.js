import { icon, make } from '../templates.js';
import { t } from '../words.js';

/** Something to mind: info, warning or error. The tone is said by the icon and a word, not by colour alone. */
export class NoticeBlock {
  element;

  constructor({ tone, text }) {
    const spoken = { warning: `${t('Please note:')} `, error: `${t('Problem:')} ` }[tone] ?? '';
    this.element = make(
      'p',
      { class: `notice notice--${tone}` },
      icon(tone === 'info' ? 'info' : 'alert'),
      make('span', {}, make('span', { class: 'visually-hidden' }, spoken), text),
    );
  }
}
