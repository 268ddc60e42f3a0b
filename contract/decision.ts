/** The one answer to "may this person do this": role, operation, and where the person stands to the case that the call names. */
import { isDetailPaper, levelOf, reaches, type Level, type Standing } from '../domain/permissions.ts';
import type { Role } from '../domain/vocabulary.ts';
import { needsOf, type Need, type Operation } from './define.ts';

/**
 * NOT_ALLOWED: the operation is not this role's, whatever the case. CASE_UNKNOWN: this person may not even learn of the case.
 * ACCESS_FORBIDDEN: they know that there is one, and see too little of it for this call.
 */
export type Decision = 'allowed' | 'NOT_ALLOWED' | 'ACCESS_FORBIDDEN' | 'CASE_UNKNOWN';

/** The case that a call names: where the caller stands to it, and the type of the paper that it is about. */
export type CaseSubject = Standing & { readonly paper?: string | null };

/** Whether the role may call the operation at all. */
export function mayCall(role: Role, operation: Pick<Operation, 'access'>): boolean {
  return operation.access === 'anyUser' || (operation.access !== 'anyone' && operation.access.includes(role));
}

/** Whether a level that falls short is told so: the mark is all that a class teacher, and nothing is what an auditor may know. */
function refusalAt(role: Role, level: Level): Decision {
  return level === 'deny' || role === 'class_teacher' ? 'CASE_UNKNOWN' : 'ACCESS_FORBIDDEN';
}

/** The composed decision. `subject` null: the call names no case. */
export function decisionOf(role: Role, operation: Pick<Operation, 'access' | 'needs'>, subject: CaseSubject | null): Decision {
  if (!mayCall(role, operation)) return 'NOT_ALLOWED';
  if (subject === null) return 'allowed';
  return needsOf(operation).reduce<Decision>((decision, need) => (decision === 'allowed' ? meets(role, need, subject) : decision), 'allowed');
}

/** Whether what this person sees of the case is enough for one need. */
export function meets(role: Role, need: Pick<Need, 'level'>, subject: CaseSubject): Decision {
  const level = levelOf(role, subject);
  const needed = isDetailPaper(subject.paper ?? null) ? 'detail' : need.level;
  return reaches(level, needed) ? 'allowed' : refusalAt(role, level);
}
