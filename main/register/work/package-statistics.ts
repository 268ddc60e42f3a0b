/**
 * What leaves in the statistical profile: counts and nothing else, with small numbers held back. A single case is a count of one, so cases
 * are told as totals; a weekly report is told by its figures, and its paper goes along only when no figure of it had to be held back.
 */
import { caseById } from '../../../db/queries/cases.ts';
import type { DocumentRow } from '../../../db/queries/documents.ts';
import { countedPackages } from '../../../db/queries/packages.ts';
import { weekPapers, type IssuedPaper } from '../../../db/queries/weekly.ts';
import type { Reader } from '../../../db/tx.ts';
import type { CaseState } from '../../../domain/case-state.ts';
import type { CaseId } from '../../../domain/ids.ts';
import { protect, type ProtectedFigure, type Sum } from '../../../domain/small-numbers.ts';
import { mayBeTold, type Selection } from '../../../domain/selections.ts';
import { addDays, dateOf, mondayOf, PlainDate } from '../../../domain/time.ts';
import { weeklyFigureNames } from '../../../domain/weekly-figures.ts';
import { z } from '../../../domain/zod.ts';
import { attendanceWords, channelWords, crisisWords, gradeWords, stageWords } from '../words.ts';
import type { Statistics } from './package-data.ts';
import { templateOf } from './templates.ts';
import { columnOf } from './weekly.ts';

/** The smallest count that may leave. */
const smallest = 5;

type Figures = Readonly<Record<string, ProtectedFigure<typeof smallest>>>;
type WeekStatistics = NonNullable<Statistics>['weeks'][number];

/** Words of what cases are counted by. The first three put each case under exactly one word, so that their counts add up to the total. */
const groups = {
  grade: { label: '等级', words: { ...gradeWords, none: '未定' }, codesOf: (state: CaseState): readonly string[] => [state.grade ?? 'none'] },
  stage: { label: '阶段', words: stageWords, codesOf: (state: CaseState): readonly string[] => [state.stage] },
  attendance: { label: '在校状态', words: attendanceWords, codesOf: (state: CaseState): readonly string[] => [state.attendance] },
  channel: { label: '发现渠道', words: channelWords, codesOf: (state: CaseState): readonly string[] => state.channels },
  crisisType: { label: '危机类型', words: crisisWords, codesOf: (state: CaseState): readonly string[] => state.crisisTypes },
} as const;
type Group = keyof typeof groups;
const groupNames = Object.keys(groups) as readonly Group[]; // the literal above has exactly these keys
const additive: readonly Group[] = ['grade', 'stage', 'attendance'];

/** Cases by grade, stage, attendance, channel and crisis type, `stage.filed`; null when one of them is unknown. */
export async function caseStatistics(reader: Reader, ids: ReadonlySet<CaseId>): Promise<Figures | null> {
  const counts = new Map<string, number>([['total', ids.size]]);
  for (const id of ids) {
    const found = await caseById(reader, id);
    if (found === null) return null;
    for (const group of groupNames)
      for (const code of new Set(groups[group].codesOf(found.state))) counts.set(`${group}.${code}`, (counts.get(`${group}.${code}`) ?? 0) + 1);
  }
  const totals = additive.map((group): Sum => ({ total: 'total', parts: [...counts.keys()].filter((name) => name.startsWith(`${group}.`)) }));
  return protect(Object.fromEntries(counts), { k: smallest, totals: totals.filter(({ parts }) => parts.length > 0) });
}

const Period = z.looseObject({ period: z.strictObject({ from: PlainDate, to: PlainDate }).nullable() });

/** Whether counts about these cases tell no difference to counts that another package has told, or is about to tell. */
export async function mayBeCounted(reader: Reader, next: Selection): Promise<boolean> {
  const told = (await countedPackages(reader)).map(({ manifest, createdAt, caseIds }) => {
    const { period } = Period.parse(manifest);
    return { ids: new Set<string>(caseIds), period, countedOn: dateOf(createdAt) };
  });
  return mayBeTold(next, told);
}

/** What readers of the series compute with: the grades add up, and the total follows from the week before. */
const weeklySums: readonly Sum[] = [
  { total: 'registered', parts: ['registeredR1', 'registeredR2', 'registeredR3', 'registeredR4'] },
  { total: 'registered', parts: ['before', 'added'], less: ['released'] },
];

function countsIn(paper: IssuedPaper): Readonly<Record<string, number>> {
  return Object.fromEntries(
    weeklyFigureNames.flatMap((name) => {
      const said = paper.fields[columnOf[name]];
      return typeof said === 'number' ? [[name, said]] : [];
    }),
  );
}

/** The total that the papers of the week before told, when one may have been told. */
function registeredBefore(paper: IssuedPaper, papers: readonly IssuedPaper[]): number | null {
  const monday = paper.since === null ? null : mondayOf(paper.since.to);
  const before = papers.findLast((one) => one.inForce && one.monday === monday);
  return before === undefined ? null : (countsIn(before)['registered'] ?? null);
}

function kindOf(paper: IssuedPaper): WeekStatistics['kind'] {
  if (paper.kind === 'supplement') return 'supplement';
  return JSON.stringify(paper.fields['reportKind'] ?? '').includes('零报告') ? 'zero' : 'report';
}

export type WeekLeaving = {
  readonly statistics: WeekStatistics;
  /** No figure was held back, and the paper has no line about a pupil: it may go along as it is. */
  readonly paperMayLeave: boolean;
};

/** The figures of a weekly report or supplement; null when it is older than the papers that are looked back at. */
export async function weekStatistics(reader: Reader, row: DocumentRow): Promise<WeekLeaving | null> {
  const papers = await weekPapers(reader, row.type);
  const paper = papers.find((one) => one.documentId === row.id);
  if (paper === undefined) return null;
  const counts = countsIn(paper);
  const before = registeredBefore(paper, papers);
  const told = before === null || (before > 0 && before < smallest) ? weeklySums.slice(0, 1) : weeklySums;
  const figures = protect(counts, { k: smallest, totals: told, known: before === null ? {} : { before } });
  const { monday, id } = paper;
  return {
    statistics: { number: id, from: monday, to: addDays(monday, 6), kind: kindOf(paper), figures },
    paperMayLeave: paper.fields['lines'] === undefined && Object.entries(figures).every(([name, figure]) => figure === counts[name]),
  };
}

const kindWords: Record<WeekStatistics['kind'], string> = { report: '周报', zero: '零报告', supplement: '补充报告' };

/** Every figure with its words, in the order of the data. */
export function statisticsWords(statistics: Statistics): readonly (readonly [field: string, value: string])[] {
  if (statistics === null) return [];
  const labels = new Map((templateOf('D09')?.fields ?? []).map((field) => [field.id, field.label]));
  const ofWeek = ({ number, from, to, kind, figures }: WeekStatistics): readonly (readonly [string, string])[] =>
    weeklyFigureNames.flatMap((name) => {
      const figure = figures[name];
      return figure === undefined ? [] : [[`${kindWords[kind]} ${number}（${from}至${to}）${labels.get(columnOf[name]) ?? name}`, String(figure)]];
    });
  return [...Object.entries(statistics.cases ?? {}).map(([name, figure]) => [caseWords(name), String(figure)] as const), ...statistics.weeks.flatMap(ofWeek)];
}

function caseWords(name: string): string {
  const group = groupNames.find((one) => name.startsWith(`${one}.`));
  if (group === undefined) return '个案总数';
  const words: Readonly<Record<string, string>> = groups[group].words;
  const code = name.slice(group.length + 1);
  return `${groups[group].label}：${words[code] ?? code}`;
}
