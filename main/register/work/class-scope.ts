/** Which class a class teacher teaches: one class of one grade, however the roster and the person who typed it spell it. */
import { refusal, type Refusal } from '../../../contract/errors.ts';
import { pupilKeys, rosterClasses, type RosterClass } from '../../../db/queries/pupils.ts';
import { userList } from '../../../db/queries/users.ts';
import type { Reader } from '../../../db/tx.ts';
import type { PupilId } from '../../../domain/ids.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import type { Role } from '../../../domain/vocabulary.ts';
import { classKeyOf, classOfPupil, type ClassKey } from '../imports/class-name.ts';
import { gradeCodes, labelOf } from '../imports/grades.ts';

/** Whether two spellings say the same class. What leaves the grade open is the same only as what leaves it open too. */
export function isSameClass(one: string | null | undefined, other: string | null): boolean {
  if (typeof one !== 'string' || other === null) return false;
  const [a, b] = [classKeyOf(one), classKeyOf(other)];
  return a.grade === b.grade && a.unit === b.unit;
}

/** The classes of the roster that the text may mean: several where it leaves the grade open and more than one grade has such a class. */
function meant(text: string, classes: readonly RosterClass[]): ReadonlyMap<string, RosterClass> {
  const asked = classKeyOf(text);
  const found = new Map<string, RosterClass>();
  for (const one of classes) {
    const key = classOfPupil(one);
    const fits = key.unit === asked.unit && (asked.grade === null || key.grade === asked.grade);
    if (fits && !found.has(wordOf(key))) found.set(wordOf(key), one);
  }
  return found;
}

function wordOf({ grade, unit }: ClassKey): string {
  return `${String(grade)}/${unit}`;
}

/** The roster's spelling, with the grade before it where it leaves that open. */
function spelt({ grade, className }: RosterClass): string {
  const code = gradeCodes.find((one) => one === grade);
  return classKeyOf(className).grade !== null || code === undefined ? className : `${labelOf(code)}${className}`;
}

/** Classes of the roster in the words by which a class teacher is given one, each once. */
export async function classesToTeach(reader: Reader): Promise<readonly string[]> {
  const byKey = new Map<string, { readonly key: ClassKey & { readonly grade: number }; readonly words: string }>();
  for (const one of await rosterClasses(reader)) {
    const key = classOfPupil(one);
    if (!byKey.has(wordOf(key))) byKey.set(wordOf(key), { key, words: spelt(one) });
  }
  const inOrder = [...byKey.values()].toSorted((a, b) => a.key.grade - b.key.grade || a.key.unit.localeCompare(b.key.unit, 'zh', { numeric: true }));
  return inOrder.map(({ words }) => words);
}

/** Tells whether a pupil is of the class. A scope that leaves the grade open is nobody's where several grades have such a class. */
export async function ownClassOf(reader: Reader, scope: string | null): Promise<(pupil: RosterClass) => boolean> {
  if (scope === null) return () => false;
  const asked = classKeyOf(scope);
  if (asked.grade !== null) return (pupil) => wordOf(classOfPupil(pupil)) === wordOf(asked);
  const found = [...meant(scope, await rosterClasses(reader)).keys()];
  return (pupil) => found.length === 1 && wordOf(classOfPupil(pupil)) === found[0];
}

/** How the roster writes this class; none when nobody is in it. */
export async function spellingsOf(reader: Reader, scope: string): Promise<readonly RosterClass[]> {
  const isOwn = await ownClassOf(reader, scope);
  return (await rosterClasses(reader)).filter(isOwn);
}

export type Scope = {
  readonly scope: string | null;
  /** False where no roster can tell yet. */
  readonly known: boolean;
};

/**
 * The class that a new class teacher is given, with its grade. CLASS_UNKNOWN: the roster has pupils, and none of them is in it.
 * CLASS_AMBIGUOUS: it leaves the grade open, and several grades have such a class or no roster can tell.
 */
export async function scopeOf(
  reader: Reader,
  { role, classScope }: { readonly role: Role; readonly classScope: string | null },
): Promise<Result<Scope, Refusal<'CLASS_UNKNOWN' | 'CLASS_AMBIGUOUS'>>> {
  const scope = classScope?.trim() ?? null;
  if (role !== 'class_teacher' || scope === null) return ok({ scope: role === 'class_teacher' ? null : classScope, known: true });
  const classes = await rosterClasses(reader);
  if (classes.length === 0) return classKeyOf(scope).grade === null ? fail(refusal('CLASS_AMBIGUOUS')) : ok({ scope, known: false });
  const [only, ...others] = meant(scope, classes).values();
  if (only === undefined) return fail(refusal('CLASS_UNKNOWN'));
  return others.length === 0 ? ok({ scope: spelt(only), known: true }) : fail(refusal('CLASS_AMBIGUOUS'));
}

/** Classes of class teachers at work. */
async function scopesGiven(reader: Reader): Promise<readonly string[]> {
  const scopes = (await userList(reader)).flatMap(({ role, disabledAt, classScope }) =>
    role === 'class_teacher' && disabledAt === null && classScope !== null ? [classScope] : [],
  );
  return [...new Set(scopes)];
}

/** Classes of class teachers in which the roster has nobody, or of which it cannot tell which one is meant. */
export async function orphanedScopes(reader: Reader): Promise<readonly string[]> {
  const empty: string[] = [];
  for (const scope of await scopesGiven(reader)) if ((await spellingsOf(reader, scope)).length === 0) empty.push(scope);
  return empty;
}

/** Who was in each class that somebody teaches. */
export type ClassesBefore = ReadonlyMap<string, ReadonlySet<PupilId>>;

/** To be asked before a roster is stored, and `movedScopes` after it. */
export async function taughtNow(reader: Reader): Promise<ClassesBefore> {
  const scopes = await scopesGiven(reader);
  const pupils = scopes.length === 0 ? [] : await pupilKeys(reader);
  const taught = new Map<string, ReadonlySet<PupilId>>();
  for (const scope of scopes) {
    const isOwn = await ownClassOf(reader, scope);
    taught.set(scope, new Set(pupils.filter(isOwn).map(({ id }) => id)));
  }
  return taught;
}

/** Classes of which most pupils are in another one now, while others are in this: a year has passed, and the teacher may have gone with them. */
export async function movedScopes(reader: Reader, before: ClassesBefore): Promise<readonly string[]> {
  const now = await taughtNow(reader);
  return [...before].flatMap(([scope, pupils]) => {
    const there = now.get(scope) ?? new Set();
    const stayed = [...pupils].filter((id) => there.has(id)).length;
    return pupils.size > 0 && there.size > 0 && stayed * 2 < pupils.size ? [scope] : [];
  });
}
