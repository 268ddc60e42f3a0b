/** Whether the caller sees enough of the cases that a call names: the contract's needs, answered from the database. */
import { meets, type CaseSubject } from '../../contract/decision.ts';
import { needsOf, type Need, type Operation } from '../../contract/define.ts';
import { refusal, type Refusal } from '../../contract/errors.ts';
import { dutyById } from '../../db/queries/duties.ts';
import { documentById } from '../../db/queries/documents.ts';
import type { Reader } from '../../db/tx.ts';
import { CaseId, DocumentId } from '../../domain/ids.ts';
import { levelOf, type Level } from '../../domain/permissions.ts';
import type { OpenSession } from './session.ts';
import { standingIn } from './work/standing.ts';

/** `subject`: id of the case, for the audit trail; `level`: what the caller sees of it. */
export type RefusedNeed = {
  readonly error: Refusal<'CASE_UNKNOWN' | 'DOCUMENT_UNKNOWN' | 'OBLIGATION_UNKNOWN' | 'ACCESS_FORBIDDEN'>;
  readonly subject: string;
  readonly level: Level;
};

const unknownCode = { case: 'CASE_UNKNOWN', document: 'DOCUMENT_UNKNOWN', duty: 'OBLIGATION_UNKNOWN' } as const;

/** The first case that the caller sees too little of, or null. */
export async function refusalOfNeeds(
  reader: Reader,
  session: OpenSession,
  call: { readonly operation: Operation; readonly input: unknown },
): Promise<RefusedNeed | null> {
  const values = call.input as Readonly<Record<string, unknown>>; // parsed: inputs of operations are objects
  for (const need of needsOf(call.operation)) {
    for (const id of namedAt(values[need.key])) {
      const refused = await refusalOfNeed(reader, session, { need, id, paper: need.paperKey === undefined ? null : values[need.paperKey] });
      if (refused !== null) return refused;
    }
  }
  return null;
}

function namedAt(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.filter((one) => typeof one === 'string');
  return typeof value === 'string' ? [value] : [];
}

type Named = { readonly need: Need; readonly id: string; readonly paper: unknown };

async function refusalOfNeed(reader: Reader, session: OpenSession, of: Named): Promise<RefusedNeed | null> {
  const found = await caseNamed(reader, of);
  // Weekly reports belong to no case; what does not exist is the handler's to say.
  if (found === null) return null;
  const { role } = session.user;
  const unknown = refusal(unknownCode[of.need.through]);
  const standing = await standingIn(reader, session, found.caseId);
  if (standing === null) return { error: unknown, subject: found.caseId, level: 'deny' };
  const subject: CaseSubject = { ...standing, paper: found.paper };
  const decision = meets(role, of.need, subject);
  if (decision === 'allowed') return null;
  const level = levelOf(role, standing);
  return { error: decision === 'ACCESS_FORBIDDEN' ? refusal('ACCESS_FORBIDDEN', { level }) : unknown, subject: found.caseId, level };
}

async function caseNamed(reader: Reader, { need, id, paper }: Named): Promise<{ readonly caseId: CaseId; readonly paper: string | null } | null> {
  switch (need.through) {
    case 'case':
      return { caseId: CaseId.parse(id), paper: typeof paper === 'string' ? paper : null };
    case 'document': {
      const document = await documentById(reader, DocumentId.parse(id));
      return document === null || document.caseId === null ? null : { caseId: document.caseId, paper: document.type };
    }
    case 'duty': {
      const duty = await dutyById(reader, id);
      return duty === null ? null : { caseId: duty.caseId, paper: null };
    }
    default:
      return need.through satisfies never;
  }
}
