/**
 * The centre's receipt proves that filing and plan arrived. They count as done when the package was approved: signed and ready to be handed over
 * (docs/decisions/0007-when-a-report-counts.md).
 */
import { documentsByIds, type DocumentRow } from '../../../db/queries/documents.ts';
import { caseById, obligationsOf } from '../../../db/queries/cases.ts';
import type { PackageRow } from '../../../db/queries/packages.ts';
import type { CaseSnapshot } from '../../../db/stores/case-store.ts';
import type { Tx } from '../../../db/tx.ts';
import type { CaseId, DocumentId } from '../../../domain/ids.ts';
import { ok, type Result } from '../../../domain/result.ts';
import { isOpen } from '../../../domain/rules/obligation.ts';
import type { Instant } from '../../../domain/time.ts';
import { isOfPresentLoop } from './document-standing.ts';
import { recordEvent, type NewEvent, type Recorder, type RecordRefusal } from './record-event.ts';
import { rulesOf } from './rule-packs.ts';
import { subjectOf, templateOf } from './templates.ts';

/** Filing form of a case (备案表). */
const filingType = 'D06';

type Proof = {
  readonly answered: PackageRow;
  /** Cases that the centre did not take: their papers did not arrive. */
  readonly notTaken: readonly CaseId[];
};

/** Answers the cases in which something was recorded. */
export async function settleByReceipt(tx: Tx, recorder: Recorder, { answered, notTaken }: Proof): Promise<Result<CaseId[], RecordRefusal>> {
  if (answered.kind !== 'submission') return ok([]);
  if (answered.approvedAt === null) throw new Error('what was answered had been approved');
  const ids = [...new Set(answered.files.flatMap((file) => (file.documentId === null ? [] : [file.documentId])))];
  const settled: CaseId[] = [];
  for (const document of await documentsByIds(tx, ids)) {
    if (document.caseId === null || notTaken.includes(document.caseId)) continue;
    const found = await caseById(tx, document.caseId);
    const event = found === null ? null : await eventOf(tx, recorder, { document, found, answered, happenedAt: answered.approvedAt });
    if (found === null || event === null) continue;
    const recorded = await recordEvent(tx, recorder, { caseId: found.id, expectedVersion: null, event });
    if (!recorded.ok) return recorded;
    settled.push(found.id);
  }
  return ok([...new Set(settled)]);
}

type About = { readonly document: DocumentRow; readonly found: CaseSnapshot; readonly answered: PackageRow; readonly happenedAt: Instant };

/** What the arrival of this document means for its case, or null when it is known already. A closed case takes nothing more, an old loop's paper settles nothing. */
async function eventOf(tx: Tx, recorder: Recorder, of: About): Promise<NewEvent | null> {
  const { document, answered, happenedAt } = of;
  const { state } = of.found;
  if (state.closedAt !== null || !(await isOfPresentLoop(tx, document))) return null;
  const base = { requestId: recorder.newId(), happenedAt };
  const receiptNo = String(answered.sequence);
  const template = templateOf(document.type);
  if (document.type === filingType && !state.filedTo.includes('center')) return { ...base, type: 'case_filed', payload: filing(document.id, receiptNo) };
  const isPlan = template !== undefined && subjectOf(template) === 'plan';
  if (!isPlan || state.plan?.documentId !== document.id) return null;
  // A plan that is with the centre already goes again in answer to a later letter.
  const counts = state.plan.status === 'signed' || (state.plan.status === 'submitted' && (await owesPlan(tx, of)));
  return counts ? { ...base, type: 'plan_submitted', payload: { planVersion: document.version, packageId: answered.id, how: 'package', receiptNo } } : null;
}

/** Whether a duty that a submitted plan settles was open when the package was approved. */
async function owesPlan(tx: Tx, { found, happenedAt }: About): Promise<boolean> {
  const { packs } = await rulesOf(tx);
  const open = (await obligationsOf(tx, found.id)).filter((one) => isOpen(one) && one.openedAt <= happenedAt);
  return open.some((one) => {
    const rule = packs.get(one.packVersion)?.rules.find(({ id }) => id === one.ruleId);
    return rule?.settles.some((settlement) => settlement.on === 'plan_submitted') === true;
  });
}

function filing(documentId: DocumentId, receiptNo: string): NewEvent['payload'] {
  return { to: ['center'], report: 'first', how: 'package', documentId, receiptNo };
}
