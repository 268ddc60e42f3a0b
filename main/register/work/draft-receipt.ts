/** The receipt of a package: made as a draft when the package is accepted or returned; a leader approves it like anything that leaves. */
import type { PackageRow } from '../../../db/queries/packages.ts';
import type { Tx } from '../../../db/tx.ts';
import { PackageId, type CaseId } from '../../../domain/ids.ts';
import { storeDraft } from './draft-package.ts';
import { emptyData } from './package-data.ts';
import type { Recorder } from './record-event.ts';

type Answer = { readonly row: PackageRow; readonly verdict: 'accepted' | 'returned'; readonly reason: string; readonly notTaken: readonly CaseId[] };

/** Id of the new draft. */
export async function draftReceipt(tx: Tx, recorder: Recorder, { row, verdict, reason, notTaken }: Answer): Promise<PackageId> {
  const id = PackageId.parse(recorder.newId());
  const answered = { packageId: row.id, manifestSha256: row.manifestHash };
  await storeDraft(tx, recorder, {
    id,
    kind: 'receipt',
    partnerId: row.partnerId,
    fields: {
      period: null,
      purpose: verdict === 'accepted' ? '数据包签收回执' : '数据包退回回执',
      legalBasis: '收件登记',
      fieldProfile: 'statistical',
      inReplyTo: answered,
    },
    data: { ...emptyData(recorder.session.office.profile.code), receipt: { ...answered, verdict, reason, receivedAt: row.createdAt, notTaken: [...notTaken] } },
    documents: [],
  });
  return id;
}
