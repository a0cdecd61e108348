/** JSON Schema 2020-12, as far as ours goes. */
export interface JsonSchema {
  $ref?: string;
  type?: string;
  const?: unknown;
  enum?: unknown[];
  default?: unknown;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
  items?: JsonSchema;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: JsonSchema | boolean;
  format?: string;
  pattern?: string;
  minimum?: number;
  description?: string;
}

/** What a schema lets be, in a few words of Markdown; names of bodies are links. */
export function typeOf(schema: JsonSchema): string {
  const { $ref, items, properties, additionalProperties } = schema;
  if ($ref) {
    const name = $ref.split('/').at(-1) ?? '';
    return `[${name}](#${name.toLowerCase()})`;
  }
  if ('const' in schema) return `\`${JSON.stringify(schema.const)}\``;
  if (schema.enum) return schema.enum.map((value) => `\`${JSON.stringify(value)}\``).join(' or ');
  const choices = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (choices) return [...new Set(choices.map(typeOf))].join(schema.allOf ? ' and ' : ' or ');
  if (schema.type === 'array') return `list of ${items ? typeOf(items) : 'anything'}`;
  if (properties) return `{ ${Object.entries(properties).map(fieldOf(schema)).join(', ')} }`;
  if (typeof additionalProperties === 'object') return `map of ${typeOf(additionalProperties)}`;
  if (schema.type === 'integer') return 'whole number';
  return [schema.type ?? 'anything', schema.format && `(${schema.format})`].filter(Boolean).join(' ');
}

const fieldOf =
  ({ required = [] }: JsonSchema) =>
  ([name, schema]: [string, JsonSchema]) =>
    `${name}${required.includes(name) ? '' : '?'}: ${typeOf(schema)}`;

/** Values of fields of which a pattern alone would not tell what they are like. */
const SAMPLES: Record<string, unknown> = {
  messageId: 'b7e0a1c4-5d2f-4a7e-9c38-0f6d1e2a3b4c',
  text: "men's jeans under $50",
  paymentMethod: 'pm_card_visa',
  sku: 'JEANS-32-BLUE',
  name: 'Ada Lovelace',
  email: 'ada@example.com',
  line1: '1 Market Street',
  city: 'San Francisco',
  region: 'CA',
  postalCode: '94103',
  country: 'US',
  code: 'WELCOME10',
  reason: 'The shopper asked for it by telephone',
};

/** Optional fields that a rule asks for in our examples: a state, of an address in the United States. */
const NEEDED = new Set(['region']);

/** Something that the schema lets be, with what is required alone; the same every time. */
export function exampleOf(schema: JsonSchema, name = ''): unknown {
  if ('const' in schema) return schema.const;
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices?.[0]) return exampleOf(choices[0], name);
  if (schema.enum) return schema.enum[0];
  if ('default' in schema) return schema.default;
  switch (schema.type) {
    case 'object': {
      const { properties = {}, required = [] } = schema;
      const given = Object.keys(properties).filter((field) => required.includes(field) || NEEDED.has(field));
      const fields = given.map((field) => [field, exampleOf(properties[field] ?? {}, field)]);
      return Object.fromEntries(fields);
    }
    case 'array':
      return schema.items ? [exampleOf(schema.items, name)] : [];
    case 'integer':
    case 'number':
      return Math.max(schema.minimum ?? 1, 1);
    case 'boolean':
      return true;
    case 'string':
      return SAMPLES[name] ?? FORMATS[schema.format ?? ''] ?? 'standard';
    default:
      return {};
  }
}

const FORMATS: Record<string, string> = {
  uuid: '5f0c6b8e-3a4d-4e21-8b7a-9d2c1f6e0a35',
  'date-time': '2026-01-31T12:00:00Z',
  uri: 'https://shop.example.com/',
  email: 'ada@example.com',
  base64: 'eyJ9',
};
