/** Which base a file's answers have. It must be stated or given: one wrong guess would flag a whole school, or nobody. */
import type { ScoreBase } from '../../../domain/scales/define-scale.ts';
import { scales } from '../../../domain/scales/registry.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import type { InstrumentPlan, Table } from './detect.ts';
import type { DataRow } from './body.ts';
import { codeText, numberOf } from './normalise.ts';
import type { ImportError } from './parsed.ts';

export type BaseFound = { readonly base: ScoreBase; readonly differsFromTitle: boolean };

type Evidence = { readonly belowOne: number; readonly zeros: number; readonly aboveBaseZero: number };

/** The base of one instrument in one table: what the caller says, else what titles and headers say, else the only base in use. */
export function baseOf(
  plan: InstrumentPlan,
  table: Table,
  context: { readonly data: readonly DataRow[]; readonly given: ScoreBase | undefined },
): Result<BaseFound, ImportError> {
  const { answers, baseVaries, factors } = scales[plan.instrument];
  // Yes/no scales have one base, and a total alone does not say from where its answers counted.
  if (answers.max === 1) return ok({ base: 0, differsFromTitle: false });
  const text = codeText(`${table.header.title} ${table.header.columns.map(({ header }) => header).join(' ')}`);
  const stated = statedBase(text, answers.max - answers.min);
  const evidence = evidenceOf(plan, context.data, answers.max - answers.min);
  const doubtful = baseVaries || (evidence.aboveBaseZero > 0 && evidence.zeros === 0 && (plan.items !== null || factors.length > 0));
  if (context.given !== undefined && doubtful) return ok({ base: context.given, differsFromTitle: stated !== null && stated !== context.given });
  if (stated !== null) return ok({ base: stated, differsFromTitle: false });
  if (!doubtful) return ok({ base: answers.min, differsFromTitle: false });
  return fail({ code: 'BASE_UNKNOWN', params: { instrument: plan.instrument, ...suggestion(evidence) } });
}

/** `0-4计分`, `(1~5)`, `0至4分`: null if neither or both are written. */
export function statedBase(text: string, span: number): ScoreBase | null {
  const says = (base: ScoreBase): boolean => new RegExp(`(?<![\\d./年月-])${base}\\s*[-~至到]\\s*${base + span}(?![\\d./年月-])`, 'u').test(text);
  const [zero, one] = [says(0), says(1)];
  if (zero === one) return null;
  return zero ? 0 : 1;
}

function evidenceOf(plan: InstrumentPlan, data: readonly DataRow[], span: number): Evidence {
  const columns = plan.items ?? Object.values(plan.factors);
  let [belowOne, zeros, aboveBaseZero] = [0, 0, 0];
  for (const { cells } of data) {
    for (const column of columns) {
      const read = numberOf(cells[column] ?? null);
      if (read.state !== 'value') continue;
      if (read.value < 1) belowOne += 1;
      if (read.value === 0) zeros += 1;
      if (read.value > span) aboveBaseZero += 1;
    }
  }
  return { belowOne, zeros, aboveBaseZero };
}

/** What the numbers point to, offered to the person who has to say it. */
function suggestion({ belowOne, aboveBaseZero }: Evidence): { readonly suggested?: number } {
  if (belowOne > 0 === aboveBaseZero > 0) return {};
  return { suggested: belowOne > 0 ? 0 : 1 };
}
