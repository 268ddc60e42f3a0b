/** How a story goes on once a week: what nobody planned, and what people decide when things went well. */
import type { CaseFile } from '../../contract/cases.ts';
import { addDays, dateOf, type PlainDate } from '../../domain/time.ts';
import { exampleOf } from './acts.ts';
import { firstHour } from './day.ts';
import { enter, fileOf, type Life, type World } from './world.ts';

type Turn = { readonly world: World; readonly life: Life; readonly file: CaseFile; readonly today: PlainDate };

/** One week of every open case of the person at the desk. */
export async function weekOfLives(world: World): Promise<void> {
  const today = dateOf(world.clock.now());
  const lives = [...world.lives.values()].filter(({ over }) => !over);
  for (const life of lives.sort((a, b) => (a.pupil.studentNo < b.pupil.studentNo ? -1 : 1))) {
    const file = await fileOf(world, life.caseId);
    if (file === null || file.level !== 'detail') continue;
    life.over = file.summary.stage === 'closed' || file.summary.stage === 'archived';
    if (life.over) continue;
    life.calmWeeks += 1;
    await turn({ world, life, file: await observed(world, file), today });
  }
}

async function turn(of: Turn): Promise<void> {
  const { world, life, file } = of;
  const { attendance, grade } = file.summary;
  if (grade === null) return;
  if (attendance === 'transferred') return leaves(of);
  if (file.state['emergency'] !== null && life.calmWeeks > 0) return endsEmergency(of);
  if (world.random.chance(0.004)) return moves(of);
  if (world.random.chance(0.02)) return worsens(of);
  if (attendance === 'on_leave') return onLeave(of);
  if (attendance === 'hospitalized') return inHospital(of);
  if (file.summary.stage === 'returned_watch' && life.calmWeeks > 6 && world.random.chance(0.3)) {
    await enter(world, file, { type: 'watch_ended', payload: exampleOf('watch_ended') });
    return;
  }
  if ((grade === 'R3' || grade === 'R4') && world.random.chance(0.08)) return sendToHospital(of);
  if (life.calmWeeks > 3 && world.random.chance(0.3)) return improves(of);
}

/** The class teacher told what they saw in the week; the counsellor writes it down. Answers the case as it stands then. */
async function observed(world: World, file: CaseFile): Promise<CaseFile> {
  const owed = file.obligations.some(({ ruleId, end }) => ruleId === 'T_OBSERVE' && end === null);
  if (!owed || !world.random.chance(0.9)) return file;
  await enter(world, file, { type: 'class_observed', payload: { ...exampleOf('class_observed'), urgent: false, cues: [] } });
  return (await fileOf(world, file.summary.id)) ?? file;
}

async function worsens({ world, life, file }: Turn): Promise<void> {
  life.calmWeeks = 0;
  if (life.severity === 4) {
    if (file.state['emergency'] !== null) return;
    if (await enter(world, file, { type: 'emergency_started', payload: { ...exampleOf('emergency_started'), kind: 'threat' } }))
      await firstHour(world, life.caseId);
    return;
  }
  life.severity = life.severity === 1 ? 2 : life.severity === 2 ? 3 : 4;
  const grade = `R${life.severity}`;
  await enter(world, file, {
    type: 'grade_decided',
    payload: { ...exampleOf('grade_decided'), grade, outcome: 'crisis', triggers: life.severity >= 3 ? ['suicidal_tendency'] : [], conferenceId: null },
  });
}

/** Safe for a week: the emergency is over, and the office looks back at it. */
async function endsEmergency({ world, file, today }: Turn): Promise<void> {
  await enter(world, file, { type: 'emergency_ended', payload: { ...exampleOf('emergency_ended'), reviewOn: addDays(today, 7) } });
}

/** The family moves: the case goes to the other school, whose receipt is a duty from then on. */
async function moves({ world, file, today }: Turn): Promise<void> {
  await enter(world, file, { type: 'pupil_transferred', payload: { ...exampleOf('pupil_transferred'), on: today } });
}

/** A case that went with its pupil is closed here as soon as nothing stands in the way. */
async function leaves({ world, file }: Turn): Promise<void> {
  if (file.closingNeeds.length > 0 || file.obligations.some(({ ruleId, end }) => ruleId === 'T_TRANSFER_RECEIPT' && end === null)) return;
  const checklist = { goalsChecked: true, papersComplete: true, guardianTold: true, aftercareAgreed: true };
  await enter(world, file, { type: 'case_closed', payload: { ...exampleOf('case_closed'), kind: 'transferred', conferenceId: null, checklist } });
}

async function sendToHospital({ world, file, life, today }: Turn): Promise<void> {
  const urgent = life.severity === 4;
  if (!(await enter(world, file, { type: 'referral_made', payload: { ...exampleOf('referral_made'), urgency: urgent ? 'urgent' : 'soon' } }))) return;
  if (!world.random.chance(0.5)) return;
  const again = await fileOf(world, file.summary.id);
  if (again === null) return;
  life.untilDay = addDays(today, world.random.int(28, 120));
  await enter(
    world,
    again,
    urgent
      ? { type: 'hospital_admitted', payload: { ...exampleOf('hospital_admitted'), admittedOn: today } }
      : { type: 'leave_started', payload: { ...exampleOf('leave_started'), from: today, until: null } },
  );
}

async function inHospital({ world, file, life, today }: Turn): Promise<void> {
  if (life.untilDay === null || life.untilDay > today) return;
  life.untilDay = null;
  life.severity = 3;
  await enter(world, file, { type: 'hospital_discharged', payload: { ...exampleOf('hospital_discharged'), dischargedOn: today, nextVisitOn: null } });
}

/** Application, assessment (a duty by then), and the return itself. */
async function onLeave({ world, file, life, today }: Turn): Promise<void> {
  if (life.untilDay !== null && life.untilDay > today) return;
  const returning = file.state['returning'];
  if (typeof returning !== 'object' || returning === null) {
    await enter(world, file, { type: 'return_applied', payload: { ...exampleOf('return_applied'), on: today } });
    return;
  }
  const { conclusion, assessmentId } = { conclusion: null, assessmentId: null, ...returning };
  if (conclusion === null || conclusion === 'deferred') return;
  const how = conclusion === 'agreed' ? 'returned' : conclusion;
  const until = conclusion === 'agreed' ? null : addDays(today, 28);
  if (await enter(world, file, { type: 'leave_ended', payload: { ...exampleOf('leave_ended'), on: today, how, assessmentId, until } })) {
    life.untilDay = null;
    life.calmWeeks = 0;
    life.severity = 2;
  }
}

/** Better for weeks: a conference agrees to lower the grade or to close; a second person confirms its minutes on Friday. */
async function improves({ world, file, life }: Turn): Promise<void> {
  const grade = Number(file.summary.grade?.slice(1));
  const conferences: readonly unknown[] = Array.isArray(file.state['conferences']) ? file.state['conferences'] : [];
  const agreed = conferences.filter(isConference).findLast((one) => one.signers.length >= 2);
  const lower = `R${Math.max(1, grade - 1)}`;
  // A sign of danger since then makes the minutes worthless for lowering: people meet again.
  const outdated = agreed?.agreesToClose === false && file.loweringNeeds.includes('conference');
  if (agreed === undefined || outdated || (agreed.grade !== lower && !agreed.agreesToClose)) {
    const closing = grade <= 2 && life.calmWeeks > 8;
    await enter(world, file, {
      type: 'conference_held',
      payload: {
        ...exampleOf('conference_held'),
        kind: closing ? 'closure' : 'grading',
        grade: closing ? null : lower,
        agreesToClose: closing,
        decisions: [],
        nextOn: null,
      },
    });
    return;
  }
  if (agreed.agreesToClose) {
    const checklist = { goalsChecked: true, papersComplete: true, guardianTold: true, aftercareAgreed: true };
    await enter(world, file, { type: 'case_closed', payload: { ...exampleOf('case_closed'), kind: 'goals_reached', conferenceId: agreed.id, checklist } });
    return;
  }
  const lowered = { ...exampleOf('grade_decided'), grade: lower, outcome: 'crisis', triggers: [], conferenceId: agreed.id };
  const talked = await talkedTo(world, file);
  if (talked !== null && (await enter(world, talked, { type: 'grade_decided', payload: lowered }))) life.severity = Math.max(1, grade - 1) as Life['severity'];
}

/** Nothing is lowered on a cycle in which nobody talked to the pupil, or with a follow-up overdue: it is held first. Answers the case as it stands then. */
async function talkedTo(world: World, file: CaseFile): Promise<CaseFile | null> {
  if (!file.loweringNeeds.some((need) => need === 'talk' || need === 'follow_up')) return file;
  const calm = { suicidalThoughts: 'no', incidents: [], riskChange: 'same' };
  if (!(await enter(world, file, { type: 'follow_up_held', payload: { ...exampleOf('follow_up_held'), ...calm } }))) return null;
  return fileOf(world, file.summary.id);
}

function isConference(
  one: unknown,
): one is { readonly id: string; readonly grade: string | null; readonly agreesToClose: boolean; readonly signers: readonly string[] } {
  return typeof one === 'object' && one !== null && 'signers' in one && Array.isArray(one.signers);
}
