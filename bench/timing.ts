/** Times of repeated work: wall time depends on what else the machine does, processor time (of all threads) hardly. Both are kept. */
import { loadavg } from 'node:os';
import type { Connection, Driver } from '../db/driver/port.ts';
import { summary } from './summary.ts';

export type Times = { readonly ms: number[]; readonly cpuMs: number[] };

export function freshTimes(): Times {
  return { ms: [], cpuMs: [] };
}

export async function timed(into: Times, run: () => Promise<unknown>): Promise<void> {
  const [from, cpuFrom] = [performance.now(), process.cpuUsage()];
  await run();
  const cpu = process.cpuUsage(cpuFrom);
  into.ms.push(performance.now() - from);
  into.cpuMs.push((cpu.user + cpu.system) / 1000);
}

export function lineOf({ ms, cpuMs }: Times) {
  const cpu = summary(cpuMs);
  return { ...summary(ms), cpuMedianMs: cpu.medianMs, cpuP95Ms: cpu.p95Ms };
}

/** Average of the last minute: on a busy machine only processor times say anything. */
export function load(): number {
  return Number((loadavg()[0] ?? 0).toFixed(1));
}

export function print(line: Readonly<Record<string, unknown>>): void {
  process.stdout.write(`${JSON.stringify({ bench: 'events', ...line })}\n`);
}

export type Counted = { readonly driver: Driver; readonly statements: () => number };

/** A driver that counts its statements: each costs a way to the database library and back, whatever it does there. */
export function countedDriver(driver: Driver): Counted {
  let statements = 0;
  function counted(connection: Connection): Connection {
    return {
      ...connection,
      all: (sql, params) => {
        statements += 1;
        return connection.all(sql, params);
      },
      run: (sql, params) => {
        statements += 1;
        return connection.run(sql, params);
      },
    };
  }
  return { driver: { ...driver, open: async (...place) => counted(await driver.open(...place)) }, statements: () => statements };
}
