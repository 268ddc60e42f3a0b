/** What a person may not enter by hand: what the program records with its proof, and references to what does not exist. */
import { refusal, type Refusal } from '../../../contract/errors.ts';
import { documentById } from '../../../db/queries/documents.ts';
import { packageById } from '../../../db/queries/packages.ts';
import type { Reader } from '../../../db/tx.ts';
import type { Payload } from '../../../domain/events/define-event.ts';
import { DocumentId, PackageId, type CaseId } from '../../../domain/ids.ts';

type Entry = {
  /** Null for the entry that opens a case. */
  readonly caseId: CaseId | null;
  readonly type: string;
  readonly payload: Payload;
};

export type HandRefusal = Refusal<'NOT_ALLOWED' | 'BY_PACKAGE_ONLY' | 'REFERENCE_UNKNOWN'>;

/** Recorded in one transaction with what they speak of: a signature, a returned document, a package that was accepted. */
const withProof: readonly string[] = ['plan_signed', 'plan_returned', 'report_received'];

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
  const sources: unknown = values['sourceRefs'];
  return [
    { kind: 'document', id: values['documentId'] },
    { kind: 'package', id: values['packageId'] },
    ...(Array.isArray(sources) ? sources.filter((one): one is Reference => typeof one === 'object' && one !== null && 'kind' in one && 'id' in one) : []),
  ];
}

/** A document of this case; a package that came from or went to another office. Screening results and calls are checked where they are taken up. */
async function exists(reader: Reader, { kind, id }: Reference, caseId: CaseId | null): Promise<boolean> {
  const document = kind === 'document' ? DocumentId.safeParse(id) : null;
  if (document?.success === true) {
    const found = await documentById(reader, document.data);
    return found !== null && (caseId === null || found.caseId === caseId);
  }
  const box = kind === 'package' ? PackageId.safeParse(id) : null;
  if (box?.success !== true) return true;
  const found = await packageById(reader, box.data);
  return found !== null && found.status !== 'draft';
}
