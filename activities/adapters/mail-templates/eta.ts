import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Eta } from 'eta';
import { Language } from '../../../domain/index.js';
import { MAIL_NAMES, type MailName, type MailTemplates, type RenderedMail } from '../../ports/index.js';

const PARTS = ['subject', 'txt', 'html'] as const;

type Render = (name: MailName, data: object) => RenderedMail;

/**
 * Mail templates from files, `<folder>/<language>/<name>.{subject,txt,html}`, read once. What lies in the folder
 * itself is for the templates of all languages to use, such as `_layout.html`. Values in HTML are escaped.
 * Throws when one of a mail's files is missing, or a file cannot be compiled.
 */
export function createEtaMailTemplates(folder: string): MailTemplates {
  const renderers = new Map(
    Language.options.map((language) => [language, rendererIn(folder, path.join(folder, language))]),
  );
  return {
    render(name, language, data) {
      const render = renderers.get(language);
      if (!render) throw new Error(`there are no mail templates in the language "${language}"`);
      return render(name, data);
    },
  };
}

function rendererIn(shared: string, own: string): Render {
  const escaping = new StrictEta({ autoEscape: true, autoTrim: false, functionHeader: STRICT });
  const plain = new StrictEta({ autoEscape: false, autoTrim: [false, 'nl'], functionHeader: STRICT });
  for (const home of [shared, own]) {
    for (const file of filesIn(home)) {
      const engine = file.endsWith('.html') ? escaping : plain;
      engine.loadTemplate(`@${file}`, readFileSync(path.join(home, file), 'utf8'));
    }
  }
  const files = filesIn(own);
  const missing = MAIL_NAMES.flatMap((name) => PARTS.map((part) => `${name}.${part}`)).filter(
    (file) => !files.includes(file),
  );
  if (missing.length > 0) throw new Error(`mail templates are missing in ${own}: ${missing.join(', ')}`);
  return (name, data) => ({
    subject: plain.render(`@${name}.subject`, data).replaceAll(/\s+/g, ' ').trim(),
    text: `${plain.render(`@${name}.txt`, data).trim()}\n`,
    html: escaping.render(`@${name}.html`, data).trim(),
  });
}

function filesIn(home: string): string[] {
  try {
    return readdirSync(home).filter((file) => PARTS.some((part) => file.endsWith(`.${part}`)));
  } catch (error) {
    throw new Error(`there are no mail templates in ${home}`, { cause: error });
  }
}

/** Every template, a layout and a part of another too, begins with this. */
const STRICT = 'it = this.complete(it);';

class StrictEta extends Eta {
  /** The data, except that reading what is not in it throws: no mail ever says "undefined". */
  complete<Data extends object>(data: Data, place = ''): Data {
    return new Proxy(data, {
      get: (target, key, receiver) => {
        const value: unknown = Reflect.get(target, key, receiver);
        if (typeof key === 'symbol' || typeof value === 'function') return value;
        if (value === undefined)
          throw new Error(`the template asks for "${place}${key}", which it is not given`);
        return typeof value === 'object' && value !== null ? this.complete(value, `${place}${key}.`) : value;
      },
    });
  }
}
