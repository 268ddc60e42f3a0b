/** What the years came to: compliance per clause, how duties ended, and whether the register still proves itself. */
import type { ClauseCompliance } from '../../contract/duties.ts';
import type { Output } from '../../contract/index.ts';
import type { PlainDate } from '../../domain/time.ts';
import { brokenIn, casesOf, fingerprintOf } from './story.ts';
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
  /** How often what must never get in was tried, by the code that it must meet. */
  readonly tries: Readonly<Record<string, number>>;
  /** Bad input that was not refused as it should be, and what failed inside. */
  readonly wrong: readonly string[];
  /** What a case holds that none may hold. */
  readonly broken: readonly string[];
  /** The same for the same seed and the same rules. */
  readonly fingerprint: string;
  readonly refold: Output<'register.refold'>;
  readonly verify: Pick<Output<'register.verify'>, 'ok' | 'events' | 'findings'>;
};

type Span = Pick<SimulationReport, 'years' | 'seed' | 'from' | 'to' | 'wrong'>;

export async function reportOf(world: World, span: Span): Promise<SimulationReport> {
  const { desk } = world;
  const files = await casesOf(world);
  await desk.seat('vice_principal');
  const { clauses, office } = await desk.ask('statistics.compliance', { from: span.from, to: span.to });
  const { ok, events, findings } = await desk.ask('register.verify', {});
  return {
    ...span,
    wrong: [...span.wrong, ...failedInside(world.refusals)],
    broken: [...(files.length === world.lives.size ? [] : ['a case is seen by nobody']), ...files.flatMap(brokenIn)],
    fingerprint: fingerprintOf(files),
    counts: await desk.ask('register.counts', {}),
    clauses,
    office,
    entries: sorted(world.entries),
    refusals: sorted(world.refusals),
    tries: sorted(world.tries),
    refold: await desk.ask('register.refold', {}),
    verify: { ok, events, findings },
  };
}

/** A bug answers INTERNAL: no refusal that anybody should meet. */
function failedInside(refusals: ReadonlyMap<string, number>): readonly string[] {
  return [...refusals].filter(([met]) => met.split(' ').includes('INTERNAL')).map(([met, count]) => `${met}, ${count} times`);
}

function sorted(counts: ReadonlyMap<string, number>): Readonly<Record<string, number>> {
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}

const columns = ['按时率', '按时', '迟办', '漏办', '豁免', '终止', '逾期后终止', '未到期', '逾期', '条款'] as const;
const englishColumns = ['on time', 'done', 'late', 'missed', 'excused', 'ended', 'lapsed', 'open', 'overdue', 'clause'] as const;

/** Faults that are shown; all of them stand in the report. */
const mostFaults = 20;

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
      `${one.clause} ${one.titleZh} ${one.titleEn}`,
    ].join('\t'),
  );
  const { counts, refold, verify } = report;
  return [
    `${report.from} 至 ${report.to}，种子 ${report.seed}：个案 ${counts['cases'] ?? 0}，事件 ${counts['events'] ?? 0}，义务 ${counts['obligations'] ?? 0}`,
    columns.join('\t'),
    englishColumns.join('\t'),
    ...lines,
    `重新折叠 ${refold.cases} 个个案、${refold.events} 条事件：状态不符 ${refold.differing}，义务不符 ${refold.obligationsDiffering}`,
    `登记册核验：${verify.ok ? '通过' : '不通过'}；应拒未拒 ${report.wrong.length}；义务与日志不合 ${report.broken.length}`,
    ...[...report.wrong, ...report.broken].slice(0, mostFaults).map((fault) => `  ${fault}`),
    `指纹 ${report.fingerprint}`,
    '',
  ].join('\n');
}
