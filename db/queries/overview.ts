/** How much the register holds. */
import type { Reader } from '../tx.ts';
import type { Schema } from '../schema.ts';

const counted = {
  pupils: 'pupil',
  screeningResults: 'screening_result',
  hotlineCalls: 'hotline_call',
  importBatches: 'import_batch',
  rowsRefused: 'import_refusal',
  cases: 'case_file',
  events: 'case_event',
  obligations: 'obligation',
  documents: 'document',
  signatures: 'document_signature',
  packages: 'package',
  partners: 'office_partner',
  auditEntries: 'audit_entry',
  sealedNotes: 'sealed_note',
  users: 'user_account',
  ledgerEntries: 'ledger_entry',
  calendars: 'school_calendar',
} as const satisfies Readonly<Record<string, keyof Schema>>;

export type RegisterCounts = Readonly<Record<keyof typeof counted, number>>;

/** Number of rows of each kind. */
export async function registerCounts(reader: Reader): Promise<RegisterCounts> {
  const entries: (readonly [string, number])[] = [];
  for (const [name, table] of Object.entries(counted)) {
    const row = await reader
      .selectFrom(table)
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow();
    entries.push([name, row.n]);
  }
  // Built from the very names of the table above.
  return Object.fromEntries(entries) as RegisterCounts;
}
