/** What a refusal was about: fields and rules, missing columns, characters without a glyph. */
import type { Refusal } from '../../contract/errors.ts';
import { plainText } from '../../domain/plain-text.ts';
import { fieldWord } from './field-words.ts';
import type { Translate } from './use-language.ts';

const lists = ['missing', 'characters', 'columns', 'gaps', 'blockers', 'reasons', 'codes'] as const;

/** The refusal itself in words. */
export function refusalWords(refusal: Refusal, t: Translate): string {
  const { code, params } = refusal;
  if (code === 'INTERNAL') return t('errors:INTERNAL', { ref: plainText(params['ref'] ?? '—') });
  if (code === 'OWNS_CASES') return t('errors:OWNS_CASES', { cases: plainText(params['cases']) });
  if (code === 'RETENTION_TOO_SHORT') return t('errors:RETENTION_TOO_SHORT', { years: plainText(params['years']) });
  return t(`errors:${code}`);
}

/** Lines to show under the refusal's own words. */
export function detailsOf(refusal: Refusal, t: Translate): readonly string[] {
  const details: string[] = [];
  const { issues } = refusal.params;
  if (Array.isArray(issues)) {
    for (const issue of issues as readonly unknown[]) {
      if (typeof issue === 'object' && issue !== null && 'path' in issue)
        details.push(`${placeWord(refusal, String(issue.path), t)}${t('common.colon')}${ruleWord('rule' in issue ? String(issue.rule) : '', t)}`);
    }
  }
  for (const key of lists) {
    const given = refusal.params[key];
    const list: unknown = typeof given === 'string' ? [given] : given;
    if (Array.isArray(list) && list.length > 0) details.push(`${t(`common.refusal.${key}`)}${list.map((one) => partWord(one, t)).join(t('common.listMark'))}`);
  }
  return [...new Set(details)];
}

/** Files of rules and calendars are edited by hand: where something is wrong in them is told as it stands there. */
const files: readonly string[] = ['PACK_INVALID', 'CALENDAR_INVALID'];

function placeWord({ code }: Refusal, path: string, t: Translate): string {
  return files.includes(code) ? path || t('common.wholeFile') : fieldWord(path, t);
}

/** What still stands in the way of closing or of a lower grade, in words. */
export function needWords(code: string, t: Translate): string {
  return t(`common.reasonCode.${code}` as 'common.reasonCode.NOT_GRADED', { defaultValue: code });
}

function partWord(part: unknown, t: Translate): string {
  if (typeof part === 'object' && part !== null) return Object.values(part).join(' ');
  return needWords(String(part), t);
}

function ruleWord(rule: string, t: Translate): string {
  return t(`common.rule.${rule}` as 'common.rule.custom', { defaultValue: t('common.rule.custom') });
}
