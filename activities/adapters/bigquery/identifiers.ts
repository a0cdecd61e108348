/**
 * Names that stand in a statement as they are, for they cannot be parameters. What may be in one is narrower
 * than what BigQuery allows, so that no name can end the quotes that it stands in.
 */
const COLUMN = /^[A-Za-z_][A-Za-z0-9_]{0,299}$/;
const DATASET = /^[A-Za-z0-9_]{1,1024}$/;
const TABLE = /^[A-Za-z0-9_-]{1,1024}$/;
const PROJECT = /^[a-z0-9.:-]{1,100}$/;

export interface TableName {
  /** The project that owns the table; the one that pays may be another. */
  project: string;
  dataset: string;
  table: string;
}

/** "`project.dataset.table`", for a statement. Throws on a name that is none. */
export function tableSql({ project, dataset, table }: TableName): string {
  if (!PROJECT.test(project)) throw new Error(`"${project}" is not the id of a Google Cloud project.`);
  if (!DATASET.test(dataset)) throw new Error(`"${dataset}" is not the name of a BigQuery dataset.`);
  if (!TABLE.test(table)) throw new Error(`"${table}" is not the name of a BigQuery table.`);
  return `\`${project}.${dataset}.${table}\``;
}

/** "`column`", for a statement. Throws on a name that is none. */
export function columnSql(column: string): string {
  if (!COLUMN.test(column)) throw new Error(`"${column}" is not the name of a BigQuery column.`);
  return `\`${column}\``;
}

/** A text of our own as a literal of a statement; what comes from outside is a parameter instead. */
export function literalSql(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`;
}
