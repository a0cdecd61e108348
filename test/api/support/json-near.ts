import fc from 'fast-check';

/** A JSON schema as far as the OpenAPI document of the shop uses them. */
export interface JsonSchema {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: boolean | JsonSchema;
  items?: JsonSchema;
  minItems?: number;
  maxItems?: number;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  pattern?: string;
  format?: string;
}

/** Strings that have broken programs before. */
export const NASTY_STRINGS = [
  '',
  ' ',
  '\u0000',
  '\ud800',
  '../../../../etc/passwd',
  '..%2f..%2fetc%2fpasswd',
  "' or 1=1; drop table orders; --",
  '<script>alert(1)</script>',
  '=cmd|" /C calc"!A0',
  '\r\nset-cookie: a=b',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is what an attacker would send
  '${jndi:ldap://127.0.0.1/a}',
  '{{7*7}}',
  '__proto__',
  'constructor',
  'toString',
  'NaN',
  '-1',
  '99999999999999999999',
  '2026-02-30T25:61:61Z',
  '\u202e\u200b\ufeff',
  '👩‍👩‍👧‍👦'.repeat(20),
  'a'.repeat(3_000),
  ' '.repeat(3_000),
  '-'.repeat(3_000),
  '1,'.repeat(1_500),
];

const NASTY_VALUES = [
  'null',
  'true',
  '-0',
  '1e999',
  '-1e-999',
  '1.5',
  '9007199254740993',
  '99999999999999999999999',
  '[]',
  '{}',
  '[null]',
  '{"__proto__":{"isAdmin":true}}',
  '{"constructor":{"prototype":{"isAdmin":true}}}',
  '"\\u0000"',
  '"\\ud800"',
  `${'['.repeat(8_000)}${']'.repeat(8_000)}`,
  `${'{"a":'.repeat(3_000)}1${'}'.repeat(3_000)}`,
];

const nasty = fc.oneof(
  fc.constantFrom(...NASTY_VALUES),
  fc.constantFrom(...NASTY_STRINGS).map((text) => JSON.stringify(text)),
  fc.string({ unit: 'binary', maxLength: 40 }).map((text) => JSON.stringify(text)),
);

/** Members that nobody asked for. */
const stranger = fc.tuple(
  fc.constantFrom('__proto__', 'constructor', 'toString', 'hasOwnProperty', 'id', 'role', 'shopperId', ''),
  nasty,
);

/**
 * Texts of JSON that come near to a schema: mostly as it wants them, here and there not. Texts and not values, because
 * `__proto__`, names that come twice and numbers that are too large can be written down alone.
 * @param resolve gives what a `$ref` names.
 */
export function jsonNear(schema: JsonSchema, resolve: (ref: string) => JsonSchema): fc.Arbitrary<string> {
  return fc.oneof({ weight: 12, arbitrary: valid(schema, resolve) }, { weight: 1, arbitrary: nasty });
}

function valid(schema: JsonSchema, resolve: (ref: string) => JsonSchema): fc.Arbitrary<string> {
  const near = (inner: JsonSchema) => jsonNear(inner, resolve);
  if (schema.$ref) return near(resolve(schema.$ref));
  if (schema.const !== undefined) return fc.constant(JSON.stringify(schema.const));
  if (schema.enum) return fc.constantFrom(...schema.enum).map((value) => JSON.stringify(value));
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return fc.oneof(...choices.map(near));
  if (schema.allOf?.[0]) return near(schema.allOf[0]);
  switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
    case 'object':
      return objectNear(schema, near);
    case 'array': {
      const { items = {}, minItems: minLength = 0, maxItems = 5 } = schema;
      const lengths = { minLength, maxLength: Math.max(minLength, Math.min(maxItems, 5)) };
      return fc.array(near(items), lengths).map((all) => `[${all.join(',')}]`);
    }
    case 'integer':
    case 'number': {
      const { minimum: min = schema.exclusiveMinimum ?? -10, maximum = 1_000_000 } = schema;
      const bounds = { min: Math.ceil(min), max: Math.max(Math.ceil(min), Math.floor(maximum)) };
      return fc.integer(bounds).map(String);
    }
    case 'boolean':
      return fc.boolean().map(String);
    case 'null':
      return fc.constant('null');
    case 'string':
      return stringFor(schema).map((text) => JSON.stringify(text));
    default:
      return nasty;
  }
}

function objectNear(
  { properties = {}, required = [], additionalProperties }: JsonSchema,
  near: (inner: JsonSchema) => fc.Arbitrary<string>,
): fc.Arbitrary<string> {
  const members = Object.entries(properties).map(([name, schema]) =>
    fc.option(
      near(schema).map((text): [string, string] => [name, text]),
      { nil: undefined, freq: required.includes(name) ? 30 : 1 },
    ),
  );
  const others =
    typeof additionalProperties === 'object'
      ? fc.array(fc.tuple(fc.string({ maxLength: 8 }), near(additionalProperties)), { maxLength: 3 })
      : fc.constant([]);
  const strangers = fc.oneof(
    { weight: 15, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.array(stranger, { maxLength: 2 }) },
  );
  return fc.tuple(fc.tuple(...members), others, strangers).map(([own, more, strange]) => {
    const all = [...own.filter((member) => member !== undefined), ...more, ...strange];
    return `{${all.map(([name, text]) => `${JSON.stringify(name)}:${text}`).join(',')}}`;
  });
}

/** Strings of a pattern, a format or a length. */
export function stringFor({
  pattern,
  format,
  minLength = 0,
  maxLength = 60,
}: JsonSchema): fc.Arbitrary<string> {
  if (format === 'uuid') return fc.uuid();
  if (format === 'email') return fc.emailAddress();
  if (format === 'uri') return fc.webUrl();
  if (format === 'date-time') return fc.date({ noInvalidDate: true }).map((date) => date.toISOString());
  if (pattern) {
    try {
      return fc.stringMatching(new RegExp(pattern, 'u'));
    } catch {
      // fast-check writes no lookaheads: anything else then tests the refusal.
    }
  }
  const most = Math.max(minLength, Math.min(maxLength, 60));
  return fc.oneof(
    fc.string({ minLength, maxLength: most, unit: 'grapheme' }),
    fc.string({ minLength, maxLength: most }),
  );
}
