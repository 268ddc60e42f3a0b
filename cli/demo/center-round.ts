/** The centre's own Friday round: it takes up what schools reported, and looks after every case whose next look is due within a week. */
import type { CaseFile } from '../../contract/cases.ts';
import { RiskGrade } from '../../domain/vocabulary.ts';
import { answer, owedSoon, recordIn, type Round } from './care.ts';
import { followUp, interview } from './payloads.ts';
import type { World } from './world.ts';

export async function centerRound(world: World): Promise<void> {
  const desk = world.desks.center;
  await desk.seat('center_counselor');
  const round: Round = { world, desk };
  for (const { file, due } of await owedSoon(round)) {
    if (due.has('T_CENTER_REVIEW')) await takeUp(round, file);
    else if ([...due].some((rule) => rule.startsWith('T_FOLLOW_UP'))) await look(round, file);
    await answer(round, file, due);
  }
}

/** A case that a school reported: the counsellor goes through it with the school's psychologist and follows the school's grade. */
async function takeUp(round: Round, file: CaseFile): Promise<void> {
  const grade = RiskGrade.parse('R3');
  await recordIn(round, file, { type: 'interview_held', payload: interview('与学校心理教师电话会商，核对备案表与预案，学校处置及时。', grade) });
  await recordIn(round, file, {
    type: 'grade_decided',
    payload: {
      grade,
      outcome: 'crisis',
      reason: '与学校定级一致，列入区级督导。',
      evidence: '学校备案表、干预预案。',
      participants: ['林老师（区中心）', '何主任（区中心）'],
      triggers: [],
      conferenceId: null,
    },
  });
  await recordIn(round, file, {
    type: 'guardian_notified',
    payload: {
      how: 'phone',
      who: 'mother',
      to: '监护人',
      relation: '母亲',
      by: ['林老师（区中心）'],
      opinion: 'agrees',
      witnesses: [],
      documentId: null,
      note: '',
    },
  });
}

async function look(round: Round, file: CaseFile): Promise<void> {
  await recordIn(round, file, {
    type: 'follow_up_held',
    payload: followUp('电话回访学校与家长，情况稳定，督导意见已告知学校。', { method: 'phone', with: ['mother', 'class_teacher'], action: '继续督导。' }),
  });
}
