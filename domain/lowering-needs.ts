/** What a case still lacks before its grade may be lowered: asked before anybody tries. */
import { isConfirmed } from './case-parts.ts';
import { gradeRank, type CaseState } from './case-state.ts';
import type { Recording } from './events/define-event.ts';
import { cycleRefused, cycleStart, minutesStart } from './grading.ts';
import type { Instant } from './time.ts';
import type { RiskGrade } from './vocabulary.ts';

/** `conference`: none since the latest sign of danger agreed on a lower grade; `signatures`: fewer than two people stand behind it; `cycle`: no full follow-up cycle yet. */
export type LoweringNeed = 'conference' | 'signatures' | 'cycle';

/** Empty when the grade could be lowered now, and when there is nothing to lower. */
export function loweringNeedsOf(state: CaseState, { now, followUpDays }: Pick<Recording, 'now' | 'followUpDays'>): readonly LoweringNeed[] {
  const { grade } = state;
  const since = cycleStart(state);
  if (grade === null || grade === 'R0' || since === null) return [];
  const cycle = cycleRefused(state, { happenedAt: now, followUpDays }) === null ? [] : (['cycle'] as const);
  return [...proofNeeds(state, grade, minutesStart(state) ?? since), ...cycle];
}

function proofNeeds({ conferences }: CaseState, grade: RiskGrade, since: Instant): readonly LoweringNeed[] {
  const agreed = conferences.filter((one) => one.grade !== null && gradeRank(one.grade) < gradeRank(grade) && one.heldAt >= since);
  if (agreed.length === 0) return ['conference'];
  return agreed.some(isConfirmed) ? [] : ['signatures'];
}
