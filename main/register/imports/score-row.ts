/** One instrument in one row: cells → numbers → score, and what a row says of danger even when it cannot be scored. */
import type { ScaleInput, ScaleResult, ScoreBase } from '../../../domain/scales/define-scale.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { phq9DangerItem } from '../../../domain/scales/phq9.ts';
import { scales } from '../../../domain/scales/registry.ts';
import type { InstrumentPlan } from './detect.ts';
import { answerOf, numberOf, type Read } from './normalise.ts';
import type { Row } from './cells.ts';
import type { Params, RowCode } from './parsed.ts';

export type ScoreRefusal = { readonly code: RowCode; readonly column?: number; readonly params: Params };

type Numbers = { readonly at: (column: number, read: (cell: Row[number]) => Read<number>) => number | null; readonly wrong: () => number | null };

/** Scores the row, or says which column (from 1) stands in the way. */
export function scorePlan({ plan, base }: { readonly plan: InstrumentPlan; readonly base: ScoreBase }, cells: Row): Result<ScaleResult, ScoreRefusal> {
  const scale = scales[plan.instrument];
  const numbers = numbersOf(cells);
  const input = inputOf(plan, base, numbers);
  const wrong = numbers.wrong();
  if (wrong !== null) return fail({ code: 'SCORE_NOT_NUMBER', column: wrong + 1, params: {} });
  const scored = scale.score(input);
  if (scored.ok) return ok(scored.value);
  const column = columnOf(plan, scored.error.where);
  const missing = plan.items && scored.error.code === 'ITEM_MISSING' ? missingItems(input) : null;
  return fail({ code: scored.error.code, ...(column === null ? {} : { column: column + 1 }), params: missing ? { items: missing } : {} });
}

/** Whether the answer to the item about death and self-harm is above its lowest, read on its own. */
export function statesDanger(plan: InstrumentPlan, base: ScoreBase, cells: Row): boolean {
  const column = plan.instrument === 'PHQ9' ? (plan.items?.[phq9DangerItem - 1] ?? plan.singles[phq9DangerItem]) : undefined;
  if (column === undefined) return false;
  const read = answerOf(cells[column] ?? null);
  return read.state === 'value' && read.value > base;
}

function numbersOf(cells: Row): Numbers {
  let wrong: number | null = null;
  return {
    at: (column, read) => {
      const number = read(cells[column] ?? null);
      if (number.state === 'unreadable') wrong ??= column;
      return number.state === 'value' ? number.value : null;
    },
    wrong: () => wrong,
  };
}

function inputOf(plan: InstrumentPlan, base: ScoreBase, numbers: Numbers): ScaleInput {
  const total = plan.total === null ? null : numbers.at(plan.total, numberOf);
  if (plan.items) {
    return { base, answers: plan.items.map((column) => numbers.at(column, answerOf)), factors: {}, validity: null, total: meanTotal(plan, total), singles: {} };
  }
  const singles: Record<number, number> = {};
  for (const [number, column] of Object.entries(plan.singles)) {
    const answer = numbers.at(column, answerOf);
    if (answer !== null) singles[Number(number)] = answer;
  }
  const factors = Object.fromEntries(Object.entries(plan.factors).map(([code, column]) => [code, numbers.at(column, numberOf)]));
  const validity = plan.validity === null ? null : numbers.at(plan.validity, numberOf);
  return { base, answers: null, factors, validity, total: meanTotal(plan, total), singles };
}

/** Scales judged by means are also exported with the sum of all items. */
function meanTotal({ instrument }: InstrumentPlan, total: number | null): number | null {
  const { aggregate, answers, itemCount } = scales[instrument];
  return aggregate === 'mean' && total !== null && total > answers.max ? total / itemCount : total;
}

function missingItems({ answers }: ScaleInput): readonly number[] {
  return (answers ?? []).flatMap((answer, index) => (answer === null ? [index + 1] : []));
}

function columnOf(plan: InstrumentPlan, where: string | null): number | null {
  if (where === 'total') return plan.total;
  if (where === 'validity') return plan.validity;
  const [kind, key = ''] = (where ?? '').split(':');
  if (kind === 'item') return plan.items?.[Number(key) - 1] ?? plan.singles[Number(key)] ?? null;
  return kind === 'factor' ? (plan.factors[key] ?? null) : null;
}
