/** What a file is, by its bytes. Names and extensions lie: `.xls` files are often web pages, `.csv` files come in four encodings. */
import { fail, ok, type Result } from '../../../domain/result.ts';
import { maxFileBytes } from './limits.ts';
import type { ImportError, ImportErrorCode } from './parsed.ts';

export type Sniffed = { readonly format: 'workbook' } | { readonly format: 'text'; readonly text: string };

const oleSignature = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
const zipSignature = [0x50, 0x4b, 0x03, 0x04];
const binarySignatures = [
  [0x25, 0x50, 0x44, 0x46],
  [0x89, 0x50, 0x4e, 0x47],
  [0xff, 0xd8, 0xff],
  [0x52, 0x61, 0x72, 0x21],
  [0x37, 0x7a, 0xbc, 0xaf],
  [0x1f, 0x8b],
  [0x50, 0x4b, 0x05, 0x06],
];
const probeBytes = 4_096;

/** Tells workbooks from text, and decodes text: byte-order marks first, then UTF-8 if every byte fits, then GB18030. */
export function sniff(bytes: Uint8Array): Result<Sniffed, ImportError> {
  if (bytes.length === 0) return refuse('EMPTY_FILE');
  if (bytes.length > maxFileBytes) return refuse('FILE_TOO_LARGE');
  if (startsWith(bytes, zipSignature)) return ok({ format: 'workbook' });
  if (startsWith(bytes, oleSignature)) return refuse(isEncryptedWorkbook(bytes) ? 'WORKBOOK_ENCRYPTED' : 'XLS_NOT_SUPPORTED');
  if (binarySignatures.some((signature) => startsWith(bytes, signature))) return refuse('NOT_A_TABLE');
  const text = decode(bytes);
  if (text === null) return refuse('ENCODING_UNKNOWN');
  if (text.includes('\0')) return refuse('NOT_A_TABLE');
  const head = text.slice(0, probeBytes).trimStart().toLowerCase();
  if (head.startsWith('<?xml')) return refuse(head.includes('<html') ? 'HTML_NOT_SUPPORTED' : 'XML_NOT_SUPPORTED');
  if (/^(?:<!doctype html|<html|<table|<head|<meta)/u.test(head)) return refuse('HTML_NOT_SUPPORTED');
  return text.trim() === '' ? refuse('EMPTY_FILE') : ok({ format: 'text', text });
}

function refuse(code: ImportErrorCode): Result<never, ImportError> {
  return fail({ code, params: {} });
}

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, index) => bytes[index] === byte);
}

/** A workbook with a password is an OLE container with a stream of this name (UTF-16). */
function isEncryptedWorkbook(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(Buffer.from('EncryptedPackage', 'utf16le'));
}

function decode(bytes: Uint8Array): string | null {
  if (startsWith(bytes, [0xef, 0xbb, 0xbf])) return strictly('utf-8', bytes);
  if (startsWith(bytes, [0xff, 0xfe])) return strictly('utf-16le', bytes);
  if (startsWith(bytes, [0xfe, 0xff])) return strictly('utf-16be', bytes);
  const wide = wideEncoding(bytes);
  if (wide) return strictly(wide, bytes);
  return strictly('utf-8', bytes) ?? strictly('gb18030', bytes);
}

/** UTF-16 without a mark: commas and line ends put a zero into every second byte of the ASCII part. */
function wideEncoding(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const head = bytes.subarray(0, probeBytes);
  const zeros = [0, 0];
  head.forEach((byte, index) => {
    if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  if (even + odd < head.length / 20) return null;
  return odd > even ? 'utf-16le' : 'utf-16be';
}

function strictly(encoding: string, bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
