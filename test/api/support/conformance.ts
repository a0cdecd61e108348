import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

interface Sent {
  status: number;
  headers: Headers;
  body: unknown;
}

export interface OpenApiDocument {
  paths: Record<string, Record<string, unknown>>;
}

interface Operation {
  responses: Record<string, { content?: Record<string, { schema: { $ref?: string } }> }>;
}

/** Throws when an answer is not what the OpenAPI document promises for its route. */
export function answersAsDocumented(document: OpenApiDocument) {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  (addFormats as unknown as (ajv: Ajv2020) => void)(ajv);
  ajv.addSchema(document, 'openapi');
  const templates = Object.entries(document.paths).map(([template, operations]) => ({
    matches: new RegExp(`^${template.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`),
    template,
    operations,
  }));

  return function check(method: string, path: string, { status, headers, body }: Sent): void {
    const pathname = path.split('?')[0] ?? '';
    const found = templates.find(({ matches }) => matches.test(pathname));
    const operation = found?.operations[method.toLowerCase()] as Operation | undefined;
    if (!found || !operation || status === 304) return;
    const response = operation.responses[status];
    if (!response)
      throw new Error(`${method} ${found.template} answered ${status}, which its document does not list.`);
    const type = headers.get('content-type')?.split(';')[0];
    const content = response.content;
    if (!content) return;
    const promised = content[type ?? ''];
    if (!promised)
      throw new Error(
        `${method} ${found.template} ${status} answered ${type}, which its document does not list.`,
      );
    const reference = promised.schema.$ref;
    if (!reference) return;
    const validate = ajv.getSchema(`openapi${reference}`);
    if (!validate) throw new Error(`The document has no ${reference}.`);
    if (!validate(body)) {
      throw new Error(
        `${method} ${found.template} ${status} is not a ${reference}: ${ajv.errorsText(validate.errors)}`,
      );
    }
  };
}
