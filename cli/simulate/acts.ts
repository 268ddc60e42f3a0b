/** How a duty is done: for each entry that settles one, what the person writes. Texts are invented and alike; what varies is what matters to the rules. */
import type { CaseFile } from '../../contract/cases.ts';
import type { ObligationView } from '../../contract/shapes.ts';
import { definitionOf, isEventType, type EventType } from '../../domain/events/registry.ts';
import { addDays, dateOf } from '../../domain/time.ts';
import type { Life, World } from './world.ts';

type Values = Readonly<Record<string, unknown>>;
export type Acting = { readonly world: World; readonly file: CaseFile; readonly duty: ObligationView; readonly life: Life | undefined };
type Act = (acting: Acting) => Values | null;

const gradeOf = { 1: 'R1', 2: 'R2', 3: 'R3', 4: 'R4' } as const;

function severityOf({ life }: Acting): Life['severity'] {
  return life?.severity ?? 2;
}

function reached({ world }: Acting): boolean {
  return world.random.chance(0.9);
}

/** What is owed by name of the entry that opened the duty. */
function naming(key: string): Act {
  return ({ duty }) => ({ [key]: duty.openedBy });
}

const sign = (acting: Acting): Values => ({
  suicidalThoughts: severityOf(acting) >= 3 && acting.world.random.chance(0.15) ? 'yes' : 'no',
  incidents: severityOf(acting) === 4 && acting.world.random.chance(0.05) ? ['self_harm'] : [],
  riskChange: 'same',
});

/** What differs from the example of the entry's type; null: not now. */
const acts: Readonly<Partial<Record<EventType, Act>>> = {
  interview_held: (acting) => ({ proposedGrade: gradeOf[severityOf(acting)], ideation: severityOf(acting) >= 3 ? 'yes' : 'no', attempt: 'no', selfHarm: 'no' }),
  grade_decided: (acting) => regrade(acting),
  case_filed: ({ duty }) => ({ to: [duty.slot], how: 'paper' }),
  guardian_notified: ({ world }) =>
    world.random.chance(0.08) ? { opinion: 'refused_to_sign', witnesses: ['何老师', '钱老师'] } : { opinion: world.random.chance(0.8) ? 'agrees' : 'declines' },
  principal_notified: () => ({}),
  measures_reported: () => ({}),
  safety_plan_made: () => ({}),
  guardian_contacted: (acting) => ({ reached: reached(acting) }),
  pupil_contacted: (acting) => ({ reached: reached(acting), ...sign(acting) }),
  follow_up_held: sign,
  counselling_held: sign,
  referral_replied: naming('referralId'),
  conference_held: (acting) => conference(acting),
  conference_confirmed: naming('conferenceId'),
  decision_carried_out: ({ duty }) => ({ obligationId: duty.id }),
  class_observed: () => ({ urgent: false, cues: [] }),
  kin_notified_in_writing: () => ({}),
  return_assessed: returnAssessed,
  return_appeal_decided: () => ({ decision: 'reassess' }),
  risk_interview_held: (acting) => ({
    ideation: severityOf(acting) === 4 ? 'with_method' : 'wish_to_be_dead',
    behaviour: 'lifetime',
    preparation: 'no',
    farewell: 'no',
    commandHallucination: 'no',
    proposedGrade: gradeOf[severityOf(acting)],
    // The day of the example would be long past.
    nextReviewOn: null,
  }),
  reentry_plan_made: ({ world }) => ({ until: addDays(dateOf(world.clock.now()), 60) }),
  trial_ended: () => ({ outcome: 'full', until: null }),
  handover_accepted: () => ({}),
  mandatory_report_made: () => ({ guardianSuspects: [] }),
  mandatory_report_answered: naming('reportId'),
  affected_pupil_seen: naming('affectedId'),
  transfer_confirmed: ({ world }) => ({ on: dateOf(world.clock.now()) }),
  case_archived: ({ world }) => ({ retainUntil: addDays(dateOf(world.clock.now()), 1830) }),
  emergency_step_taken: ({ duty }) => ({ step: stepOf[duty.ruleId] ?? 'guardian_told' }),
};

const stepOf: Readonly<Record<string, string>> = {
  T_EM_GUARDIAN: 'guardian_told',
  T_EM_HEAD: 'class_teacher_to_head',
  T_EM_PSYCH: 'psych_teacher_on_site',
  T_EM_PRINCIPAL: 'principal_told',
  T_EM_CENTER: 'center_told',
  T_EM_BUREAU: 'bureau_told',
};

function returnAssessed({ world }: Acting): Values {
  const today = dateOf(world.clock.now());
  const conclusion = world.random.pick(['agreed', 'trial', 'agreed', 'deferred']);
  const deferred = conclusion === 'deferred' ? { reason: '睡眠尚未恢复。', reviewOn: addDays(today, 14), appealTold: true } : {};
  return { conclusion, until: conclusion === 'trial' ? addDays(today, 28) : null, ...deferred };
}

function regrade(acting: Acting): Values {
  const { file } = acting;
  // Looked at again, and left as it is: lowering has its own way through a conference.
  const grade = file.summary.grade ?? gradeOf[severityOf(acting)];
  return {
    grade,
    outcome: grade === 'R0' ? 'not_crisis' : 'crisis',
    triggers: grade === 'R3' || grade === 'R4' ? ['suicidal_tendency'] : [],
    conferenceId: null,
  };
}

function conference({ world, duty }: Acting): Values {
  const today = dateOf(world.clock.now());
  const kind = duty.ruleId === 'T_EM_REVIEW' ? 'emergency' : 'review';
  const decisions = world.random.chance(0.5) ? [{ what: '与家长再约谈一次。', ownerRole: 'psych_teacher', dueOn: addDays(today, 10) }] : [];
  return { kind, grade: null, agreesToClose: false, decisions, nextOn: null };
}

/** The entry that would settle the duty now, or null when this person cannot or need not write it by hand. */
export function actFor(acting: Acting): { readonly type: EventType; readonly payload: Values } | null {
  const { duty, file } = acting;
  for (const type of duty.settledBy) {
    if (!isEventType(type) || !file.allowed.includes(type)) continue;
    const differs = acts[type]?.(acting);
    if (differs === undefined || differs === null) continue;
    return { type, payload: { ...exampleOf(type), ...differs } };
  }
  return null;
}

/** Example of a type without references to what this register does not have. */
export function exampleOf(type: EventType): Values {
  const example: Values = { ...definitionOf(type).example };
  return Object.fromEntries(Object.entries(example).map(([key, value]) => [key, /documentId$|DocumentId$|packageId$/.test(key) ? null : value]));
}
