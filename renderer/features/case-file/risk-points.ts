/** How the risk went: decisions, what was proposed, and signs of danger, as far as this person may see them. Pure. */
import type { EventView } from '../../../contract/cases.ts';
import { gradeRank } from '../../../domain/case-state.ts';
import type { EventId } from '../../../domain/ids.ts';
import { contactIsSignal, leadIsSignal } from '../../../domain/signals.ts';
import { msOf, type Instant } from '../../../domain/time.ts';
import { AskedAnswer, CrisisType, grades, Incident, RiskChange, RiskGrade } from '../../../domain/vocabulary.ts';
import { z } from '../../../domain/zod.ts';

export type RiskPoint = {
  readonly eventId: EventId;
  readonly at: Instant;
  readonly kind: 'decision' | 'proposal' | 'conference' | 'signal';
  /** Null for a sign of danger, which has no grade of its own. */
  readonly grade: RiskGrade | null;
  readonly type: string;
};

const graded: Readonly<Record<string, readonly [RiskPoint['kind'], string]>> = {
  grade_decided: ['decision', 'grade'],
  interview_held: ['proposal', 'proposedGrade'],
  risk_interview_held: ['proposal', 'proposedGrade'],
  conference_held: ['conference', 'grade'],
};

/** Entries that are a sign of danger whatever they say. */
const alwaysSignals: readonly string[] = ['emergency_started', 'hospital_escorted', 'hospital_admitted', 'mandatory_report_made'];

const Lead = z.object({ immediateDanger: z.boolean(), crisisTypes: z.array(CrisisType) });
// Parts that the reader may not see are absent, and then say nothing.
const Contact = z.object({
  suicidalThoughts: AskedAnswer.catch('not_asked'),
  incidents: z.array(Incident).catch([]),
  riskChange: RiskChange.catch('same'),
});
const Observed = z.object({ urgent: z.literal(true) });

function isSignal({ type, payload }: EventView): boolean {
  if (alwaysSignals.includes(type)) return true;
  if (type === 'lead_recorded' || type === 'lead_added') {
    const lead = Lead.safeParse(payload);
    return lead.success && leadIsSignal(lead.data);
  }
  if (type === 'class_observed' || type === 'peer_observed') return Observed.safeParse(payload).success;
  return contactTypes.includes(type) && contactIsSignal(Contact.parse(payload));
}

const contactTypes: readonly string[] = ['guardian_contacted', 'pupil_contacted', 'follow_up_held', 'counselling_held'];

/** Points in the order of what happened. */
export function riskPoints(events: readonly EventView[]): readonly RiskPoint[] {
  const points = events.flatMap((event): RiskPoint[] => {
    const common = { eventId: event.id, at: event.happenedAt, type: event.type };
    const [kind, field] = graded[event.type] ?? [];
    const grade = field === undefined ? undefined : RiskGrade.safeParse(event.payload[field]);
    if (kind !== undefined && grade?.success === true) return [{ ...common, kind, grade: grade.data }];
    return isSignal(event) ? [{ ...common, kind: 'signal', grade: null }] : [];
  });
  return points.toSorted((one, other) => one.at.localeCompare(other.at));
}

export type Place = { readonly x: number; readonly y: number };
export type Frame = { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number };
export type Span = { readonly from: Instant; readonly to: Instant };

/** Where a moment and a grade stand within the frame: R4 at its top, R0 at its bottom; a sign of danger on the bottom line. */
export function placeOf({ at, grade }: { readonly at: Instant; readonly grade: RiskGrade | null }, { from, to }: Span, frame: Frame): Place {
  const length = Math.max(1, msOf(to) - msOf(from));
  const share = Math.min(1, Math.max(0, (msOf(at) - msOf(from)) / length));
  const step = (frame.bottom - frame.top) / (grades.length - 1);
  return { x: frame.left + share * (frame.right - frame.left), y: frame.bottom - (grade === null ? 0 : gradeRank(grade) * step) };
}

/** The grade that stood, as a path of steps up to the end of the span; empty while nobody decided. */
export function stepPath(points: readonly RiskPoint[], span: Span, frame: Frame): string {
  const decisions = points.filter(({ kind }) => kind === 'decision').map((point) => placeOf(point, span, frame));
  const [first] = decisions;
  const last = decisions.at(-1);
  if (first === undefined || last === undefined) return '';
  const steps = decisions.slice(1).map(({ x, y }) => `H ${x.toFixed(1)} V ${y.toFixed(1)}`);
  return [`M ${first.x.toFixed(1)} ${first.y.toFixed(1)}`, ...steps, `H ${frame.right.toFixed(1)}`].join(' ');
}
