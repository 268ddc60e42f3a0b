/** Words of payload fields and of what is chosen in them: the field's own word in this entry first, else the common one. */
import type { Translate } from './use-language.ts';

/** The word for a field that may be unknown (a path such as `goals.0.text`), in an entry of the type or ledger kind `about`. */
export function fieldWord(path: string, t: Translate, about = ''): string {
  const name = path.split('.').findLast((part) => !/^\d+$/.test(part)) ?? path;
  // Keys come from the register: unknown ones show themselves.
  const common = t(`fields:${name}` as 'fields:reason', { defaultValue: name });
  return about === '' ? common : t(`fields:own.${about}.${name}` as 'fields:own.case_closed.kind', { defaultValue: common });
}

/** The word for a chosen code; `field` is the field that it was chosen in. */
export function choiceWord(code: string, t: Translate, field = ''): string {
  const common = t(`fields:choice.${code}` as 'fields:choice.yes', { defaultValue: code });
  return field === '' ? common : t(`fields:ownChoice.${field}.${code}` as 'fields:ownChoice.kind.other', { defaultValue: common });
}
