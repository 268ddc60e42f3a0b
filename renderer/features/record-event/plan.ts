/** The intervention plan as a form: sections of texts and tables, in the order in which the paper prints them. Pure. */
import type { CaseFile } from '../../../contract/cases.ts';
import { PlanContent } from '../../../domain/plan.ts';
import { z } from '../../../domain/zod.ts';
import type { Values } from '../../forms/field-model.ts';
import { rowsOf } from '../../forms/rows.ts';

export type PlanSection =
  | {
      readonly is: 'texts';
      readonly key: string;
      readonly path: string | null;
      readonly parts: readonly { readonly key: string; readonly required: boolean }[];
    }
  | { readonly is: 'table'; readonly key: string; readonly columns: readonly string[]; readonly required: boolean };

/** Parts marked with `*` must be filled in. */
function texts(key: string, path: string | null, parts: readonly string[]): PlanSection {
  return { is: 'texts', key, path, parts: parts.map((part) => ({ key: part.replace('*', ''), required: part.endsWith('*') })) };
}

function table(key: string, columns: readonly string[], required = false): PlanSection {
  return { is: 'table', key, columns, required };
}

export const planSections: readonly PlanSection[] = [
  texts('summary', null, ['overview*', 'symptoms*', 'assessment*']),
  texts('causes', 'causes', ['physical', 'psychological', 'social', 'protective']),
  table('goals', ['horizon', 'text'], true),
  table('team', ['role', 'name', 'phone', 'duty', 'frequency', 'deputy'], true),
  texts('measures', 'measures', ['safety*', 'environment*', 'counselling*', 'classPeers', 'academic', 'homeSchool*', 'medical', 'district']),
  texts('safetyPlan', 'safetyPlan', ['warningSigns', 'selfHelp', 'contacts', 'professional', 'environment']),
  table('emergency', ['who', 'action', 'phone'], true),
  table('measuresTaken', ['at', 'what', 'who']),
  table('followUp', ['what', 'when', 'who']),
  texts('rest', null, ['confidentiality*', 'adjustment']),
];

const requiredText: Readonly<Record<string, string>> = { goals: 'text', team: 'name', emergency: 'action', measuresTaken: 'what' };

/** A text of the plan; nested parts are addressed by their section's path. */
export function textAt(content: Values, path: string | null, key: string): string {
  const holder = path === null ? content : content[path];
  const value: unknown = typeof holder === 'object' && holder !== null ? Reflect.get(holder, key) : undefined;
  return typeof value === 'string' ? value : '';
}

/** The plan with one text changed. */
export function withText(content: Values, at: { readonly path: string | null; readonly key: string }, text: string): Values {
  if (at.path === null) return { ...content, [at.key]: text };
  const holder = content[at.path];
  return { ...content, [at.path]: { ...(typeof holder === 'object' ? holder : {}), [at.key]: text } };
}

/** A new version starts from the plan that stands; the first one from an empty plan whose team is already named. */
export function startPlan(file: CaseFile): Values {
  const standing = z.object({ content: PlanContent }).safeParse(file.state['plan']);
  return { content: standing.success ? standing.data.content : emptyPlan(), reason: '' };
}

function emptyPlan(): Values {
  const content = Object.fromEntries(planSections.map((section): [string, unknown] => emptySection(section)).filter(([key]) => key !== ''));
  const flat = Object.fromEntries(
    planSections.flatMap((section) => (section.is === 'texts' && section.path === null ? section.parts.map((part) => [part.key, '']) : [])),
  );
  const roles = ['分管副校长', '心理教师', '班主任', '德育主任', '监护人'];
  return {
    ...content,
    ...flat,
    goals: ['近期一周', '一个月', '本学期'].map((horizon) => ({ horizon, text: '' })),
    team: roles.map((role) => ({ role, name: '', phone: '', duty: '', frequency: '', deputy: '' })),
    emergency: ['班主任', '心理教师', '分管副校长'].map((who) => ({ who, action: '', phone: '' })),
    attachments: [],
  };
}

function emptySection(section: PlanSection): [string, unknown] {
  if (section.is === 'table') return [section.key, []];
  return section.path === null ? ['', null] : [section.path, Object.fromEntries(section.parts.map((part) => [part.key, '']))];
}

/** Sections in which something required is still missing. */
export function missingSections(content: Values): readonly string[] {
  return planSections.filter((section) => !isSectionComplete(section, content)).map((section) => section.key);
}

function isSectionComplete(section: PlanSection, content: Values): boolean {
  if (section.is === 'texts') return section.parts.every((part) => !part.required || textAt(content, section.path, part.key).trim() !== '');
  return !section.required || filledRows(section.key, content[section.key]).length > 0;
}

/** Rows that say something: prefilled rows nobody completed are left out. */
function filledRows(key: string, value: unknown): readonly Readonly<Record<string, string>>[] {
  const needed = requiredText[key];
  return rowsOf(value).filter((row) => (needed === undefined ? Object.values(row).some((cell) => cell.trim() !== '') : (row[needed] ?? '').trim() !== ''));
}

export function isPlanComplete(values: Values): boolean {
  const content = contentOf(values);
  return missingSections(content).length === 0;
}

export function contentOf(values: Values): Values {
  const { content } = values;
  // The form itself made it, from the schema's own parts.
  return typeof content === 'object' && content !== null ? (content as Values) : {};
}

/** The payload: empty rows dropped, emergency steps numbered in their order. */
export function planPayload(values: Values): Values {
  const content = contentOf(values);
  const tables = Object.fromEntries(
    planSections.filter((section) => section.is === 'table').map((section) => [section.key, filledRows(section.key, content[section.key])]),
  );
  const emergency = (tables['emergency'] ?? []).map((row, index) => ({
    who: row['who'] ?? '',
    action: row['action'] ?? '',
    phone: row['phone'] ?? '',
    order: index + 1,
  }));
  return { ...values, content: { ...content, ...tables, emergency } };
}
