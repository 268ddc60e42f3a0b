import { ImportKind, type ImportReport } from '../../../contract/roster.ts';
import { refusal } from '../../../contract/errors.ts';
import { importList, waitingCallCount, waitingCalls } from '../../../db/queries/imports.ts';
import { pupilById } from '../../../db/queries/pupils.ts';
import { plainText } from '../../../domain/plain-text.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import type { Parsed } from '../../../contract/index.ts';
import type { CallContext, Some } from '../context.ts';
import { isField, type ImportOptions } from '../imports/fields.ts';
import { maxFileBytes } from '../imports/limits.ts';
import type { ParsedImport } from '../imports/parsed.ts';
import { readInWorker, workerSettings } from '../imports/read-in-worker.ts';
import { locations } from '../locations.ts';
import { storeImport } from '../work/import-file.ts';
import { joinCall } from '../work/waiting-calls.ts';
import { overviewOf } from '../work/import-report.ts';

/** Rows shown before anything is stored. */
const previewRows = 8;

type Asked = Parsed<'imports.inspect'>;

type Mapping = NonNullable<ImportOptions['mapping']>;

/** The columns that the person named, or null when one of the fields does not exist. */
function mappingOf(named: Readonly<Record<string, string>>): Mapping | null {
  const known = Object.entries(named).flatMap(([header, field]) => (isField(field) ? [[header, field] as const] : []));
  return known.length === Object.keys(named).length ? Object.fromEntries(known) : null;
}

function optionsOf(input: Asked, of: { readonly fileName: string; readonly mapping: Mapping }): ImportOptions {
  return {
    ...of,
    ...(input.kind === undefined ? {} : { kind: input.kind }),
    ...(input.scoreBase === undefined ? {} : { scoreBase: input.scoreBase }),
  };
}

async function readFileOf(context: CallContext, input: Asked) {
  const mapping = mappingOf(input.mapping ?? {});
  if (mapping === null) return fail(refusal('MAPPING_UNKNOWN'));
  const file = await context.files.read(input.file, maxFileBytes);
  if (!file.ok) return file;
  const parsed = await readInWorker(file.value.bytes, optionsOf(input, { fileName: file.value.name, mapping }), {
    ...workerSettings,
    entry: locations.importWorker,
    signal: context.signal,
  });
  return parsed.ok ? parsed : fail(refusal(parsed.error.code, paramsOf(parsed.error.params)));
}

function paramsOf(params: Readonly<Record<string, number | string | readonly number[]>>): Record<string, string | number> {
  return Object.fromEntries(Object.entries(params).map(([key, value]) => [key, typeof value === 'object' ? value.join(', ') : value]));
}

/** First rows as text, in the columns that were understood. */
function previewOf(parsed: ParsedImport): string[][] {
  const rows: readonly object[] = parsed.rows.slice(0, previewRows);
  return rows.map((row) => Object.values(row).map(cellText));
}

function cellText(value: unknown): string {
  return typeof value === 'object' && value !== null ? JSON.stringify(value).slice(0, 120) : plainText(value);
}

export const importHandlers: Some<'imports.inspect' | 'imports.run' | 'imports.list' | 'hotline.waiting' | 'hotline.join'> = {
  'imports.inspect': async (context, input) => {
    const parsed = await readFileOf(context, input);
    if (parsed.ok) context.detail({ kind: parsed.value.kind, rows: parsed.value.rows.length, sha256: overviewOf(parsed.value).fileSha256 });
    return parsed.ok ? ok({ ...overviewOf(parsed.value), rows: parsed.value.rows.length, preview: previewOf(parsed.value) }) : parsed;
  },

  'imports.run': async (context, input) => {
    const parsed = await readFileOf(context, input);
    if (!parsed.ok) return parsed;
    const report = await context.write(async (tx): Promise<Result<ImportReport, never>> => {
      const stored = await storeImport(tx, parsed.value, {
        now: context.now,
        userId: context.session.user.id,
        newId: context.newId,
        office: context.session.office,
        acceptRenames: input.acceptRenames,
      });
      context.subject(stored.batchId);
      return ok(stored);
    });
    context.changed('today.changed');
    return report;
  },

  'hotline.waiting': async (context, input, reader) => {
    const rows = await waitingCalls(reader, input);
    context.detail({ rows: rows.length });
    return ok({ total: await waitingCallCount(reader), rows: rows.map(({ takenBy: _taker, batchId: _batch, ...call }) => call) });
  },

  'hotline.join': async (context, input, tx) => {
    if ((await pupilById(tx, input.pupilId)) === null) return fail(refusal('PUPIL_UNKNOWN'));
    if (!(await joinCall(tx, input))) return fail(refusal('CALL_UNKNOWN'));
    context.subject(input.callId);
    context.changed('today.changed');
    return ok({});
  },

  'imports.list': async (_context, _input, reader) =>
    ok(
      (await importList(reader)).map(({ id, kind, importedAt, dataRows, added, changed, unchanged, refused, skipped }) => ({
        id,
        kind: ImportKind.parse(kind),
        importedAt,
        dataRows,
        added,
        changed,
        unchanged,
        refused,
        skipped,
      })),
    ),
};
