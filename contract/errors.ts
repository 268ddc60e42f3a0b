/** Every refusal that can cross the contract. Codes name the situation; parameters are codes, numbers and ids, never names or notes. */

import { refusalCodes } from '../domain/refusal.ts';

/** Why a file as a whole could not be read for import (main/register/imports/parsed.ts). */
export const importFileCodes = [
  'EMPTY_FILE',
  'UNPACKED_TOO_LARGE',
  'TOO_MANY_ROWS',
  'TOO_MANY_COLUMNS',
  'TOO_MANY_SHEETS',
  'XLS_NOT_SUPPORTED',
  'WORKBOOK_ENCRYPTED',
  'HTML_NOT_SUPPORTED',
  'XML_NOT_SUPPORTED',
  'NOT_A_TABLE',
  'ENCODING_UNKNOWN',
  'WORKBOOK_BROKEN',
  'TEXT_BROKEN',
  'HEADER_NOT_FOUND',
  'NO_DATA_ROWS',
  'KIND_DIFFERS',
  'COLUMNS_MISSING',
  'BASE_UNKNOWN',
  'MAPPING_UNKNOWN',
  'READ_TIMEOUT',
  'READ_TOO_HEAVY',
] as const;

/** Codes an operation declares; the rules of events bring their own (domain/refusal.ts). */
export const declaredCodes = [
  // the register and its keys
  'REGISTER_EXISTS',
  'REGISTER_MISSING',
  'DB_MISSING',
  'KEY_REJECTED',
  'DB_DAMAGED',
  'DB_NEWER_THAN_APP',
  'DB_LOCKED',
  'FOLDER_READ_ONLY',
  'DISK_FULL',
  'KEYSLOTS_MISSING',
  'KEYSLOTS_DAMAGED',
  'KEYSLOTS_NEWER',
  'KDF_TOO_WEAK',
  'PASSPHRASE_WRONG',
  'PASSPHRASE_WEAK',
  'LOGIN_TAKEN',
  'ROLE_NOT_HERE',
  'CLASS_UNKNOWN',
  'CLASS_AMBIGUOUS',
  'USER_UNKNOWN',
  'USER_DISABLED',
  'LAST_ADMIN',
  'RECOVERY_HOLDER',
  'OWNS_CASES',
  'RECOVERY_CODE_WRONG',
  'DRIVER_MISSING',
  // files
  'FILE_TOKEN_UNKNOWN',
  'FILE_UNREADABLE',
  'FILE_TOO_LARGE',
  'FILE_NOT_WRITTEN',
  ...importFileCodes,
  // cases
  'PUPIL_UNKNOWN',
  'PUPIL_EXISTS',
  'CASE_UNKNOWN',
  'CASE_OPEN_ALREADY',
  'STALE_VERSION',
  'RESULT_UNKNOWN',
  'SCREENING_NOT_INTERVIEWED',
  'SCREENING_INTERVIEW_TOO_EARLY',
  'CALL_UNKNOWN',
  'REFERENCE_UNKNOWN',
  'BY_PACKAGE_ONLY',
  'REQUEST_REUSED',
  ...refusalCodes,
  // documents and signatures
  'DOCUMENT_UNKNOWN',
  'DOCUMENT_TYPE_UNKNOWN',
  'DOCUMENT_GAPS',
  'FIELD_FIXED',
  'TEMPLATE_INVALID',
  'FONT_MISSING_CHARACTER',
  'DOCUMENT_TOO_LARGE',
  'TEXT_INVALID',
  'NOT_TO_BE_SIGNED',
  'SIGNED_ALREADY',
  'DOCUMENT_SUPERSEDED',
  'WEEK_NOT_OVER',
  'WEEK_ISSUED_ALREADY',
  'WEEK_NOT_EMPTY',
  'WEEK_NOT_ISSUED',
  'WEEK_UNCHANGED',
  'NOTHING_OVERDUE',
  'SIGNATURE_INVALID',
  'SIGNATURE_MISSING',
  // exchange
  'PARTNER_UNKNOWN',
  'PARTNER_KNOWN',
  'PARTNER_UNCONFIRMED',
  'FINGERPRINT_WRONG',
  'NAMES_IN_STATISTICS',
  'STATISTICS_OVERLAP',
  'CARD_INVALID',
  'PACKAGE_UNKNOWN',
  'PACKAGE_EMPTY',
  'PACKAGE_NOT_DRAFT',
  'PACKAGE_NOT_APPROVED',
  'PACKAGE_NOT_FOR_US',
  'PACKAGE_DAMAGED',
  'PACKAGE_HOSTILE',
  'PACKAGE_SIGNATURE_INVALID',
  'PACKAGE_SIGNER_UNKNOWN',
  'PACKAGE_NEWER',
  'PACKAGE_TOO_LARGE',
  'PACKAGE_REPLAY',
  'PACKAGE_NOT_QUARANTINED',
  'PACKAGE_KIND_WRONG',
  // duties, rules, calendar, ledger, access
  'OBLIGATION_UNKNOWN',
  'PACK_UNKNOWN',
  'PACK_INVALID',
  'PACK_VERSION_TAKEN',
  'PACK_CHANGED',
  'CALENDAR_INVALID',
  'LEDGER_PAYLOAD_INVALID',
  'LEDGER_NOT_HERE',
  'LEDGER_ENTRY_UNKNOWN',
  'CORRECTED_ALREADY',
  'ACCESS_FORBIDDEN',
  'NO_CLASS',
] as const;
export type DeclaredCode = (typeof declaredCodes)[number];

/** Codes that every operation may answer with. */
export const universalCodes = [
  'INPUT_INVALID',
  'OPERATION_UNKNOWN',
  'SESSION_LOCKED',
  'NOT_ALLOWED',
  // the caller knows that there is a case and sees too little of it for this call
  'ACCESS_FORBIDDEN',
  'BUSY',
  'DISK_FULL',
  'DB_DAMAGED',
  'DB_LOCKED',
  'FOLDER_READ_ONLY',
  'CANCELLED',
  'INTERNAL',
  'SENDER_REFUSED',
  'REGISTER_STOPPED',
  'DIALOG_CANCELLED',
  'SECRET_IN_ARGUMENTS',
] as const;
export type UniversalCode = (typeof universalCodes)[number];

export type ErrorCode = DeclaredCode | UniversalCode;
export type ErrorParams = Readonly<Record<string, string | number | boolean | null | readonly string[] | readonly Readonly<Record<string, string | number>>[]>>;

/** A refusal as it travels. */
export type Refusal<C extends ErrorCode = ErrorCode> = { readonly code: C; readonly params: ErrorParams };

/** Makes a refusal. */
export function refusal<C extends ErrorCode>(code: C, params: ErrorParams = {}): Refusal<C> {
  return { code, params };
}
