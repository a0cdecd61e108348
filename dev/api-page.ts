import { exampleOf, type JsonSchema, typeOf } from './json-schema-words.js';

interface Operation {
  summary: string;
  description?: string;
  tags: string[];
  security: Record<string, string[]>[];
  parameters: { name: string; in: string; required: boolean; description?: string; schema: JsonSchema }[];
  requestBody?: { content: { 'application/json': { schema: JsonSchema } } };
  responses: Record<string, { description: string; content?: Record<string, { schema: JsonSchema }> }>;
}

/** An OpenAPI 3.1 document, as far as the page reads it. */
export interface ApiDocument {
  info: { description: string };
  paths: Record<string, Record<string, unknown>>;
  components: { schemas: Record<string, object> };
}

/** Problems that every route can answer with; said once, at the top. */
const FROM_ANY = ['internal', 'unavailable', 'rate_limited', 'address_too_long'];
/** A problem in the description of a response: `code`: words. */
const PROBLEM = /`(\w+)`: ([^;]+)/g;

/** The Markdown of docs/api.md: every route by its tag, and every body by its name. */
export function apiPage({ info, paths, components }: ApiDocument): string {
  const routes = Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations as Record<string, Operation>).map(([method, operation]) => ({
      path,
      method: method.toUpperCase(),
      operation,
    })),
  );
  const tags = [...new Set(routes.flatMap(({ operation }) => operation.tags))];
  const general = new Map(routes.flatMap(({ operation }) => problemsOf(operation)));
  return `# HTTP API

\`npm run docs\` writes this page from the table of routes that the router, the checks of what comes in and \`/openapi.json\`
are made of. \`/docs\` of a shop that runs lets one try them.

${info.description}

What a browser sends carries its cookies; a program sends \`authorization: Bearer TOKEN\`. [security.md](security.md) says who gets which
role. A JSON body is sent as \`content-type: application/json\`. Every answer has an \`x-request-id\`, which finds it in the
logs, and limited routes a \`ratelimit\`.

Every route can answer ${FROM_ANY.map((code) => `${general.get(code)?.status} \`${code}\``).join(', ')}; the other problems
stand with their route.

${tags.map((tag) => `- [${tag}](#${tag.replaceAll(' ', '-')})`).join('\n')}
- [bodies](#bodies)

${tags.map((tag) => section(tag, routes)).join('\n')}
## bodies

${Object.entries(components.schemas)
  .map(([name, schema]) => body(name, schema as JsonSchema))
  .join('\n')}`;
}

type RouteOfPage = { path: string; method: string; operation: Operation };

function section(tag: string, routes: readonly RouteOfPage[]): string {
  const ours = routes.filter(({ operation }) => operation.tags.includes(tag));
  return `## ${tag}\n\n${ours.map(route).join('\n')}`;
}

function route({ path, method, operation }: RouteOfPage): string {
  const { summary, description, parameters, requestBody } = operation;
  const schema = requestBody?.content['application/json'].schema;
  const parts = [
    `### ${method} ${path}\n\n${summary}.${description ? ` ${description}` : ''}`,
    `Who: ${callers(operation)}.`,
    parameters.length > 0 &&
      table(
        ['parameter', 'in', 'type', 'meaning'],
        parameters.map((one) => [
          `\`${one.name}\``,
          one.required ? one.in : `${one.in}, optional`,
          typeOf(one.schema),
          one.description ?? '',
        ]),
      ),
    schema && bodyOfRequest(schema),
    answers(operation),
    schema && example(method, path, schema),
  ];
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}

function callers({ security }: Operation): string {
  const [first] = security;
  if (!first) return 'anybody';
  const roles = Object.values(first)[0] ?? [];
  return roles.length > 0 ? `staff with the role ${roles.join(' or ')}` : 'shoppers, guests among them';
}

function bodyOfRequest(schema: JsonSchema): string {
  const rows = fieldsOf(schema);
  return rows.length > 0
    ? `Body:\n\n${table(['field', 'type', 'meaning'], rows)}`
    : `Body: ${typeOf(schema)}.`;
}

function answers(operation: Operation): string {
  const good = Object.entries(operation.responses).flatMap(([status, { description, content = {} }]) => {
    const words = description.replaceAll(PROBLEM, '').replaceAll(/[; ]+$/g, '');
    if (!words && Number(status) >= 400) return [];
    const [type, what] = Object.entries(content).find(([name]) => !name.includes('problem')) ?? [];
    const of = type === 'application/json' && what ? typeOf(what.schema) : type && `\`${type}\``;
    return [`\`${status}\` ${[words, of].filter(Boolean).join(': ')}`];
  });
  const problems = problemsOf(operation)
    .filter(([code]) => !FROM_ANY.includes(code))
    .map(([code, { status }]) => `${status} \`${code}\``);
  return [`Answers ${good.join('; ')}.`, problems.length > 0 && `Problems: ${problems.join(', ')}.`]
    .filter(Boolean)
    .join(' ');
}

/** Each with its status and its words. */
function problemsOf({ responses }: Operation): [string, { status: string; title: string }][] {
  return Object.entries(responses).flatMap(([status, { description }]) =>
    [...description.matchAll(PROBLEM)].map(
      ([, code = '', title = '']): [string, { status: string; title: string }] => [code, { status, title }],
    ),
  );
}

function example(method: string, path: string, schema: JsonSchema): string {
  const sent = JSON.stringify(exampleOf(schema), undefined, 2);
  return `\`\`\`http\n${method} ${path}\ncontent-type: application/json\n\n${sent}\n\`\`\``;
}

function body(name: string, schema: JsonSchema): string {
  const rows = fieldsOf(schema);
  const text = rows.length > 0 ? table(['field', 'type', 'meaning'], rows) : typeOf(schema);
  return `### ${name}\n\n${schema.description ? `${schema.description}\n\n` : ''}${text}\n`;
}

function fieldsOf({ properties = {}, required = [] }: JsonSchema): string[][] {
  return Object.entries(properties).map(([name, schema]) => [
    `\`${name}\``,
    `${typeOf(schema)}${required.includes(name) ? '' : ', optional'}`,
    schema.description ?? '',
  ]);
}

function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
