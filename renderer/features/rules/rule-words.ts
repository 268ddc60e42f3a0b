/** A rule of a pack in words: until when, how often, what opens and settles it. */
import type { RulePack } from '../../../domain/rules/rule-pack.ts';
import type { Language } from '../../i18n/setup.ts';
import type { Translate } from '../../i18n/use-language.ts';

export type Rule = RulePack['rules'][number];
export type OfficeRule = RulePack['office'][number];
/** What a clock of cases and one of the office have in common. */
export type AnyRule = Pick<Rule, 'id' | 'title' | 'clause'> & { readonly owner: OfficeRule['owner'] | Rule['owner'] };

/** Until when the duty is to be done. */
export function dueOfRule({ due }: Rule, t: Translate): string {
  if ('minutes' in due) return t('rules.dueIn.minutes', { count: due.minutes });
  if ('hours' in due) return t('rules.dueIn.hours', { count: due.hours });
  if ('payload' in due) {
    if (due.daysBefore !== undefined) return t('rules.dueIn.before', { count: due.daysBefore });
    return due.elseDays === undefined ? t('rules.dueIn.named') : t('rules.dueIn.orElse', { count: due.elseDays });
  }
  if (due.days === 0) return t('rules.dueIn.sameDay');
  return t(due.calendar === 'school' ? 'rules.dueIn.school' : 'rules.dueIn.days', { count: due.days });
}

/** How often it comes back. */
export function repeatsOfRule({ repeats }: Rule, t: Translate): string {
  if (repeats === null) return t('rules.onceOnly');
  switch (repeats.mode) {
    case 'window':
      return t('rules.weekly', { count: repeats.everyDays });
    case 'months':
      return t('rules.months', { months: repeats.months.join(t('common.listMark')) });
    case 'rolling':
      return [...new Set(repeats.steps.map(({ everyDays }) => (everyDays === 1 ? t('rules.everyDay') : t('rules.every', { count: everyDays }))))].join(' → ');
    default:
      return repeats satisfies never;
  }
}

/** Entries that open or settle it, each once. */
export function entriesOf(matches: readonly { readonly on: Rule['opens'][number]['on'] }[], t: Translate): string {
  return [...new Set(matches.map(({ on }) => t(`events:${on}`)))].join(t('common.listMark'));
}

/** Both roles, where a school and a centre owe it differently. */
export function ownerOfRule({ owner }: Pick<Rule, 'owner'>, t: Translate): string {
  const roles = [owner.school, owner.center].filter((role) => role !== undefined);
  return [...new Set(roles.map((role) => t(`vocabulary:role.${role}`)))].join(' / ');
}

/** In the language of the window. */
export function wordsIn(words: { readonly zh: string; readonly en: string }, language: Language): string {
  return language === 'en' ? words.en : words.zh;
}

/** How often the office owes it. */
export function periodOfRule({ period }: OfficeRule, t: Translate): string {
  return period.unit === 'school_year' ? t('rules.period.school_year', { months: period.months.join(t('common.listMark')) }) : t(`rules.period.${period.unit}`);
}
