/** Taking over what a package brought, once a person accepted it: a submission's cases, a letter's clock, a receipt's proof. */
import { refusal, type Refusal } from '../../../contract/errors.ts';
import { blobBytes } from '../../../db/queries/documents.ts';
import { packageById, type PackageRow } from '../../../db/queries/packages.ts';
import { advancePackage } from '../../../db/stores/package-store.ts';
import type { Reader, Tx } from '../../../db/tx.ts';
import type { PupilId } from '../../../domain/ids.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { dataPath, parsePackageData, type PackageData } from './package-data.ts';
import type { Recorder, RecordRefusal } from './record-event.ts';
import { settleByReceipt } from './settle-by-receipt.ts';
import { takeLetter } from './take-letter.ts';
import { takeSubmission, type Taken } from './take-submission.ts';

export type AcceptRefusal = RecordRefusal | Refusal<'PACKAGE_DAMAGED' | 'PUPIL_UNKNOWN'>;
export type Accepted = Taken & { readonly verdict: 'accepted' | 'acknowledged' };

/** Data of a received package, or null when it has none that this program understands. */
export async function dataOf(reader: Reader, row: PackageRow): Promise<PackageData | null> {
  const file = row.files.find((one) => one.path === dataPath);
  const blob = file === undefined ? null : await blobBytes(reader, file.sha256);
  return parsePackageData(blob?.bytes);
}

type Received = { readonly row: PackageRow; readonly data: PackageData };

/** Everything in one transaction; nothing is taken over when any of it is refused. */
export async function acceptPackage(
  tx: Tx,
  recorder: Recorder,
  of: { readonly row: PackageRow; readonly pupilId: PupilId | null },
): Promise<Result<Accepted, AcceptRefusal>> {
  const { row } = of;
  const data = await dataOf(tx, row);
  if (data === null) return fail(refusal('PACKAGE_DAMAGED'));
  switch (row.kind) {
    case 'submission': {
      const taken = await takeSubmission(tx, recorder, { row, data });
      return taken.ok ? ok({ ...taken.value, verdict: 'accepted' }) : taken;
    }
    case 'letter': {
      if (data.letter === null) return fail(refusal('PACKAGE_DAMAGED'));
      const taken = await takeLetter(tx, recorder, { row, letter: data.letter, chosen: of.pupilId });
      return taken.ok ? ok({ cases: [taken.value], unmatched: [], notTaken: [], verdict: 'accepted' }) : taken;
    }
    case 'receipt':
      return takeReceipt(tx, recorder, { row, data });
    default:
      return fail(refusal('PACKAGE_DAMAGED', { why: 'KIND' }));
  }
}

async function takeReceipt(tx: Tx, recorder: Recorder, { row, data }: Received): Promise<Result<Accepted, AcceptRefusal>> {
  const { receipt } = data;
  const answered = receipt === null ? null : await packageById(tx, receipt.packageId);
  if (
    receipt === null ||
    answered === null ||
    answered.direction !== 'out' ||
    answered.partnerId !== row.partnerId ||
    answered.manifestHash !== receipt.manifestSha256
  )
    return fail(refusal('PACKAGE_DAMAGED'));
  await advancePackage(tx, { id: answered.id, from: answered.status }, { status: receipt.verdict === 'accepted' ? 'acknowledged' : 'returned' });
  const nothing = { cases: [], unmatched: [], notTaken: [], verdict: 'acknowledged' } as const;
  if (receipt.verdict === 'returned') return ok(nothing);
  const settled = await settleByReceipt(tx, recorder, { answered, notTaken: receipt.notTaken });
  return settled.ok ? ok({ ...nothing, cases: settled.value }) : settled;
}
