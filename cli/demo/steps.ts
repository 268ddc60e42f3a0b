/** Steps that belong together: what takes a conference and a second signature, and the way back from a leave. */
import type { CaseFile } from '../../contract/cases.ts';
import type { EventPayload } from '../../domain/events/registry.ts';
import type { EventId } from '../../domain/ids.ts';
import { addHours, dateOf, type Instant } from '../../domain/time.ts';
import type { RiskGrade } from '../../domain/vocabulary.ts';
import { followUp, closed, conference, confirmed, leader, lowered, moralHead, teacher } from './payloads.ts';
import { by, record, type Payload, type Step } from './story.ts';

/** The conference of two hours before, and the vice principal's confirmation of its minutes an hour later. */
function agreed(at: Instant, on: Parameters<typeof conference>[0]): readonly Step[] {
  return [record(addHours(at, -2), 'conference_held', conference(on)), by('vice_principal', record(addHours(at, -1), 'conference_confirmed', confirmed()))];
}

/** 降级: a talk with the pupil first, then conference, 会签, decision. */
export function loweredTo(at: Instant, grade: RiskGrade, reason: string): readonly Step[] {
  const talk = record(addHours(at, -3), 'follow_up_held', followUp('面谈，无自杀念头和计划，情绪平稳。'));
  return [talk, ...agreed(at, { kind: 'grading', grade, agreesToClose: false }), record(at, 'grade_decided', lowered(grade, reason))];
}

/** 结案: conference, 会签, closing. */
export function closedWith(at: Instant, summary: string): readonly Step[] {
  return [...agreed(at, { kind: 'closure', grade: null, agreesToClose: true }), record(at, 'case_closed', closed(summary))];
}

/** 复学: application three days before, assessment two days before, the return itself, and the plan for it. */
export function backAtSchool(at: Instant, words: Pick<EventPayload<'leave_ended'>, 'hospitalWording' | 'assessment' | 'watch'>): readonly Step[] {
  return [
    record(addHours(at, -72), 'return_applied', {
      on: dateOf(addHours(at, -72)),
      materials: ['application', 'hospital_certificate', 'medication_plan', 'guardian_support'],
      hospitalWording: words.hospitalWording,
      medication: '遵医嘱服药，由家长保管。',
      wishes: '希望回原班。',
      guardianSupport: '首月由母亲接送。',
      documentId: null,
    }),
    record(addHours(at, -48), 'return_assessed', assessment(words)),
    record(at, 'leave_ended', ended(at, words)),
    record(addHours(at, 2), 'reentry_plan_made', {
      contactPerson: teacher,
      firstWeek: '半日到校，由班主任迎接。',
      firstMonth: '逐步过渡到全天。',
      academic: '首月免交书面作业。',
      seating: '',
      counselling: words.watch,
      medication: '家长保管。',
      warningSigns: '早退、独处、言语消极。',
      homeSchool: '每周五与家长沟通。',
      until: dateOf(addHours(at, 24 * 60)),
      guardians: ['mother'],
      agreedWith: ['母亲'],
      documentId: null,
    }),
  ];
}

function assessment({ hospitalWording, assessment: conclusion }: Parameters<typeof backAtSchool>[1]): EventPayload<'return_assessed'> {
  return {
    group: [teacher, leader, moralHead],
    pupilInterview: '愿意回校，睡眠规律，否认轻生念头。',
    who: 'mother',
    guardianInterview: '在家作息规律，按时服药。',
    doctorOpinion: hospitalWording,
    tests: '',
    functioning: '能坚持半天学习。',
    opinions: [{ role: '心理教师', opinion: conclusion }],
    conclusion: 'agreed',
    until: null,
    arrangement: '首月半日到校。',
    reason: '',
    reviewOn: null,
    appealTold: true,
    documentId: null,
  };
}

function ended(at: Instant, words: Parameters<typeof backAtSchool>[1]): Payload<EventPayload<'leave_ended'>> {
  return (file) => ({ ...words, on: dateOf(at), how: 'returned', assessmentId: latestAssessment(file), until: null, documentId: null });
}

function latestAssessment(file: CaseFile): EventId {
  const assessed = file.events.findLast((event) => event.type === 'return_assessed');
  if (assessed === undefined) throw new Error('the story expects an assessment');
  return assessed.id;
}
