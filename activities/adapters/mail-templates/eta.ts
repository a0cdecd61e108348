import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Eta } from 'eta';
import { MAIL_NAMES, type MailTemplates } from '../../ports/index.js';

const PARTS = ['subject', 'txt', 'html'] as const;
const LOCALES: Record<string, string> = { en: 'en-US' };

/**
 * Mail templates from files, `<folder>/<language>/<name>.{subject,txt,html}`, read once. What begins with
 * an underscore is for the others to use, such as `_layout.html`. Values in HTML are escaped.
 * Throws when the language or one of a mail's files is missing, or a file cannot be compiled.
 */
export function createEtaMailTemplates({
  folder,
  language,
}: {
  folder: string;
  language: string;
}): MailTemplates {
  const home = path.join(folder, language);
  const escaping = new StrictEta({ autoEscape: true, autoTrim: false, functionHeader: STRICT });
  const plain = new StrictEta({ autoEscape: false, autoTrim: [false, 'nl'], functionHeader: STRICT });
  const files = filesIn(home);
  for (const file of files) {
    const engine = file.endsWith('.html') ? escaping : plain;
    engine.loadTemplate(`@${file}`, readFileSync(path.join(home, file), 'utf8'));
  }
  const missing = MAIL_NAMES.flatMap((name) => PARTS.map((part) => `${name}.${part}`)).filter(
    (file) => !files.includes(file),
  );
  if (missing.length > 0) throw new Error(`mail templates are missing in ${home}: ${missing.join(', ')}`);

  return {
    locale: LOCALES[language] ?? language,
    render(name, data) {
      return {
        subject: plain.render(`@${name}.subject`, data).replaceAll(/\s+/g, ' ').trim(),
        text: `${plain.render(`@${name}.txt`, data).trim()}\n`,
        html: escaping.render(`@${name}.html`, data).trim(),
      };
    },
  };
}

function filesIn(home: string): string[] {
  try {
    return readdirSync(home).filter((file) => PARTS.some((part) => file.endsWith(`.${part}`)));
  } catch (error) {
    throw new Error(`there are no mail templates in ${home}; MAIL_LANGUAGE names its folder`, {
      cause: error,
    });
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
