/** Prepared statements kept for their next use: for the short statements of an entry, preparing takes as long as running. */

/** More than the program has different statements in daily use; lists with many ids make more, and the oldest go. */
const kept = 200;

/** Statements on rows come again and again; settings, transactions and changes of the schema do not. */
export function isReusable(sql: string): boolean {
  return /^\s*(select|insert|update|delete|with)\b/i.test(sql) && sql.length < 10_000;
}

/** A statement of before would not know a new column. */
export function changesSchema(sql: string): boolean {
  return /\b(create|alter|drop)\b/i.test(sql);
}

export type StatementCache<Statement> = {
  readonly get: (sql: string) => Statement | undefined;
  /** Makes it the one used last. */
  readonly put: (sql: string, statement: Statement) => void;
  /** Lets all of them go: before closing, and when the schema changes. */
  readonly clear: () => void;
};

/** `release` is told of every statement that the cache lets go. */
export function statementCache<Statement>(release: (statement: Statement) => void): StatementCache<Statement> {
  const statements = new Map<string, Statement>();
  return {
    get: (sql) => statements.get(sql),
    put: (sql, statement) => {
      const replaced = statements.get(sql);
      if (replaced !== undefined && replaced !== statement) release(replaced);
      statements.delete(sql);
      statements.set(sql, statement);
      const [oldest] = statements;
      if (statements.size <= kept || oldest === undefined) return;
      statements.delete(oldest[0]);
      release(oldest[1]);
    },
    clear: () => {
      for (const statement of statements.values()) release(statement);
      statements.clear();
    },
  };
}
