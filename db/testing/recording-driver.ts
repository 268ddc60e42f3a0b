/** Records the statements that run through a driver, for asking SQLite how it would run them. */
import type { Connection, Driver } from '../driver/port.ts';

export type Recorded = { readonly sql: string; readonly params: readonly unknown[] };

/** A driver that notes every statement with rows into `into`. */
export function recordingDriver(driver: Driver, into: Recorded[]): Driver {
  return {
    ...driver,
    open: async (file, key, mode) => {
      const connection = await driver.open(file, key, mode);
      return {
        ...connection,
        all: (sql, params = []) => {
          into.push({ sql, params });
          return connection.all(sql, params);
        },
      };
    },
  };
}

/** The steps of the plan for each recorded select: `SEARCH case_file USING INDEX …`. */
export async function plansOf(
  connection: Connection,
  recorded: readonly Recorded[],
): Promise<readonly { readonly sql: string; readonly steps: readonly string[] }[]> {
  const plans: { sql: string; steps: string[] }[] = [];
  for (const { sql, params } of recorded.filter((one) => /^(select|with)/i.test(one.sql))) {
    const rows = await connection.all(`EXPLAIN QUERY PLAN ${sql}`, params);
    plans.push({ sql, steps: rows.map((row) => String(row['detail'])) });
  }
  return plans;
}
