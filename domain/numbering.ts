/** The numbers that people read out: case numbers, 发文字号. Allocation is the register's; this is their form. */

export type CaseNo = { readonly office: string; readonly year: number; readonly ordinal: number };
export type DocumentNo = { readonly series: string; readonly year: number; readonly ordinal: number };

const officeCode = /^[A-Z]{2,4}\d{0,4}$/;
const caseNo = /^([A-Z]{2,4}\d{0,4})-(\d{4})-(\d{3}|[1-9]\d{3,5})$/;
const documentNo = /^(\p{Script=Han}{1,12})〔([1-9]\d{3})〕([1-9]\d{0,5})号$/u;

/** Whether the text can be the office's part of a case number: two to four capitals and up to four digits. */
export function isOfficeCode(text: string): boolean {
  return officeCode.test(text);
}

/** `QP012-2026-007`: office, year of opening, running number with at least three digits. */
export function formatCaseNo({ office, year, ordinal }: CaseNo): string {
  return `${office}-${year}-${String(ordinal).padStart(3, '0')}`;
}

/** Null unless the text is exactly a case number. */
export function parseCaseNo(text: string): CaseNo | null {
  const match = caseNo.exec(text);
  if (match === null) return null;
  const [, office = '', year, ordinal] = match;
  return Number(ordinal) === 0 ? null : { office, year: Number(year), ordinal: Number(ordinal) };
}

/** `告知〔2026〕7号`: hexagonal brackets, full year, no leading zeros, no 第 (GB/T 9704-2012). */
export function formatDocumentNo({ series, year, ordinal }: DocumentNo): string {
  return `${series}〔${year}〕${ordinal}号`;
}

/** Null unless the text is exactly a document number. */
export function parseDocumentNo(text: string): DocumentNo | null {
  const match = documentNo.exec(text);
  if (match === null) return null;
  const [, series = '', year, ordinal] = match;
  return { series, year: Number(year), ordinal: Number(ordinal) };
}
