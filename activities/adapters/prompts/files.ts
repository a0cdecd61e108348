import { readFileSync } from 'node:fs';
import path from 'node:path';
import { MODEL_TASKS, type ModelTask, type Prompts } from '../../ports/index.js';

/** The version of each prompt in use. New words are a new file: answers are cached under the version. */
export const PROMPT_VERSIONS: Record<ModelTask, string> = { understand: 'v1', word: 'v1', rewrite: 'v1' };

interface Template {
  version: string;
  system: string;
  user: string;
}

/**
 * Prompts from files, `<folder>/<task>.<version>.md`, read once: the part under `# System` and the part under
 * `# User`, with `{{names}}` for what is filled in. Throws when a file or a part is missing.
 */
export function createFilePrompts(folder: string): Prompts {
  const templates = new Map(MODEL_TASKS.map((task) => [task, readTemplate(folder, task)]));
  return {
    render(task, values) {
      const template = templates.get(task);
      if (!template) throw new Error(`there is no prompt for "${task}"`);
      const used = new Set<string>();
      const fill = (text: string) =>
        // In one go, so that a value with braces in it stays as it is.
        text.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => {
          const value = values[name];
          if (value === undefined)
            throw new Error(`the prompt "${task}" asks for "${name}", which it is not given`);
          used.add(name);
          return value;
        });
      const prompt = { version: template.version, system: fill(template.system), user: fill(template.user) };
      const unused = Object.keys(values).filter((name) => !used.has(name));
      if (unused.length > 0) throw new Error(`the prompt "${task}" does not use ${unused.join(', ')}`);
      return prompt;
    },
  };
}

function readTemplate(folder: string, task: ModelTask): Template {
  const version = PROMPT_VERSIONS[task];
  const file = path.join(folder, `${task}.${version}.md`);
  const [, system, user] =
    readFileSync(file, 'utf8').match(/^# System\n([\s\S]+?)^# User\n([\s\S]+)$/m) ?? [];
  if (!system || !user) throw new Error(`${file} needs a part "# System" and a part "# User"`);
  return { version, system: system.trim(), user: user.trim() };
}
