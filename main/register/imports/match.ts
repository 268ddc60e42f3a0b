/** Joining imported rows to the pupils of the register: by number and name, or by name, grade and class where there is no number. */
import { normaliseName, sameName } from '../../../domain/name.ts';
import { normaliseClass } from './people.ts';

export type RosterEntry<Id> = {
  readonly id: Id;
  readonly studentNo: string;
  readonly name: string;
  readonly gradeCode: number | null;
  readonly className: string | null;
};
export type RosterIndex<Id> = { readonly byNumber: ReadonlyMap<string, RosterEntry<Id>>; readonly byName: ReadonlyMap<string, readonly RosterEntry<Id>[]> };

/** What a row says about its pupil. */
export type Matchable = {
  readonly studentNo?: string | null;
  readonly name: string | null;
  readonly grade: { readonly code: number } | null;
  readonly className: string | null;
};

export type Match<Id> =
  | { readonly state: 'matched'; readonly id: Id; readonly by: 'number' | 'name' }
  | { readonly state: 'NOT_IN_ROSTER' }
  /** The number belongs to a pupil of another name. */
  | { readonly state: 'NAME_DIFFERS'; readonly id: Id }
  /** Several pupils fit; a person has to choose. */
  | { readonly state: 'NAME_AMBIGUOUS'; readonly ids: readonly Id[] };

/** Makes the index that `matchRow` looks into. */
export function rosterIndex<Id>(entries: Iterable<RosterEntry<Id>>): RosterIndex<Id> {
  const byNumber = new Map<string, RosterEntry<Id>>();
  const byName = new Map<string, RosterEntry<Id>[]>();
  for (const entry of entries) {
    byNumber.set(entry.studentNo, entry);
    const name = normaliseName(entry.name);
    byName.set(name, [...(byName.get(name) ?? []), entry]);
  }
  return { byNumber, byName };
}

/** Finds the pupil of a row. A number decides together with the name; characters lost by a platform do not make a name differ. */
export function matchRow<Id>(row: Matchable, index: RosterIndex<Id>): Match<Id> {
  if (row.studentNo) {
    const entry = index.byNumber.get(row.studentNo);
    if (!entry) return { state: 'NOT_IN_ROSTER' };
    const same = row.name === null || sameName(row.name, entry.name);
    return same ? { state: 'matched', id: entry.id, by: 'number' } : { state: 'NAME_DIFFERS', id: entry.id };
  }
  const fitting = (row.name === null ? [] : (index.byName.get(normaliseName(row.name)) ?? [])).filter((entry) => fits(row, entry));
  const [only] = fitting;
  if (!only) return { state: 'NOT_IN_ROSTER' };
  return fitting.length === 1 ? { state: 'matched', id: only.id, by: 'name' } : { state: 'NAME_AMBIGUOUS', ids: fitting.map(({ id }) => id) };
}

/** Grade and class narrow the choice only where both sides know them. */
export function fits(row: Pick<Matchable, 'grade' | 'className'>, entry: Pick<RosterEntry<unknown>, 'gradeCode' | 'className'>): boolean {
  const gradeFits = row.grade === null || entry.gradeCode === null || row.grade.code === entry.gradeCode;
  const classFits = row.className === null || entry.className === null || normaliseClass(row.className) === normaliseClass(entry.className);
  return gradeFits && classFits;
}
