/** The centre's receipt proves that filing and plan arrived: recorded in each case with the moment the centre had them in hand. */
import { documentsByIds, type DocumentRow } from '../../../db/queries/documents.ts';
import { caseById } from '../../../db/queries/cases.ts';
import type { PackageRow } from '../../../db/queries/packages.ts';
import type { Tx } from '../../../db/tx.ts';
import type { CaseState } from '../../../domain/case-state.ts';
import type { CaseId, DocumentId } from '../../../domain/ids.ts';
import { ok, type Result } from '../../../domain/result.ts';
import type { Instant } from '../../../domain/time.ts';
import { isOfPresentLoop } from './document-standing.ts';
import { recordEvent, type NewEvent, type Recorder, type RecordRefusal } from './record-event.ts';
import { subjectOf, templateOf } from './templates.ts';

/** Filing form of a case (备案表). */
const filingType = 'D06';

type Proof = { readonly answered: PackageRow; readonly receivedAt: Instant };

/** Answers the cases in which something was recorded. */
export async function settleByReceipt(tx: Tx, recorder: Recorder, proof: Proof): Promise<Result<CaseId[], RecordRefusal>> {
  if (proof.answered.kind !== 'submission') return ok([]);
  const ids = [...new Set(proof.answered.files.flatMap((file) => (file.documentId === null ? [] : [file.documentId])))];
  const settled: CaseId[] = [];
  for (const document of await documentsByIds(tx, ids)) {
    const found = document.caseId === null ? null : await caseById(tx, document.caseId);
    const event = found === null ? null : eventOf({ document, state: found.state, ofThisLoop: await isOfPresentLoop(tx, document), proof, recorder });
    if (found === null || event === null) continue;
    const recorded = await recordEvent(tx, recorder, { caseId: found.id, expectedVersion: null, event });
    if (!recorded.ok) return recorded;
    settled.push(found.id);
  }
  return ok([...new Set(settled)]);
}

type About = { readonly document: DocumentRow; readonly state: CaseState; readonly ofThisLoop: boolean; readonly proof: Proof; readonly recorder: Recorder };

/** What the arrival of this document means for its case, or null when it is known already. A closed case takes nothing more, an old loop's paper settles nothing. */
function eventOf({ document, state, ofThisLoop, proof, recorder }: About): NewEvent | null {
  if (state.closedAt !== null || !ofThisLoop) return null;
  const happenedAt = proof.receivedAt > recorder.now ? recorder.now : proof.receivedAt;
  const base = { requestId: recorder.newId(), happenedAt };
  const receiptNo = String(proof.answered.sequence);
  const template = templateOf(document.type);
  if (document.type === filingType && !state.filedTo.includes('center')) return { ...base, type: 'case_filed', payload: filing(document.id, receiptNo) };
  const isPlan = template !== undefined && subjectOf(template) === 'plan';
  if (!isPlan || state.plan?.status !== 'signed' || state.plan.documentId !== document.id) return null;
  return { ...base, type: 'plan_submitted', payload: { planVersion: document.version, packageId: proof.answered.id, how: 'package', receiptNo } };
}

function filing(documentId: DocumentId, receiptNo: string): NewEvent['payload'] {
  return { to: ['center'], report: 'first', how: 'package', documentId, receiptNo };
}
