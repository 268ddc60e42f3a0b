/** What entries made after a report have changed of it: figures, and the lines of pupils. */
import { plainText } from '../../../domain/plain-text.ts';
import type { IssuedPaper } from '../../../db/queries/weekly.ts';
import { weeklyFigureNames, type WeeklyFigures } from '../../../domain/weekly-figures.ts';
import type { Template } from '../../../templates/template.ts';
import { columnOf, figuresOfPaper, type Coverage, type NamedLine, type Week } from './weekly.ts';

export type Drift = Readonly<Partial<Record<keyof WeeklyFigures, { readonly reported: number; readonly now: number }>>>;

/** Figures that are others now than what the report, or the latest supplement to it, said; none when no report stands. */
export function driftOf({ report, supplements }: Coverage, { asReported, asKnown }: { readonly asReported: Week; readonly asKnown: Week }): Drift {
  const latest = supplements.at(-1) ?? report;
  if (latest === null) return {};
  const said = figuresOfPaper(latest.fields, asReported.report.figures);
  const now = asKnown.report.figures;
  return Object.fromEntries(weeklyFigureNames.filter((name) => said[name] !== now[name]).map((name) => [name, { reported: said[name], now: now[name] }]));
}

/** Rows of the table of changed figures, in the words of the form. */
export function changeRows(drift: Drift, template: Template): { figure: string; reported: number; now: number; difference: string }[] {
  const labels = new Map(template.fields.map((field) => [field.id, field.label]));
  return weeklyFigureNames.flatMap((name) => {
    const change = drift[name];
    if (change === undefined) return [];
    const { reported, now } = change;
    return [{ figure: labels.get(columnOf[name]) ?? name, reported, now, difference: `${now > reported ? '+' : ''}${now - reported}` }];
  });
}

/** Columns that tell of the week itself; what comes next and who is responsible moves on with every day. */
const told = ['grade', 'situation', 'measures', 'medical', 'family', 'status'] as const;
type Row = Readonly<Record<string, unknown>>;

function isSame(line: NamedLine, row: Row): boolean {
  return told.every((column) => (line[column] ?? '') === (row[column] ?? ''));
}

/** Rows by case as they were told last, in the report or in a supplement. */
function rowsTold(papers: readonly IssuedPaper[]): ReadonlyMap<string, Row> {
  const rows = papers.flatMap((paper) => (Array.isArray(paper.fields['lines']) ? (paper.fields['lines'] as readonly Row[]) : []));
  return new Map(rows.map((row) => [plainText(row['caseNo']), row]));
}

/** Lines that are new or others now, and a word on those that no longer belong in the week. */
export function changedLines({ report, supplements }: Coverage, asKnown: Week): readonly NamedLine[] {
  const before = rowsTold([...(report === null ? [] : [report]), ...supplements]);
  const known = new Set(asKnown.paperLines.map((line) => line.caseNo));
  const changed = asKnown.paperLines.filter((line) => {
    const row = before.get(plainText(line.caseNo));
    return row === undefined || !isSame(line, row);
  });
  const gone = [...before].flatMap(([caseNo, row]): NamedLine[] => {
    if (known.has(caseNo) || row['situation'] === noLonger) return [];
    return [{ caseNo, name: plainText(row['name']), className: plainText(row['className']), situation: noLonger }];
  });
  return [...changed, ...gone];
}

const noLonger = '经更正不再列入本周';
