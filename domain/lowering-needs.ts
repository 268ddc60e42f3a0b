/** What a case still lacks before its grade may be lowered: asked before anybody tries. */
import { isConfirmed } from './case-parts.ts';
import { gradeRank, type CaseState } from './case-state.ts';
import { cycleRefused, cycleStart, minutesStart, type Following } from './grading.ts';
import type { RefusalCode } from './refusal.ts';
import type { Instant } from './time.ts';
import type { RiskGrade } from './vocabulary.ts';

/** `conference`: none since the latest sign of danger agreed on a lower grade; `signatures`: fewer than two people stand behind it; `cycle`: no full follow-up cycle yet; `talk`: nobody talked to the pupil within it; `follow_up`: one is overdue. */
export type LoweringNeed = 'conference' | 'signatures' | 'cycle' | 'talk' | 'follow_up';

const needOf: Partial<Record<RefusalCode, LoweringNeed>> = { CYCLE_NOT_COMPLETE: 'cycle', CYCLE_WITHOUT_PUPIL: 'talk', FOLLOW_UP_OVERDUE: 'follow_up' };

/** Empty when the grade could be lowered now, and when there is nothing to lower. */
export function loweringNeedsOf(state: CaseState, following: Omit<Following, 'happenedAt'>): readonly LoweringNeed[] {
  const { grade } = state;
  const since = cycleStart(state);
  if (grade === null || grade === 'R0' || since === null) return [];
  const refused = cycleRefused(state, { ...following, happenedAt: following.now });
  const cycle = refused === null ? undefined : needOf[refused.code];
  return [...proofNeeds(state, grade, minutesStart(state) ?? since), ...(cycle === undefined ? [] : [cycle])];
}

function proofNeeds({ conferences }: CaseState, grade: RiskGrade, since: Instant): readonly LoweringNeed[] {
  const agreed = conferences.filter((one) => one.grade !== null && gradeRank(one.grade) < gradeRank(grade) && one.heldAt >= since);
  if (agreed.length === 0) return ['conference'];
  return agreed.some(isConfirmed) ? [] : ['signatures'];
}
