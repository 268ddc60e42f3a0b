/** What documents may say about a case, in Chinese words: drawn from the folded state and the log, without session notes. */
import type { CaseState } from '../../../domain/case-state.ts';
import type { CaseEvent } from '../../../domain/events/define-event.ts';
import { isEvent, type EventPayload, type EventType } from '../../../domain/events/registry.ts';
import { effectiveEvents } from '../../../domain/fold.ts';
import { clockOf, dateOf, type Instant } from '../../../domain/time.ts';
import type { PupilDetail } from '../../../db/queries/pupils.ts';
import type { ResultRow } from '../../../db/queries/screening.ts';
import { Instrument } from '../../../domain/vocabulary.ts';
import type { FactsContext } from '../../../templates/context.ts';
import {
  attendanceWords,
  channelWords,
  crisisWords,
  gradeWords,
  instrumentWords,
  methodWords,
  schoolGradeWords,
  schoolStageWords,
  sexWords,
  stageWords,
} from '../words.ts';

export type CaseMaterial = {
  readonly caseNo: string;
  readonly state: CaseState;
  readonly events: readonly CaseEvent[];
  readonly pupil: PupilDetail;
  readonly results: readonly ResultRow[];
  readonly nameOf: (userId: string) => string;
};

/** Office time of an instant for a line of a form: 2026-10-12 08:30. */
export function momentWords(at: Instant): string {
  return `${dateOf(at)} ${clockOf(at)}`;
}

/** Payload and moment of the latest event of a type, as corrected. */
export function latest<T extends EventType>(
  events: readonly CaseEvent[],
  type: T,
): { readonly payload: EventPayload<T>; readonly event: CaseEvent } | undefined {
  const found = effectiveEvents(events).findLast((event): event is CaseEvent<EventPayload<T>, T> => isEvent(event, type));
  return found === undefined ? undefined : { payload: found.payload, event: found };
}

/** The pupil as documents name them. */
export function pupilFacts(pupil: PupilDetail, school: string): NonNullable<FactsContext['pupil']> {
  return {
    name: pupil.name,
    sex: sexWords[pupil.sex] ?? '',
    studentNo: pupil.studentNo,
    school,
    stage: schoolStageWords(pupil.grade),
    grade: schoolGradeWords(pupil.grade),
    // Platforms write 七年级(1)班; documents put grade and class side by side.
    className: pupil.className.startsWith(schoolGradeWords(pupil.grade)) ? pupil.className.slice(schoolGradeWords(pupil.grade).length) : pupil.className,
    boarding: pupil.boarding ? '住宿' : '走读',
    ...(pupil.birthDate === null ? {} : { birthMonth: `${pupil.birthDate.slice(0, 4)}年${Number(pupil.birthDate.slice(5, 7))}月` }),
    ...(pupil.address === null ? {} : { address: pupil.address }),
    ...(pupil.classTeacher === null ? {} : { classTeacher: pupil.classTeacher }),
  };
}

export function guardianFacts(guardians: PupilDetail['guardians']): NonNullable<FactsContext['guardians']> {
  return guardians.map((one) => ({ name: one.name, relation: one.relation, phone: one.phone ?? '' }));
}

export function screeningFacts(results: readonly ResultRow[]): NonNullable<FactsContext['screening']> {
  return results.map((one) => ({
    instrument: instrumentWords[Instrument.parse(one.instrument)],
    date: one.testedOn,
    total: one.total ?? '',
    flags: one.urgent ? '需立即访谈' : one.needsSecond ? '需二次筛查' : '无预警',
  }));
}

/** Everything a form says about the case itself. */
export function caseFacts(of: CaseMaterial): NonNullable<FactsContext['case']> {
  const { state } = of;
  const lead = latest(of.events, 'lead_recorded');
  const interview = latest(of.events, 'interview_held');
  const grade = latest(of.events, 'grade_decided');
  return {
    caseNo: of.caseNo,
    loop: `第${state.loop}轮`,
    channel: state.channels.map((one) => channelWords[one]).join('、'),
    crisisTypes: state.crisisTypes.map((one) => crisisWords[one]),
    currentState: attendanceWords[state.attendance],
    measuresTaken: [...measuresTaken(of)],
    reportKind: state.filedAt === null ? '首报' : '续报',
    ...(state.openedAt === null ? {} : { openedOn: dateOf(state.openedAt), discoveredOn: dateOf(state.openedAt) }),
    ...(lead === undefined
      ? {}
      : { discoveredBy: lead.payload.reportedBy, discoveredAt: lead.payload.foundAt, summary: lead.payload.summary, triggerEvent: lead.payload.summary }),
    ...(state.grade === null ? {} : { grade: gradeWords[state.grade] }),
    ...(state.previousGrade === null ? {} : { previousGrade: gradeWords[state.previousGrade] }),
    ...(grade === undefined
      ? {}
      : {
          gradeBasis: `${grade.payload.reason}\n${grade.payload.evidence}`.trim(),
          gradeDecidedOn: dateOf(grade.event.happenedAt),
          gradeDecidedBy: grade.payload.participants.join('、'),
        }),
    ...(interview === undefined ? {} : { selfHarm: selfHarmWords(interview.payload), protective: interview.payload.protectiveFactors }),
    ...hospitalFacts(of),
  };
}

const findingWords = { yes: '有', no: '无', unknown: '未能确定' } as const;

function selfHarmWords(interview: EventPayload<'interview_held'>): string {
  return `意念：${findingWords[interview.ideation]}；计划：${findingWords[interview.plan]}；手段可得：${findingWords[interview.means]}；既往行为：${findingWords[interview.attempt]}`;
}

function hospitalFacts(of: CaseMaterial): { readonly hospital?: string } {
  const reply = latest(of.events, 'referral_replied');
  const referral = of.state.referrals.at(-1);
  if (referral === undefined) return {};
  const answer = reply === undefined || reply.payload.diagnosis === '' ? '回执未收到' : `医院意见原文：“${reply.payload.diagnosis}”`;
  return { hospital: `${referral.hospital}（${dateOf(referral.madeAt)}建议就诊）；${answer}` };
}

/** Steps already taken, from the log: who was told and asked, without what was said in confidence. */
export function measuresTaken(of: CaseMaterial): readonly { readonly at: string; readonly what: string; readonly who: string }[] {
  return effectiveEvents(of.events).flatMap((event) => {
    const what = measureWords(event);
    return what === null ? [] : [{ at: momentWords(event.happenedAt), what, who: of.nameOf(event.recordedBy) }];
  });
}

function measureWords(event: CaseEvent): string | null {
  if (isEvent(event, 'interview_held')) return '心理教师初访（二次筛查）';
  if (isEvent(event, 'grade_decided')) return `研判会定级：${gradeWords[event.payload.grade]}`;
  if (isEvent(event, 'guardian_notified')) return `告知监护人（${event.payload.relation}）`;
  if (isEvent(event, 'principal_notified')) return '报告校长';
  if (isEvent(event, 'case_filed')) return '报区中心、未保办备案';
  if (isEvent(event, 'letter_received')) return `收到区中心告知书${event.payload.letterNumber}`;
  if (isEvent(event, 'guardian_contacted')) return event.payload.reached ? `与家长联系（${methodWords[event.payload.method]}）` : null;
  if (isEvent(event, 'pupil_contacted')) return event.payload.reached ? `与学生联系（${methodWords[event.payload.method]}）` : null;
  if (isEvent(event, 'referral_made')) return `建议转介至${event.payload.hospital}`;
  if (isEvent(event, 'leave_started')) return '办理休学';
  return null;
}

/** Stage and attendance as one phrase. */
export function standingWords(state: CaseState): string {
  return `${stageWords[state.stage]}（${attendanceWords[state.attendance]}）`;
}
