/** One row of a roster in the register. What the row does not say stays as it is stored; a number never changes hands unasked. */
import { pupilFile, type PupilFile } from '../../../db/queries/pupils.ts';
import { upsertPupil, type Change, type GuardianRecord } from '../../../db/stores/pupil-store.ts';
import type { Tx } from '../../../db/tx.ts';
import { limits } from '../../../domain/limits.ts';
import { isDamagedName, sameName } from '../../../domain/name.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import type { Instant } from '../../../domain/time.ts';
import type { Guardian, RosterRow } from '../imports/parsed.ts';
import { pupilRecord } from './pupil-record.ts';

export type PupilStoring = { readonly now: Instant; readonly newId: () => string; readonly acceptRenames: boolean };
export type StoredPupil = { readonly change: Change; readonly renamed: boolean };

/** NAME_DIFFERS: the number belongs to a pupil of another name, and renaming was not asked for. GRADE_MISSING: a new pupil without a school year. */
export async function storePupil(tx: Tx, row: RosterRow, by: PupilStoring): Promise<Result<StoredPupil, 'NAME_DIFFERS' | 'GRADE_MISSING'>> {
  const known = await pupilFile(tx, row.studentNo);
  const renamed = known !== null && !sameName(row.name, known.name);
  if (renamed && !by.acceptRenames) return fail('NAME_DIFFERS');
  const grade = row.grade?.code ?? known?.grade;
  if (grade === undefined) return fail('GRADE_MISSING');
  const facts = {
    studentNo: row.studentNo,
    // Characters that one platform lost do not replace those that another kept.
    name: known !== null && !renamed && isDamagedName(row.name) ? known.name : row.name,
    sex: row.sex ?? known?.sex ?? 'unknown',
    birthDate: row.birthDate ?? known?.birthDate ?? null,
    grade,
    className: row.className ?? known?.className ?? row.grade?.label ?? '未分班',
    boarding: row.boarding ?? known?.boarding ?? false,
    classTeacher: row.classTeacher ?? known?.classTeacher ?? null,
    address: row.address ?? known?.address ?? null,
    guardians: guardiansOf(row.guardians, known),
  };
  const { change } = await upsertPupil(tx, pupilRecord(facts, { ...by, ...(known === null ? {} : { status: known.status }) }));
  return ok({ change, renamed });
}

/** Word for a guardian of whom nothing more is known. */
const anyRelation = '监护人';

/** The stored guardians with what the row says of each, and those that it adds. One file often names only the father, and a later one only the mother. */
function guardiansOf(named: readonly Guardian[], known: PupilFile | null): readonly GuardianRecord[] {
  const standing: readonly GuardianRecord[] = known?.guardians ?? [];
  const pairs = pairsOf(named, standing);
  const kept = standing.map((one, index) => {
    const said = pairs.get(index);
    if (said === undefined) return one;
    // The telephone belongs to the person: another father does not answer the first one's. Who stood here by the relation alone now has a name.
    const isSamePerson = said.name === '' || one.name === one.relation || sameName(said.name, one.name);
    return { name: said.name === '' ? one.name : said.name, relation: said.relation ?? one.relation, phone: said.phone ?? (isSamePerson ? one.phone : null) };
  });
  const paired = new Set(pairs.values());
  const added = named
    .filter((one) => !paired.has(one))
    .map(({ name, relation, phone }) => ({ name: name === '' ? (relation ?? anyRelation) : name, relation: relation ?? anyRelation, phone }));
  return [...kept, ...added].slice(0, limits.guardians);
}

type IsSame = (said: Guardian, one: GuardianRecord) => boolean;

/** How a guardian of the file is recognised, surest first: a pupil has one father, and any number of those called 监护人. */
const sameness: readonly IsSame[] = [
  (said, one) => said.name !== '' && sameName(said.name, one.name),
  (said, one) => said.name === '' && said.phone === one.phone,
  (said, one) => (said.relation ?? anyRelation) === one.relation && (said.name === '' || one.relation !== anyRelation),
];

/** Place of a stored guardian → what the row says of that person. */
function pairsOf(named: readonly Guardian[], standing: readonly GuardianRecord[]): ReadonlyMap<number, Guardian> {
  const pairs = new Map<number, Guardian>();
  const paired = new Set<Guardian>();
  for (const isSame of sameness) {
    for (const said of named.filter((one) => !paired.has(one))) {
      const index = standing.findIndex((one, place) => !pairs.has(place) && isSame(said, one));
      if (index === -1) continue;
      pairs.set(index, said);
      paired.add(said);
    }
  }
  return pairs;
}
