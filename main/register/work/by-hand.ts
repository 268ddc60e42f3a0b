/** What a person may not enter by hand: what the program records with its proof, and references to what does not exist. */
import { refusal, type Refusal } from '../../../contract/errors.ts';
import { documentById } from '../../../db/queries/documents.ts';
import { packageById } from '../../../db/queries/packages.ts';
import { pupilsByIds } from '../../../db/queries/pupils.ts';
import { userById } from '../../../db/queries/users.ts';
import type { Reader } from '../../../db/tx.ts';
import type { Payload } from '../../../domain/events/define-event.ts';
import { DocumentId, PackageId, PupilId, UserId, type CaseId } from '../../../domain/ids.ts';
import { ownerRoles } from '../../../domain/permissions.ts';

type Entry = {
  /** Null for the entry that opens a case. */
  readonly caseId: CaseId | null;
  readonly type: string;
  readonly payload: Payload;
};

export type HandRefusal = Refusal<'NOT_ALLOWED' | 'BY_PACKAGE_ONLY' | 'REFERENCE_UNKNOWN'>;

/** Recorded in one transaction with what they speak of: a signature, a returned document, a package that was accepted, a sitting that was opened. */
const withProof: readonly string[] = ['plan_signed', 'plan_returned', 'report_received', 'case_accessed'];

/** Whether entries of this type are made by hand at all. */
export function isByHand(type: string): boolean {
  return !withProof.includes(type);
}

/** Why this entry cannot be made by hand, or null. A payload of the wrong shape is left to the rules of its event. */
export async function refusalByHand(reader: Reader, entry: Entry): Promise<HandRefusal | null> {
  if (!isByHand(entry.type)) return refusal('NOT_ALLOWED');
  const values = entry.type === 'correction_made' ? { [String(entry.payload['field'])]: entry.payload['shouldBe'] } : entry.payload;
  // That a package arrived is proved by the receipt of the other office.
  if (values['how'] === 'package') return refusal('BY_PACKAGE_ONLY');
  for (const named of referencesOf(values)) {
    if (!(await exists(reader, named, entry.caseId))) return refusal('REFERENCE_UNKNOWN', { kind: named.kind });
  }
  return null;
}

type Reference = { readonly kind: string; readonly id: unknown };

function referencesOf(values: Payload): readonly Reference[] {
  return [
    { kind: 'document', id: values['documentId'] },
    { kind: 'document', id: values['consentDocumentId'] },
    { kind: 'package', id: values['packageId'] },
    { kind: 'pupil', id: values['pupilId'] },
    { kind: 'owner', id: values['toUserId'] },
    { kind: 'owner', id: values['ownerId'] },
    ...listAt(values, 'add').map((id) => ({ kind: 'user', id })),
    ...listAt(values, 'remove').map((id) => ({ kind: 'known_user', id })),
    ...listAt(values, 'sourceRefs').filter((one): one is Reference => typeof one === 'object' && one !== null && 'kind' in one && 'id' in one),
  ];
}

function listAt(values: Payload, key: string): readonly unknown[] {
  const value: unknown = values[key];
  return Array.isArray(value) ? value : [];
}

/** An id that no schema would take is left to the schema; screening results and calls are checked where they are taken up. */
async function exists(reader: Reader, { kind, id }: Reference, caseId: CaseId | null): Promise<boolean> {
  switch (kind) {
    case 'document':
      return documentExists(reader, id, caseId);
    case 'package':
      return packageExists(reader, id);
    case 'pupil': {
      const pupil = PupilId.safeParse(id);
      return !pupil.success || (await pupilsByIds(reader, [pupil.data])).length > 0;
    }
    case 'owner':
    case 'user':
    case 'known_user':
      return userExists(reader, kind, id);
    default:
      return true;
  }
}

/** A document of this case. */
async function documentExists(reader: Reader, id: unknown, caseId: CaseId | null): Promise<boolean> {
  const document = DocumentId.safeParse(id);
  if (!document.success) return true;
  const found = await documentById(reader, document.data);
  return found !== null && (caseId === null || found.caseId === caseId);
}

/** A package that came from or went to another office. */
async function packageExists(reader: Reader, id: unknown): Promise<boolean> {
  const box = PackageId.safeParse(id);
  if (!box.success) return true;
  const found = await packageById(reader, box.data);
  return found !== null && found.status !== 'draft';
}

/** A person of this register who is still here; one who is to answer for a case must be of a role that can. */
async function userExists(reader: Reader, kind: 'owner' | 'user' | 'known_user', id: unknown): Promise<boolean> {
  const user = UserId.safeParse(id);
  if (!user.success) return true;
  const found = await userById(reader, user.data);
  if (found === null) return false;
  if (kind === 'known_user') return true;
  return found.disabledAt === null && (kind === 'user' || ownerRoles.includes(found.role));
}
