/**
 * The `errors` member of a problem document as `[{field, message}]`. A field is named by a JSON pointer
 * ("#/postalCode"), a dotted path, or a list of path parts.
 */
export function fieldErrors(problem) {
  if (!Array.isArray(problem.errors)) return [];
  return problem.errors.map((error) => {
    const place = error.pointer ?? error.path ?? error.field ?? error.name ?? '';
    const parts = Array.isArray(place)
      ? place
      : String(place)
          .replace(/^#?\/?/, '')
          .split(/[/.]/);
    return { field: String(parts.at(-1) ?? ''), message: error.message ?? error.detail ?? '' };
  });
}
