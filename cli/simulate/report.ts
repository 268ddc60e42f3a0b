/** What the years came to: compliance per clause, how duties ended, and whether the register still proves itself. */
import type { ClauseCompliance } from '../../contract/duties.ts';
import type { Output } from '../../contract/index.ts';
import type { PlainDate } from '../../domain/time.ts';
import type { World } from './world.ts';

export type SimulationReport = {
  readonly years: number;
  readonly seed: number;
  readonly from: PlainDate;
  readonly to: PlainDate;
  readonly counts: Readonly<Record<string, number>>;
  readonly clauses: readonly ClauseCompliance[];
  readonly office: readonly ClauseCompliance[];
  readonly entries: Readonly<Record<string, number>>;
  readonly refusals: Readonly<Record<string, number>>;
  /** Bad input that was not refused as it should be. */
  readonly wrong: readonly string[];
  readonly refold: Output<'register.refold'>;
  readonly verify: Pick<Output<'register.verify'>, 'ok' | 'events' | 'findings'>;
};

type Span = Pick<SimulationReport, 'years' | 'seed' | 'from' | 'to' | 'wrong'>;

export async function reportOf(world: World, span: Span): Promise<SimulationReport> {
  const { desk } = world;
  await desk.seat('vice_principal');
  const { clauses, office } = await desk.ask('statistics.compliance', { from: span.from, to: span.to });
  const { ok, events, findings } = await desk.ask('register.verify', {});
  return {
    ...span,
    counts: await desk.ask('register.counts', {}),
    clauses,
    office,
    entries: sorted(world.entries),
    refusals: sorted(world.refusals),
    refold: await desk.ask('register.refold', {}),
    verify: { ok, events, findings },
  };
}

function sorted(counts: ReadonlyMap<string, number>): Readonly<Record<string, number>> {
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}

const columns = ['按时率', '按时', '迟办', '漏办', '豁免', '终止', '逾期后终止', '未到期', '逾期'] as const;

/** One line per clause, for the terminal. */
export function complianceTable(report: SimulationReport): string {
  const lines = [...report.clauses, ...report.office].map((one) =>
    [
      one.onTime === null ? '   —' : `${(one.onTime * 100).toFixed(1)}%`,
      one.done,
      one.doneLate,
      one.missed,
      one.excused,
      one.superseded,
      one.lapsed,
      one.open,
      one.openOverdue,
      `${one.clause} ${one.titleZh}`,
    ].join('\t'),
  );
  const { counts, refold, verify } = report;
  return [
    `${report.from} 至 ${report.to}，种子 ${report.seed}：个案 ${counts['cases'] ?? 0}，事件 ${counts['events'] ?? 0}，义务 ${counts['obligations'] ?? 0}`,
    [...columns, '条款'].join('\t'),
    ...lines,
    `重新折叠 ${refold.cases} 个个案、${refold.events} 条事件：状态不符 ${refold.differing}，义务不符 ${refold.obligationsDiffering}`,
    `登记册核验：${verify.ok ? '通过' : '不通过'}；应拒未拒 ${report.wrong.length}`,
    '',
  ].join('\n');
}
