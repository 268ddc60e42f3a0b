import { basename } from 'node:path';
import { refusal } from '../../../contract/errors.ts';
import { backupRegister } from '../../../db/backup.ts';
import { auditTrail } from '../../../db/queries/audit-trail.ts';
import { registerCounts } from '../../../db/queries/overview.ts';
import { setMeta } from '../../../db/stores/meta-store.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import type { Some } from '../context.ts';
import { verifyRegister } from '../work/verify-register.ts';

export const officeHandlers: Some<'office.profile' | 'office.update' | 'register.verify' | 'register.backup' | 'register.counts' | 'audit.list'> = {
  'office.profile': async (context) => {
    const { officeId, kind, profile } = context.session.office;
    return ok({ officeId, kind, profile });
  },

  'office.update': async (context, input) => {
    const { session } = context;
    context.subject(session.office.officeId);
    const written = await context.write(async (tx): Promise<Result<Record<string, never>, never>> => {
      await setMeta(tx, 'office_profile', JSON.stringify(input.profile));
      return ok({});
    });
    // What was rolled back must not stand on documents.
    session.office = { ...session.office, profile: input.profile };
    return written;
  },

  'register.verify': async (context) => ok(await verifyRegister(context)),

  'register.backup': async (context) => {
    const { register, keys } = context.session;
    const made = await backupRegister(register, { key: keys.dbKey, at: context.now });
    if (!made.ok) return fail(refusal(made.error === 'DISK_FULL' || made.error === 'FOLDER_READ_ONLY' ? made.error : 'DB_DAMAGED'));
    context.subject(context.session.office.officeId);
    return ok({ file: basename(made.value.folder), bytes: made.value.bytes, sha256: made.value.sha256 });
  },

  'register.counts': async (_context, _input, reader) => ok({ ...(await registerCounts(reader)) }),

  'audit.list': async (_context, input, reader) => {
    const page = await auditTrail(reader, input);
    return ok({ total: page.total, rows: page.rows.map((row) => ({ ...row, detail: { ...row.detail } })) });
  },
};
