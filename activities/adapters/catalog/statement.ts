/** A statement under construction: conditions bind their values here and get a `$n` back. */
export class Statement {
  readonly values: unknown[] = [];

  /** NUL is the one character that Postgres text cannot hold; no product name has it either. */
  bind(value: string | number | readonly string[] | readonly number[], type: string): string {
    const storable = typeof value === 'string' ? value.replaceAll('\0', '') : value;
    return `$${this.values.push(storable)}::${type}`;
  }
}
