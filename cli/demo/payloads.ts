/** Invented payloads that the stories share. */
import type { CaseFile } from '../../contract/cases.ts';
import type { EventPayload } from '../../domain/events/registry.ts';
import type { DocumentId, EventId } from '../../domain/ids.ts';
import type { DistrictTrigger, RiskGrade } from '../../domain/vocabulary.ts';
import type { Payload } from './story.ts';

export const teacher = '沈老师（心理教师）';
export const leader = '周副校长';
export const moralHead = '陆老师（德育主任）';
const classTeacher = '班主任';

/** Id of the latest paper of a type that was issued in the case. */
function latestPaper(file: CaseFile, type: string): DocumentId | null {
  return file.documents.findLast((document) => document.type === type)?.id ?? null;
}

export function interview(findings: string, proposedGrade: RiskGrade, seen: Partial<EventPayload<'interview_held'>> = {}): EventPayload<'interview_held'> {
  return {
    findings,
    ideation: 'no',
    plan: 'no',
    means: 'no',
    attempt: 'no',
    selfHarm: 'no',
    protectiveFactors: '愿意谈话，有一位信任的老师。',
    proposedGrade,
    note: '',
    disclosed: [],
    ...seen,
  };
}

type Judgement = { readonly triggers?: readonly DistrictTrigger[]; readonly outcome?: 'crisis' | 'not_crisis' };

export function judged(grade: RiskGrade, reason: string, { triggers = [], outcome = 'crisis' }: Judgement = {}): EventPayload<'grade_decided'> {
  return {
    grade,
    outcome,
    reason,
    evidence: '初访记录、班主任观察和既往测评结果。',
    participants: [teacher, leader, moralHead],
    triggers: [...triggers],
    conferenceId: null,
  };
}

/** The guardian was told face to face and given the notice. Who refuses to sign is witnessed by two. */
export function told(opinion: EventPayload<'guardian_notified'>['opinion'] = 'agrees', note = ''): Payload<EventPayload<'guardian_notified'>> {
  return (file) => ({
    how: 'face',
    who: 'mother',
    to: '监护人',
    relation: file.guardians[0]?.relation ?? '母亲',
    by: [teacher, classTeacher],
    opinion,
    witnesses: opinion === 'refused_to_sign' ? [moralHead, '校医'] : [],
    documentId: latestPaper(file, 'D02'),
    note,
  });
}

export function reported(): EventPayload<'principal_notified'> {
  return { how: 'face', to: '校长', by: teacher, instruction: '启动校园心理危机干预预案，由分管副校长牵头，责任到人。' };
}

/** Filed with the centre and the office for minors at once, ahead of the package on Friday. */
export function filed(how: 'phone' | 'platform' | 'paper'): Payload<EventPayload<'case_filed'>> {
  return (file) => ({ to: ['center', 'minor_protection_office'], report: 'first', how, documentId: latestPaper(file, 'D06'), receiptNo: '' });
}

/** The office for minors has no register of this kind: it gets paper, and the centre gets the package. */
export function filedForMinors(): Payload<EventPayload<'case_filed'>> {
  return (file) => ({ to: ['minor_protection_office'], report: 'first', how: 'paper', documentId: latestPaper(file, 'D06'), receiptNo: '' });
}

export function parents(content: string, more: Partial<EventPayload<'guardian_contacted'>> = {}): EventPayload<'guardian_contacted'> {
  return {
    method: 'phone',
    reached: true,
    who: 'mother',
    with: '母亲',
    attitude: 'cooperative',
    content,
    disclosed: [],
    riskChange: 'same',
    next: '下周再联系。',
    ...more,
  };
}

export function pupil(content: string, more: Partial<EventPayload<'pupil_contacted'>> = {}): EventPayload<'pupil_contacted'> {
  return { method: 'online', reached: true, suicidalThoughts: 'no', incidents: [], disclosed: [], content, riskChange: 'same', next: '下周再联系。', ...more };
}

export function followUp(condition: string, more: Partial<EventPayload<'follow_up_held'>> = {}): EventPayload<'follow_up_held'> {
  return {
    method: 'face',
    with: ['pupil'],
    suicidalThoughts: 'no',
    incidents: [],
    disclosed: [],
    condition,
    treatment: '',
    riskChange: 'same',
    action: '继续个别辅导。',
    nextOn: null,
    ...more,
  };
}

/** 研判会: what it agreed on, recorded by the counsellor; it counts once a second person has confirmed the minutes. */
export function conference(agreed: Pick<EventPayload<'conference_held'>, 'kind' | 'grade' | 'agreesToClose'>): EventPayload<'conference_held'> {
  return {
    ...agreed,
    chair: leader,
    participants: [teacher, leader, moralHead],
    materials: '回访记录、班主任观察、家长反馈。',
    opinions: [{ who: teacher, opinion: '按记录研判，同意。' }],
    decisions: [],
    nextOn: null,
    documentId: null,
  };
}

function latestConference(file: CaseFile): EventId {
  const held = file.events.findLast((event) => event.type === 'conference_held');
  if (held === undefined) throw new Error('the story expects a conference');
  return held.id;
}

/** 会签 of the latest conference. */
export function confirmed(): Payload<EventPayload<'conference_confirmed'>> {
  return (file) => ({ conferenceId: latestConference(file) });
}

/** A lower grade, as the latest conference agreed. */
export function lowered(grade: RiskGrade, reason: string): Payload<EventPayload<'grade_decided'>> {
  return (file) => ({ ...judged(grade, reason), conferenceId: latestConference(file) });
}

export function closed(summary: string): Payload<EventPayload<'case_closed'>> {
  return (file) => ({
    kind: 'goals_reached',
    summary,
    aftercare: '三个月内每月回访一次。',
    participants: [teacher, leader],
    conferenceId: latestConference(file),
    checklist: { goalsChecked: true, papersComplete: true, guardianTold: true, aftercareAgreed: true },
    documentId: null,
  });
}

/** The hospital's answer to the latest referral of the case. */
export function replied(reply: Omit<EventPayload<'referral_replied'>, 'referralId' | 'documentId'>): Payload<EventPayload<'referral_replied'>> {
  return (file) => {
    const made = file.events.findLast((event) => event.type === 'referral_made');
    if (made === undefined) throw new Error('the story expects a referral');
    return { ...reply, referralId: made.id, documentId: null };
  };
}

/** A leader excuses the open duty of a rule. */
export function excused(ruleId: string, reason: string): Payload<EventPayload<'obligation_excused'>> {
  return (file) => {
    const open = file.obligations.find((obligation) => obligation.ruleId === ruleId && obligation.end === null);
    if (open === undefined) throw new Error('the story expects an open duty');
    return { obligationId: open.id, reason };
  };
}

/** Sets one field of the first event of a type right. */
export function corrected(
  of: { readonly type: string; readonly field: string; readonly shouldBe: string },
  reason: string,
): Payload<EventPayload<'correction_made'>> {
  return (file) => {
    const target = file.events.find((event) => event.type === of.type);
    const was = target?.payload[of.field];
    if (target === undefined || typeof was !== 'string') throw new Error('the story expects an event to correct');
    return { targetId: target.id, field: of.field, was, shouldBe: of.shouldBe, reason };
  };
}
