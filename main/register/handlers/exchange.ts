import { refusal, type Refusal } from '../../../contract/errors.ts';
import { PackageKind } from '../../../contract/exchange.ts';
import type { Output } from '../../../contract/index.ts';
import { blobBytes } from '../../../db/queries/documents.ts';
import { lastInSequence, packageById, packageList, partnerById, type PackageRow } from '../../../db/queries/packages.ts';
import { putBlob } from '../../../db/stores/document-store.ts';
import { advancePackage, discardDraft } from '../../../db/stores/package-store.ts';
import type { Reader } from '../../../db/tx.ts';
import { PackageId } from '../../../domain/ids.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import type { Role } from '../../../domain/vocabulary.ts';
import type { CallContext, Some, TaskContext } from '../context.ts';
import { wipe } from '../crypto/wipe.ts';
import { buildPackage } from '../package/envelope.ts';
import { mayTravel } from '../package/ways.ts';
import { acceptPackage, dataOf, type Accepted, type AcceptRefusal } from '../work/accept-package.ts';
import { gatherDraft, manifestFields, packageFiles, storeDraft } from '../work/draft-package.ts';
import { draftReceipt } from '../work/draft-receipt.ts';
import { recordLetterSent } from '../work/letter-sent.ts';
import { namesAnybody } from '../work/names-in-text.ts';
import type { PackageData } from '../work/package-data.ts';
import { differenceOf, packageFields } from '../work/package-fields.ts';
import { packageView } from '../work/package-views.ts';
import { partnerView } from '../work/partner-view.ts';
import { quarantine, verifyFile } from '../work/quarantine.ts';
import { reauthenticate } from '../work/reauthenticate.ts';
import { matchOfLetter } from '../work/take-letter.ts';

const leaders: readonly Role[] = ['vice_principal', 'principal', 'center_head'];

type Unknown = Refusal<'PACKAGE_UNKNOWN'>;

async function known(reader: Reader, id: PackageId): Promise<Result<PackageRow, Unknown>> {
  const row = await packageById(reader, id);
  return row === null ? fail(refusal('PACKAGE_UNKNOWN')) : ok(row);
}

async function viewOf(context: TaskContext, id: PackageId) {
  return context.read(async (reader) => {
    const row = await known(reader, id);
    return row.ok ? ok(await packageView(reader, context.session, row.value)) : row;
  });
}

function inQuarantine(row: PackageRow): boolean {
  return row.direction === 'in' && row.status === 'quarantined';
}

/** Whether somebody has compared the fingerprint of the other office. */
async function isConfirmed(reader: Reader, row: PackageRow): Promise<boolean> {
  const partner = await partnerById(reader, row.partnerId);
  return partner !== null && partner.confirmedAt !== null;
}

/** Packages that were written once may be written again: sticks get lost. */
function mayBeWritten(row: PackageRow): boolean {
  return row.direction === 'out' && row.packageSha256 !== null && row.status !== 'draft';
}

async function approve(context: TaskContext, row: PackageRow, of: { readonly manifestHash: string; readonly passphrase: string }) {
  if (row.createdBy === context.session.user.id) return fail(refusal('AUTHOR_CANNOT_SIGN'));
  const keys = await reauthenticate(context.session, of.passphrase);
  if (!keys.ok) return keys;
  const { signSeed } = keys.value;
  try {
    const { fields, files } = await context.read(async (reader) => ({
      fields: await manifestFields(reader, row, { session: context.session, signSeed }),
      files: await packageFiles(reader, row),
    }));
    const built = await buildPackage({ fields, files, signSeed });
    if (!built.ok) return fail(refusal(built.error));
    // What was looked at must be what is signed.
    if (built.value.manifestSha256 !== of.manifestHash) return fail(refusal('SIGNATURE_INVALID', { why: 'MANIFEST_CHANGED' }));
    const { manifest, manifestSha256, bytes } = built.value;
    return await context.write(async (tx): Promise<Result<void, Refusal<'SIGNATURE_INVALID' | 'PACKAGE_NOT_DRAFT'>>> => {
      // Another package took this number while this one was signed.
      if ((await lastInSequence(tx, row.partnerId, 'out')).sequence + 1 !== manifest.sequence)
        return fail(refusal('SIGNATURE_INVALID', { why: 'MANIFEST_CHANGED' }));
      const advanced = await advancePackage(
        tx,
        { id: row.id, from: 'draft' },
        {
          status: 'approved',
          approvedBy: context.session.user.id,
          approvedAt: context.now,
          packageSha256: await putBlob(tx, bytes, 'application/vnd.age'),
          manifest,
          manifestHash: manifestSha256,
          sequence: manifest.sequence,
          previousHash: manifest.previousHash,
        },
      );
      return advanced ? ok(undefined) : fail(refusal('PACKAGE_NOT_DRAFT'));
    });
  } finally {
    wipe(keys.value.dbKey, signSeed);
  }
}

/** Names that the sender's data hold. */
function namesIn(data: PackageData | null): readonly string[] {
  return data === null
    ? []
    : [data.letter?.pupil, ...data.cases.map((one) => one.pupil)].flatMap((pupil) => (pupil === null || pupil === undefined ? [] : [pupil.name]));
}

/** The pupil whom a letter that waits is taken for. */
async function matchOf(reader: Reader, row: PackageRow): Promise<Output<'exchange.preview'>['match']> {
  const letter = inQuarantine(row) && row.kind === 'letter' ? ((await dataOf(reader, row))?.letter ?? null) : null;
  const match = letter === null ? null : await matchOfLetter(reader, letter.pupil);
  if (match === null) return null;
  const { id, name, studentNo, grade, className } = match.pupil;
  return { pupilId: id, name, studentNo, grade, className, certain: match.certain };
}

async function preview(context: CallContext, reader: Reader, id: PackageId) {
  const row = await known(reader, id);
  if (!row.ok) return row;
  const partner = await partnerById(reader, row.value.partnerId);
  if (partner === null) throw new Error('a package has a partner');
  const fields = await packageFields(reader, row.value);
  const difference = await differenceOf(reader, row.value, fields);
  return ok({
    view: await packageView(reader, context.session, row.value),
    fields,
    ...difference,
    partner: partnerView(partner),
    match: await matchOf(reader, row.value),
  });
}

export const exchangeHandlers: Some<
  | 'exchange.build'
  | 'exchange.preview'
  | 'exchange.approve'
  | 'exchange.write'
  | 'exchange.import'
  | 'exchange.accept'
  | 'exchange.return'
  | 'exchange.discard'
  | 'exchange.verify'
  | 'exchange.list'
> = {
  'exchange.build': async (context, input) => {
    const id = PackageId.parse(input.requestId);
    context.subject(id);
    const stored = await context.write(async (tx) => {
      if ((await packageById(tx, id)) !== null) return ok(undefined);
      const gathered = await gatherDraft(tx, context, input);
      if (!gathered.ok) return gathered;
      await storeDraft(tx, context, { ...gathered.value, id });
      return ok(undefined);
    });
    if (!stored.ok) return stored;
    const view = await viewOf(context, id);
    if (!view.ok) throw new Error('a draft just stored is there');
    return view;
  },

  'exchange.preview': async (context, input, reader) => {
    context.subject(input.packageId);
    return preview(context, reader, input.packageId);
  },

  'exchange.approve': async (context, input) => {
    context.subject(input.packageId);
    const row = await context.read((reader) => known(reader, input.packageId));
    if (!row.ok) return row;
    if (row.value.status !== 'draft') return fail(refusal('PACKAGE_NOT_DRAFT'));
    if (!(await context.read((reader) => isConfirmed(reader, row.value)))) return fail(refusal('PARTNER_UNCONFIRMED'));
    const approved = await approve(context, row.value, input);
    return approved.ok ? viewOf(context, input.packageId) : approved;
  },

  'exchange.write': async (context, input) => {
    context.subject(input.packageId);
    const row = await context.read((reader) => known(reader, input.packageId));
    if (!row.ok) return row;
    if (!mayBeWritten(row.value)) return fail(refusal('PACKAGE_NOT_APPROVED'));
    const blob = await context.read((reader) => blobBytes(reader, row.value.packageSha256 ?? ''));
    if (blob === null) return fail(refusal('PACKAGE_DAMAGED'));
    await context.attempt({
      subject: input.packageId,
      detail: { kind: row.value.kind, sequence: row.value.sequence, bytes: blob.bytes.length, sha256: row.value.packageSha256 },
    });
    const written = await context.files.write(input.target, blob.bytes);
    if (!written.ok) return written;
    if (row.value.status === 'approved') {
      await context.write(async (tx) => {
        // Written twice at once, it is sent once.
        const first = await advancePackage(tx, { id: row.value.id, from: 'approved' }, { status: 'written' });
        if (first && row.value.kind === 'letter') await recordLetterSent(tx, context, row.value);
        return ok(undefined);
      });
    }
    return viewOf(context, input.packageId);
  },

  'exchange.import': async (context, input) => {
    const stored = await quarantine(context, input.file);
    if (!stored.ok) return stored;
    context.changed('today.changed');
    const view = await viewOf(context, stored.value);
    if (!view.ok) throw new Error('a package just stored is there');
    return view;
  },

  'exchange.accept': async (context, input) => {
    context.subject(input.packageId);
    const row = await context.read((reader) => known(reader, input.packageId));
    if (!row.ok) return row;
    if (!inQuarantine(row.value)) return fail(refusal('PACKAGE_NOT_QUARANTINED'));
    const sender = await context.read((reader) => partnerById(reader, row.value.partnerId));
    if (sender === null || sender.confirmedAt === null) return fail(refusal('PARTNER_UNCONFIRMED'));
    if (!mayTravel(PackageKind.parse(row.value.kind), sender.kind, context.session.office.kind)) return fail(refusal('PACKAGE_KIND_WRONG'));
    const accepted = await context.write(
      async (tx): Promise<Result<Accepted & { readonly receiptId: PackageId | null }, AcceptRefusal | Refusal<'PACKAGE_NOT_QUARANTINED'>>> => {
        const taken = await acceptPackage(tx, context, { row: row.value, pupilId: input.pupilId });
        if (!taken.ok) return taken;
        if (!(await advancePackage(tx, { id: row.value.id, from: 'quarantined' }, { status: 'accepted' }))) return fail(refusal('PACKAGE_NOT_QUARANTINED'));
        const receiptId =
          taken.value.verdict === 'acknowledged'
            ? null
            : await draftReceipt(tx, context, { row: row.value, verdict: 'accepted', reason: '', notTaken: taken.value.notTaken });
        return ok({ ...taken.value, receiptId });
      },
    );
    if (!accepted.ok) return accepted;
    for (const id of accepted.value.cases) context.changed('case.changed', id);
    context.changed('today.changed');
    const view = await viewOf(context, input.packageId);
    return view.ok
      ? ok({ view: view.value, cases: [...accepted.value.cases], unmatched: [...accepted.value.unmatched], receiptId: accepted.value.receiptId })
      : view;
  },

  'exchange.return': async (context, input) => {
    context.subject(input.packageId);
    const row = await context.read((reader) => known(reader, input.packageId));
    if (!row.ok) return row;
    if (!inQuarantine(row.value)) return fail(refusal('PACKAGE_NOT_QUARANTINED'));
    const returned = await context.write(async (tx): Promise<Result<PackageId | null, Refusal<'NAMES_IN_STATISTICS' | 'PACKAGE_NOT_QUARANTINED'>>> => {
      if (row.value.kind !== 'receipt' && (await namesAnybody(tx, [input.reason], namesIn(await dataOf(tx, row.value)))))
        return fail(refusal('NAMES_IN_STATISTICS'));
      if (!(await advancePackage(tx, { id: row.value.id, from: 'quarantined' }, { status: 'returned' }))) return fail(refusal('PACKAGE_NOT_QUARANTINED'));
      return ok(
        row.value.kind === 'receipt' ? null : await draftReceipt(tx, context, { row: row.value, verdict: 'returned', reason: input.reason, notTaken: [] }),
      );
    });
    if (!returned.ok) return returned;
    const view = await viewOf(context, input.packageId);
    return view.ok ? ok({ view: view.value, receiptId: returned.value }) : view;
  },

  'exchange.discard': async (context, input, tx) => {
    context.subject(input.packageId);
    const row = await known(tx, input.packageId);
    if (!row.ok) return row;
    const { createdBy, status, kind } = row.value;
    if (createdBy !== context.session.user.id && !leaders.includes(context.session.user.role)) return fail(refusal('NOT_ALLOWED'));
    if (status !== 'draft') return fail(refusal('PACKAGE_NOT_DRAFT'));
    // Made once, by accepting or returning: nobody could make it again.
    if (kind === 'receipt') return fail(refusal('PACKAGE_KIND_WRONG'));
    return (await discardDraft(tx, input.packageId)) ? ok({}) : fail(refusal('PACKAGE_NOT_DRAFT'));
  },

  'exchange.verify': (context, input) => verifyFile(context, input.file),

  'exchange.list': async (context, input, reader) => {
    const views = [];
    for (const row of await packageList(reader, input)) views.push(await packageView(reader, context.session, row));
    return ok(views);
  },
};
