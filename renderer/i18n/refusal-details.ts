/** What a refusal was about: fields and rules, missing columns, characters without a glyph. */
import type { Refusal } from '../../contract/errors.ts';
import { plainText } from '../../domain/plain-text.ts';
import type { Translate } from './use-language.ts';

const lists = ['characters', 'columns', 'gaps', 'blockers', 'reasons', 'codes'] as const;

/** The refusal itself in words. */
export function refusalWords(refusal: Refusal, t: Translate): string {
  return refusal.code === 'INTERNAL' ? t('errors:INTERNAL', { ref: plainText(refusal.params['ref'] ?? '—') }) : t(`errors:${refusal.code}`);
}

/** Lines to show under the refusal's own words. */
export function detailsOf(refusal: Refusal, t: Translate): readonly string[] {
  const details: string[] = [];
  const { issues } = refusal.params;
  if (Array.isArray(issues)) {
    for (const issue of issues as readonly unknown[]) {
      if (typeof issue === 'object' && issue !== null && 'path' in issue)
        details.push(`${fieldWord(String(issue.path), t)}:${ruleWord('rule' in issue ? String(issue.rule) : '', t)}`);
    }
  }
  for (const key of lists) {
    const list = refusal.params[key];
    if (Array.isArray(list) && list.length > 0) details.push(`${t(`common.refusal.${key}`)}${list.map((one) => partWord(one, t)).join(t('common.listMark'))}`);
  }
  return [...new Set(details)];
}

const closeReasons = ['NOT_GRADED', 'GRADE_TOO_HIGH', 'REFERRAL_WITHOUT_REPLY', 'OBLIGATION_OVERDUE', 'PLAN_NOT_SUBMITTED', 'STILL_ON_LEAVE'] as const;

function partWord(part: unknown, t: Translate): string {
  if (typeof part === 'object' && part !== null) return Object.values(part).join(' ');
  const reason = closeReasons.find((one) => one === part);
  return reason === undefined ? String(part) : t(`common.reasonCode.${reason}`);
}

/** The word for a payload field that may be unknown (a path such as `goals.0.text`). */
export function fieldWord(path: string, t: Translate): string {
  const name = path.split('.').findLast((part) => !/^\d+$/.test(part)) ?? path;
  // A key that comes from the register: unknown ones show themselves.
  return t(`fields:${name}` as 'fields:reason', { defaultValue: name });
}

const rules = ['too_small', 'too_big', 'invalid_type', 'invalid_value', 'invalid_format', 'custom', 'unrecognized_keys'] as const;

function ruleWord(rule: string, t: Translate): string {
  const known = rules.find((one) => one === rule) ?? 'custom';
  return t(`common.rule.${known}`);
}
