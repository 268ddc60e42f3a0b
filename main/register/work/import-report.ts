/** A parsed file in the contract's words. */
import type { ImportIssue, ImportReport } from '../../../contract/roster.ts';
import type { ParsedImport, Refusal, Skip, Warning } from '../imports/parsed.ts';

export type ImportOverview = Pick<
  ImportReport,
  'kind' | 'fileSha256' | 'headerRow' | 'dataRows' | 'columns' | 'ignoredColumns' | 'instruments' | 'scoreBase' | 'refused' | 'skipped' | 'warnings'
>;

/** A refused row, a skipped line or a warning. Lists of columns become text. */
export function issueOf(one: Refusal | Skip | Warning): ImportIssue {
  const params = 'params' in one ? one.params : {};
  return {
    sheet: one.sheet,
    row: one.row,
    column: 'column' in one ? (one.column ?? null) : null,
    code: one.code,
    instrument: 'instrument' in one ? (one.instrument ?? null) : null,
    urgent: 'urgent' in one ? one.urgent : false,
    params: Object.fromEntries(Object.entries(params).map(([key, value]) => [key, typeof value === 'object' ? value.join(', ') : value])),
  };
}

/** What is known of a file before anything is stored. */
export function overviewOf(parsed: ParsedImport): ImportOverview {
  const partial = parsed.kind === 'screening' ? parsed.partial.map(issueOf) : [];
  return {
    kind: parsed.kind,
    fileSha256: parsed.sha256,
    headerRow: parsed.headerRow,
    dataRows: parsed.dataRows,
    columns: parsed.columns.map(({ sheet, column, header, field }) => ({ sheet, column, header, field })),
    ignoredColumns: [...parsed.ignoredColumns],
    instruments: parsed.kind === 'screening' ? [...parsed.instruments] : [],
    scoreBase: parsed.kind === 'screening' ? { ...parsed.scoreBase } : {},
    refused: parsed.refused.map(issueOf),
    skipped: parsed.skipped.map(issueOf),
    warnings: [...partial, ...parsed.warnings.map(issueOf)],
  };
}
