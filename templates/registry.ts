/** The document types of this program: one folder and one line each. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { checkTemplate } from './loader.ts';
import type { Template } from './template.ts';

export const documentTypes = [
  'D01', // 心理危机学生告知书: centre to principal
  'D02', // 学生心理状况告知书: school to family
  'D06', // 学生心理危机上报（备案）表: school to centre
  'D07', // 危机干预预案（一生一策）: school to centre, signed by the vice principal
  'D09', // 周报表 / 零报告: school to centre
  'L01', // 逾期事项清单: inside the school, for the principal
] as const;
export type DocumentType = (typeof documentTypes)[number];

/**
 * The built-in template of a type. @param folder file URL of the folder with the types' folders; a bundled build passes its own.
 * Throws if a built-in template is faulty: that is a bug, and the tests look for it.
 */
export function loadTemplate(type: DocumentType, folder: URL = new URL('./', import.meta.url)): Template {
  const checked = checkTemplate(readFileSync(fileURLToPath(new URL(`${type}/template.md`, folder)), 'utf8'));
  if (!checked.ok) throw new Error(`template ${type}: ${checked.error.map((fault) => `${fault.code} ${fault.line} ${fault.detail}`).join('; ')}`);
  return checked.value;
}
